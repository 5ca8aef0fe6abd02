-- 決裁文書PDF: what the sheet says of a decided case may change while its PDF is being made (追記, a number, 後閲, 施行). Each such
-- change is counted in its own transaction; whoever made a PDF of less than is asked for now has made none.
alter table stamped_pdf add asked integer not null default 0;

create function stamped_pdf_is_outdated() returns trigger language plpgsql as $$
begin
  update stamped_pdf
  set asked = asked + 1, failure = null, status = case when status = 'running' then status else 'waiting' end
  where proposal_id = new.id;
  return null;
end $$;

create trigger proposal_stamped_pdf after update of state on proposal for each row
  when (old.status = 'decided' and new.status = 'decided' and
    (old.state -> 'number', old.state -> 'coverNotes', old.state -> 'numbers', old.state -> 'issuance', old.state -> 'postReviews')
    is distinct from
    (new.state -> 'number', new.state -> 'coverNotes', new.state -> 'numbers', new.state -> 'issuance', new.state -> 'postReviews'))
  execute function stamped_pdf_is_outdated();
