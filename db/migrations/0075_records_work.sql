-- お知らせ and mail about a 開示請求: each is about a case or about a request.
alter table notice alter column proposal_id drop not null;
alter table notice add column disclosure_id uuid references disclosure_request (id);
alter table notice add constraint notice_about_one check (num_nonnulls(proposal_id, disclosure_id) = 1);
create unique index notice_disclosure on notice (person_id, disclosure_id, occasion, kind)
  where disclosure_id is not null;

alter table mail_item alter column proposal_id drop not null;
alter table mail_item add column disclosure_id uuid references disclosure_request (id);
alter table mail_item add constraint mail_item_about_one check (num_nonnulls(proposal_id, disclosure_id) = 1);
create unique index mail_item_disclosure on mail_item (person_id, disclosure_id, occasion, kind)
  where disclosure_id is not null;

-- 移行 from the browser: a manifest and its files as they were sent, tried first and then brought in, by the worker.
create table legacy_upload (
  id uuid primary key,
  person_id text not null references person (id),
  source text not null check (source ~ '\S'),
  decision text,
  manifest_name text not null,
  -- Null where none came with it.
  files_name text,
  at timestamptz not null,
  mode text not null default 'rehearsal' check (mode in ('rehearsal', 'import')),
  status text not null default 'waiting' check (status in ('waiting', 'running', 'done', 'stopped', 'failed')),
  records_done integer not null default 0,
  -- Contract LegacyCounts.
  counts jsonb not null default '{}',
  -- Why nothing could be read: a code of usecases/legacy-uploads.ts.
  failure text,
  -- Contract LegacyProblem: what is wrong with all of the manifest.
  problems jsonb not null default '[]',
  -- What was not taken, as in legacy_reject, and what was taken with something to look at; the first of them.
  rejects jsonb not null default '[]',
  warnings jsonb not null default '[]',
  finished_at timestamptz
);
create index legacy_upload_person on legacy_upload (person_id, at desc);
