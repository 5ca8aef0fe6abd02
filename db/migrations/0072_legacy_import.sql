-- 旧システムからの移行: cases another system decided are brought in as what it said (asserted), never as acts seen here.

alter table proposal drop constraint proposal_status_check;
alter table proposal add constraint proposal_status_check
  check (status in ('draft','in_approval','returned','decided','rejected','withdrawn','abandoned','imported'));

-- One row each time a manifest is brought in; a rehearsal writes nothing.
create table legacy_run (
  id uuid primary key,
  -- The old system, as its keys are told apart: 旧文書管理システム.
  source text not null check (source ~ '\S'),
  manifest_name text not null,
  manifest_sha256 text not null check (manifest_sha256 ~ '^[0-9a-f]{64}$'),
  started_at timestamptz not null,
  started_by text not null references person (id),
  -- 起案番号 of the case by which the import was decided; null where none was named.
  decision text,
  -- Null while it goes on, and for one whose process was killed.
  ended_at timestamptz,
  outcome text check (outcome in ('done', 'stopped', 'failed')),
  -- Contract LegacyCounts.
  counts jsonb not null default '{}',
  check ((ended_at is null) = (outcome is null))
);
create index legacy_run_started on legacy_run (started_at desc);

-- Which case a key of the old system became. Evidence: a key is taken once.
create table legacy_case (
  source text not null,
  key text not null,
  proposal_id uuid not null unique references proposal (id),
  run_id uuid not null references legacy_run (id),
  -- Of the record as the manifest had it, and of the bytes of its files.
  record_sha256 text not null check (record_sha256 ~ '^[0-9a-f]{64}$'),
  primary key (source, key)
);
create trigger legacy_case_append_only before update or delete on legacy_case
  for each row execute function refuse_rewriting();
create trigger legacy_case_no_truncate before truncate on legacy_case
  for each statement execute function refuse_rewriting();

-- What of a run was not taken, with the rows as they came, to be put right and fed back.
create table legacy_reject (
  run_id uuid not null references legacy_run (id),
  ordinal integer not null,
  line integer not null,
  key text not null,
  -- Contract LegacyProblem, each; at least one.
  problems jsonb not null,
  -- Cells by heading, one object a row of the manifest.
  rows jsonb not null,
  primary key (run_id, ordinal)
);

-- Up to where an old system counted in a book: below it, numbers that went to no case here are its own, and no gaps.
create table legacy_number_book (
  kind text not null,
  unit_code text not null references unit (code),
  fiscal_year integer not null,
  last_number integer not null check (last_number > 0),
  primary key (kind, unit_code, fiscal_year)
);
