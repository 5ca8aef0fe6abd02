-- 外部システム: programs that call /v1 with a token of their own, as clients of the same realm people sign in with.

create table application (
  -- As the identity provider calls it (`azp` of its tokens).
  client_id text primary key check (client_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
  name text not null,
  -- Who answers for it, in words: 課 and telephone, or the vendor.
  contact text not null default '',
  -- Codes of the matters (専決事項) it may submit; empty: none.
  may_submit text[] not null default '{}',
  -- A disabled one is refused from the next request on.
  enabled boolean not null default true,
  -- 試験用: what it makes is marked, and never leaves the state of a draft.
  sandbox boolean not null default false,
  -- Null for what came with the installation.
  created_by text references person (id),
  created_at timestamptz not null,
  changed_by text references person (id),
  changed_at timestamptz not null
);

alter table proposal
  -- Through which application it was made; null: in the browser.
  add column application_id text references application (client_id),
  -- Made by an application while it was for trying only (試験).
  add column is_trial boolean not null default false,
  add check (not is_trial or application_id is not null);
-- What an application made, in the order in which it changed.
create index proposal_application on proposal (application_id, updated_at, id) where application_id is not null;

-- Through which application somebody read; null: in the browser. Without a person it was the application by itself.
alter table audit_access
  add column application_id text,
  alter column person_id drop not null,
  add check (person_id is not null or application_id is not null);
