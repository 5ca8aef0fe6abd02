-- 印刷・保存: who took which pages of a case on paper or as a file, when, and what for. The PDF itself is not kept for long.

create table print (
  id uuid primary key,
  proposal_id uuid not null references proposal (id),
  person_id text not null references person (id),
  -- As they were on that day.
  person_name text not null,
  person_title text not null,
  at timestamptz not null,
  purpose text not null check (purpose in ('print', 'save')),
  with_cover boolean not null,
  with_notes boolean not null,
  -- [{"revisionId": …, "name": …, "pages": [[first, last], …], "of": pages of the file}], indexes from 0, in the order of the book.
  files jsonb not null,
  -- Without the cover sheet and the list of notes.
  page_count integer not null check (page_count >= 0),
  -- '' where none was asked for and none was given.
  reason text not null,
  status text not null default 'waiting' check (status in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  pages_done integer not null default 0,
  size_bytes bigint,
  finished_at timestamptz
);
create index print_proposal on print (proposal_id, at);
create index print_unfinished on print (at) where status in ('waiting', 'running');

-- Who asked for what is evidence: only how far it is may change.
create function print_is_evidence() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and
    (old.id, old.proposal_id, old.person_id, old.person_name, old.person_title, old.at, old.purpose, old.with_cover,
      old.with_notes, old.files, old.page_count, old.reason)
    is not distinct from
    (new.id, new.proposal_id, new.person_id, new.person_name, new.person_title, new.at, new.purpose, new.with_cover,
      new.with_notes, new.files, new.page_count, new.reason)
  then
    return new;
  end if;
  raise exception 'print is append-only';
end $$;
create trigger print_append_only before update or delete on print
  for each row execute function print_is_evidence();
