-- 付箋: what somebody writes on a page while reading. Never part of the record by itself, so it may be changed and taken away.

create table note (
  id uuid primary key,
  proposal_id uuid not null references proposal (id),
  attachment_id uuid not null references attachment (id),
  -- The content it was written on, and the page of that (from 0).
  revision_id uuid not null references revision (id),
  page_index integer not null check (page_index >= 0),
  kind text not null check (kind in ('note', 'highlight', 'check', 'box', 'ink')),
  -- In points from the top left of the page as its file has it; the form depends on the kind.
  place jsonb not null,
  -- The passage it is about with the words around it, by which it is found again in another revision.
  quote jsonb,
  audience text not null check (audience in ('private', 'route', 'drafter')),
  words text not null,
  person_id text not null references person (id),
  -- As they were when it was written.
  person_name text not null,
  person_title text not null,
  at timestamptz not null,
  changed_at timestamptz,
  settled_by text references person (id),
  settled_by_name text,
  settled_at timestamptz,
  check ((settled_by is null) = (settled_at is null) and (settled_by is null) = (settled_by_name is null))
);
create index note_proposal on note (proposal_id, at);

create table note_reply (
  id uuid primary key,
  note_id uuid not null references note (id) on delete cascade,
  words text not null check (words <> ''),
  person_id text not null references person (id),
  person_name text not null,
  person_title text not null,
  at timestamptz not null
);
create index note_reply_note on note_reply (note_id, at);
