-- What happens to a record besides its approval: 収受, 簿冊, 公開 … Each has a chain of its own, as a case has.

-- The end of each chain. Whoever writes holds this row, so that two writers take turns.
create table record_head (
  -- What it is about: `receipt` 収受, `folder` 簿冊 …
  kind text not null check (kind <> ''),
  id text not null check (id <> ''),
  seq integer not null,
  hash bytea not null,
  primary key (kind, id)
);

create table record_event (
  kind text not null,
  id text not null,
  seq integer not null,
  type text not null,
  at timestamptz not null,
  person_id text not null,
  -- Canonical JSON, exactly the bytes that were hashed: hash = sha256(prev_hash || body).
  body text not null,
  prev_hash bytea,
  hash bytea not null,
  primary key (kind, id, seq),
  foreign key (kind, id) references record_head (kind, id) deferrable initially deferred
);
create index record_event_at on record_event (at);

-- The log is evidence: the database itself refuses to rewrite it.
create trigger record_event_append_only before update or delete on record_event
  for each row execute function refuse_rewriting();
create trigger record_event_no_truncate before truncate on record_event
  for each statement execute function refuse_rewriting();
