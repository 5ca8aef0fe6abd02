-- 移管: packages for the archive, each asked for, made by the worker and fetched.

create table transfer_package (
  id uuid primary key,
  folder_id text not null references record_folder (id),
  person_id text not null references person (id),
  -- Who had it made, as the event about it names them (domain Actor).
  made_by jsonb not null,
  at timestamptz not null,
  status text not null default 'waiting' check (status in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  -- How far it is, of how many steps; null until they were counted.
  steps_done integer not null default 0,
  steps integer,
  -- Files in the package.
  file_count integer,
  size_bytes bigint,
  sha256 text,
  -- Why it could not be made: a code of usecases/transfer-packages.ts.
  failure text,
  finished_at timestamptz
);
create index transfer_package_folder on transfer_package (folder_id, at);
-- One at a time for each 簿冊.
create unique index transfer_package_unfinished on transfer_package (folder_id) where status in ('waiting', 'running');
