-- Webhooks: where other systems want to be told of the cases they submitted, and what became of each telling.

-- Codes of matters (専決事項) of which it hears besides the cases it submitted itself; never of one that is 秘.
alter table application add column may_follow text[] not null default '{}';

create table webhook_endpoint (
  id uuid primary key,
  client_id text not null references application (client_id),
  url text not null,
  -- Types of CloudEvents it wants; empty: all.
  types text[] not null default '{}',
  description text not null default '',
  -- Mail address of whoever is told when it is paused; '' for nobody besides the システム管理者.
  contact text not null default '',
  enabled boolean not null default true,
  -- How far in outbox_event its deliveries were made, in the order (xid, id).
  last_xid xid8 not null,
  last_id bigint not null default 0,
  -- Since when nothing arrived, and how often in a row nobody answered; null and 0 after each arrival.
  failing_since timestamptz,
  failures integer not null default 0,
  -- Nothing is sent before it.
  retry_at timestamptz,
  -- Given up until somebody turns it on again; told by mail once.
  paused_at timestamptz,
  pause_reason text check (pause_reason in ('failing', 'gone')),
  pause_told_at timestamptz,
  -- Null: the application itself.
  created_by text references person (id),
  created_at timestamptz not null,
  changed_by text references person (id),
  changed_at timestamptz not null,
  check ((paused_at is null) = (pause_reason is null))
);
create index webhook_endpoint_client on webhook_endpoint (client_id);

-- Keys it is signed with: one, and while it is rotated the former ones until their end.
create table webhook_secret (
  id uuid primary key,
  endpoint_id uuid not null references webhook_endpoint (id) on delete cascade,
  -- `plain:…`, or sealed with the key of the environment: `sealed:…`.
  secret text not null,
  made_at timestamptz not null,
  ends_at timestamptz
);
create index webhook_secret_endpoint on webhook_secret (endpoint_id);

-- One event for one endpoint. `id` is the order of the feed.
create table webhook_delivery (
  id bigint generated always as identity primary key,
  endpoint_id uuid not null references webhook_endpoint (id) on delete cascade,
  event_id text not null,
  -- Null for a test event.
  proposal_id uuid references proposal (id),
  seq integer,
  part integer,
  type text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead', 'dropped')),
  -- How often its receiver answered and did not take it, since it was queued last.
  refusals integer not null default 0,
  next_at timestamptz,
  queued_at timestamptz not null,
  ended_at timestamptz,
  unique (endpoint_id, event_id)
);
create index webhook_delivery_waiting on webhook_delivery (endpoint_id, id) where state = 'waiting';
create index webhook_delivery_log on webhook_delivery (endpoint_id, id desc);
create index webhook_delivery_ended on webhook_delivery (ended_at) where state <> 'waiting';

create table webhook_attempt (
  id bigint generated always as identity primary key,
  delivery_id bigint not null references webhook_delivery (id) on delete cascade,
  at timestamptz not null,
  duration_ms integer not null,
  -- Null when nobody answered; then `error` says why.
  status integer,
  error text,
  -- The first bytes of the answer.
  answer text not null default ''
);
create index webhook_attempt_delivery on webhook_attempt (delivery_id, id);
