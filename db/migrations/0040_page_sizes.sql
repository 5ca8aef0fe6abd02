-- Points, flat: [w0, h0, w1, h1, …]; null until the pages can be looked at. All of a PDF in one row: reading a row for each of
-- two thousand pages took longer than everything else that a book needs.
alter table rendition add column sizes json;
update rendition set sizes = (
    select json_agg(side order by page_index, at)
    from page, lateral (values (1, width_pt), (2, height_pt)) as sides (at, side)
    where page.pdf_sha256 = rendition.pdf_sha256
  )
  where status in ('visible', 'done');
