-- 'visible': the PDF is there and its pages can be looked at, and their words and small pictures are still to come. Until
-- they do, page.runs is null.
alter table rendition drop constraint rendition_status_check;
alter table rendition add constraint rendition_status_check
  check (status in ('waiting','running','visible','done','failed'));
