-- 編集用の鍵: lets a program outside the browser's session open and save one file for one person.

create table edit_pass (
  id uuid primary key,
  -- SHA-256 of the secret in the address; the secret itself is never stored.
  token_hash bytea not null unique,
  attachment_id uuid not null references attachment (id),
  person_id text not null references person (id),
  way text not null check (way in ('webdav', 'wopi')),
  -- The session it was made in: signing out ends it.
  session_hash bytea,
  may_write boolean not null,
  -- What the person said of the correction, on the way only (軽微・重要, why, in which post).
  effect text check (effect in ('minor', 'major')),
  reason text,
  as_post text,
  -- The content the program was given last, or saved last: a save never goes over another one.
  seen_revision uuid not null references revision (id),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  check ((effect is null) = (reason is null))
);
create index edit_pass_session on edit_pass (session_hash);
create index edit_pass_expires on edit_pass (expires_at);
create index edit_pass_person on edit_pass (person_id, attachment_id);

-- A lock of WebDAV or WOPI is a lease: it goes with the pass it was taken by.
alter table edit_lease
  add column pass_id uuid references edit_pass (id) on delete cascade,
  -- What the program calls its lock, and what it says of who has it.
  add column lock_token text,
  add column lock_owner text;
create index edit_lease_pass on edit_lease (pass_id);
