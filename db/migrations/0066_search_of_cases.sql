-- A file may lie by a 収受文書, which no case is: only what a case has is looked for again.
create or replace function search_is_due() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'proposal' then
    insert into search_due (proposal_id) values (new.id);
  elsif tg_table_name = 'attachment' then
    insert into search_due (proposal_id) select new.proposal_id where new.proposal_id is not null;
  else
    insert into search_due (proposal_id)
    select distinct a.proposal_id from revision r join attachment a on a.current_revision = r.id
    where r.sha256 = new.sha256 and r.kind = new.kind and a.removed_at is null and a.proposal_id is not null;
  end if;
  return null;
end $$;
