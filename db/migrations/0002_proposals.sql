-- 起案文書: one row of current state, an append-only chain of events, and what follows from them.

create table proposal (
  id uuid primary key,
  -- Lock counter. Every act and every saved draft adds one.
  version integer not null default 0,
  status text not null default 'draft' check (status in ('draft','in_approval','returned','decided','rejected','withdrawn')),
  drafter_id text not null references person (id),
  -- The post in which it is drafted, `UNIT:POSITION`, and the 課 it belongs to.
  drafter_post text not null,
  unit_code text not null references unit (code),
  section_code text not null references unit (code),
  -- Properties as the compose page holds them (contract ProposalContent); the title stands beside it for lists.
  content jsonb not null,
  title text not null default '',
  number text,
  -- domain Proposal: the fold of approval_event.
  state jsonb not null,
  manifest_sha256 text,
  -- seq and hash of the last event; 0 and null before the first.
  head_seq integer not null default 0,
  head_hash bytea,
  -- What the client called its creation, so that a retry makes no second draft.
  client_key text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz,
  decided_at timestamptz,
  unique (drafter_id, client_key)
) with (fillfactor = 85);
create index proposal_drafter on proposal (drafter_id, created_at desc);
create index proposal_section on proposal (section_code, created_at desc);

-- Everybody who may read because of a seat on the route, now or earlier.
create table proposal_reader (
  proposal_id uuid not null references proposal (id),
  post_id text not null,
  primary key (post_id, proposal_id)
);
create index proposal_reader_proposal on proposal_reader (proposal_id);

create table approval_event (
  proposal_id uuid not null references proposal (id),
  seq integer not null,
  type text not null,
  at timestamptz not null,
  person_id text not null,
  -- Canonical JSON, exactly the bytes that were hashed: hash = sha256(prev_hash || body).
  body text not null,
  prev_hash bytea,
  hash bytea not null,
  primary key (proposal_id, seq)
);

-- The log is evidence: the database itself refuses to rewrite it.
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: the log is evidence', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger approval_event_append_only before update or delete on approval_event
  for each row execute function refuse_rewriting();
create trigger approval_event_no_truncate before truncate on approval_event
  for each statement execute function refuse_rewriting();

-- The inbox: one row for each post and step that waits, and one for a drafter who has something back.
create table task (
  id bigint generated always as identity primary key,
  post_id text,
  person_id text,
  proposal_id uuid not null references proposal (id),
  step text not null,
  kind text not null check (kind in ('review','examine','concur','decide','returned')),
  arrived_at timestamptz not null,
  urgent boolean not null default false,
  due_on date,
  check ((post_id is null) <> (person_id is null))
);
create index task_post on task (post_id, arrived_at desc, id desc) where post_id is not null;
create index task_person on task (person_id, arrived_at desc, id desc) where person_id is not null;
create index task_proposal on task (proposal_id);

-- Facts for the outside world (jobs, webhooks, other processes); kept.
create table outbox_event (
  id bigint generated always as identity primary key,
  proposal_id uuid not null references proposal (id),
  seq integer not null,
  type text not null,
  at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);

-- How far a reader of outbox_event has come.
create table outbox_reader (
  name text primary key,
  last_id bigint not null default 0
);

create table number_counter (
  kind text not null,
  unit_code text not null references unit (code),
  fiscal_year integer not null,
  last_number integer not null,
  primary key (kind, unit_code, fiscal_year)
);

create table document_number (
  kind text not null,
  unit_code text not null references unit (code),
  fiscal_year integer not null,
  number integer not null,
  text text not null,
  proposal_id uuid not null references proposal (id),
  allocated_at timestamptz not null,
  primary key (kind, unit_code, fiscal_year, number)
);
create unique index document_number_proposal on document_number (kind, proposal_id);

-- Who read what.
create table audit_access (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  person_id text not null,
  proposal_id uuid not null,
  what text not null
);
