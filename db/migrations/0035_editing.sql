-- 直接編集: how a content came about, who edits which file now, and what could not be saved because somebody was faster.

alter table revision
  add column made_how text not null default 'upload'
    check (made_how in ('upload', 'browser', 'webdav', 'wopi', 'restored')),
  -- Why, as whoever made it said; on the way it is said in the record too.
  add column reason text;

-- One at a time. A row whose time is over stands for nobody.
create table edit_lease (
  attachment_id uuid primary key references attachment (id),
  id uuid not null unique,
  person_id text not null references person (id),
  -- As they were when it was taken.
  person_name text not null,
  person_title text not null,
  -- The content the editing began with.
  from_revision uuid not null references revision (id),
  how text not null check (how in ('browser', 'webdav', 'wopi')),
  taken_at timestamptz not null,
  expires_at timestamptz not null
);

-- 控え: the content somebody wanted to save, kept for that person only until it is saved after all or dropped.
create table edit_copy (
  id uuid primary key,
  attachment_id uuid not null references attachment (id),
  from_revision uuid not null references revision (id),
  name text not null,
  sha256 text not null references blob (sha256),
  person_id text not null references person (id),
  at timestamptz not null
);
create index edit_copy_person on edit_copy (attachment_id, person_id, at);
