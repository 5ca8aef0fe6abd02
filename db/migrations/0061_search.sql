-- 文書検索: what can be found, folded as `foldText` folds it, and where it stands. Filled by the worker; who may read is
-- asked of the live rows of `proposal` at each search and is nowhere in here.

-- A case that can be found. Newest first is (chunk, place) backwards; a chunk holds so many texts that one look into the
-- index is cheap, however many cases there are.
create table search_case (
  proposal_id uuid primary key references proposal (id),
  place bigint generated always as identity,
  chunk integer not null check (chunk between 0 and 500000),
  -- How many texts of it are in search_text.
  texts integer not null default 0,
  -- The version of `foldText` its texts were folded by.
  fold integer not null,
  -- SHA-256 of current contents whose words were not read yet.
  unread text[] not null default '{}'
);
create unique index search_case_order on search_case (chunk, place);
create index search_case_unread on search_case (proposal_id) where unread <> '{}';

-- One text of a case: a title, a page, an opinion …
create table search_text (
  id bigint generated always as identity primary key,
  proposal_id uuid not null references search_case (proposal_id) on delete cascade,
  -- Contract SearchKind.
  kind text not null check (kind in ('title','body','page','file','opinion','number','name')),
  -- Which part of the index it is in: twice the chunk of its case, and one more for pages.
  shelf integer not null,
  -- Of pages and names of files: found only while this is what the attachment holds.
  attachment_id uuid,
  revision_id uuid,
  -- Of pages, from 0.
  page_index integer,
  pdf_sha256 text,
  -- As it was written, of everything but pages; who said it, of opinions.
  words text,
  who text,
  folded text not null,
  check ((kind = 'page') = (pdf_sha256 is not null)),
  check ((kind = 'page') = (words is null)),
  check ((kind in ('page', 'file')) = (attachment_id is not null))
);
create index search_text_proposal on search_text (proposal_id);

-- Every character of a text and every two that stand side by side, each once: code point × 2^21 + code point of the next
-- one (0: alone), above it the shelf. A word of the text has all its own among them.
create function search_grams(shelf integer, folded text) returns bigint[]
language plpgsql immutable strict parallel safe as $$
begin
  return (
    select coalesce(array_agg(distinct (shelf::bigint << 42) | gram), '{}')
    from (
      select code << 21 as one, (code << 21) | lead(code, 1, 0::bigint) over (order by nth) as two
      from (select ascii(letter)::bigint as code, nth from string_to_table(folded, null) with ordinality as t (letter, nth)) c
    ) g, lateral (values (one), (two)) as k (gram));
end $$;
-- A short list of what is not sorted in yet: every search reads all of it.
create index search_text_grams on search_text using gin (search_grams(shelf, folded)) with (gin_pending_list_limit = 256);

-- How many of all texts have these two characters side by side, of a sample; what is missing is rare.
create table search_gram (
  gram bigint primary key,
  share real not null check (share > 0 and share <= 1)
);
-- When the sample was taken.
create table search_sample (
  is_only boolean primary key default true check (is_only),
  texts bigint not null
);
insert into search_sample (texts) values (0);

-- Cases whose texts changed, or may have. Written in the transaction of the change.
create table search_due (
  id bigint generated always as identity primary key,
  proposal_id uuid not null
);
create index search_due_proposal on search_due (proposal_id);

-- Acts come by outbox_event instead: no decision waits for this.
create function search_is_due() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'proposal' then
    insert into search_due (proposal_id) values (new.id);
  elsif tg_table_name = 'attachment' then
    -- Not every file belongs to a case.
    insert into search_due (proposal_id) select new.proposal_id where new.proposal_id is not null;
  else
    insert into search_due (proposal_id)
    select distinct a.proposal_id from revision r join attachment a on a.current_revision = r.id
    where r.sha256 = new.sha256 and r.kind = new.kind and a.removed_at is null and a.proposal_id is not null;
  end if;
  return null;
end $$;
create trigger proposal_search_due after insert or update of content on proposal
  for each row execute function search_is_due();
create trigger attachment_search_due after insert or update of name, current_revision, removed_at on attachment
  for each row execute function search_is_due();
create trigger rendition_search_due after update of status on rendition
  for each row when (new.status = 'done') execute function search_is_due();

-- What was there before can be found too; the worker sees to it, oldest first.
insert into search_due (proposal_id) select id from proposal order by created_at, id;
insert into outbox_reader (name, last_xid) values ('search', pg_current_xact_id());

-- What somebody looks for again and again; one's own alone.
create table saved_search (
  id uuid primary key,
  person_id text not null references person (id),
  name text not null check (name <> '' and char_length(name) <= 60),
  -- Contract SearchWish.
  wish jsonb not null,
  created_at timestamptz not null,
  unique (person_id, name)
);
