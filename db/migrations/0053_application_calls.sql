-- What an application was answered under an Idempotency-Key, so that a retry changes nothing and gets the same.

create table idempotent_answer (
  client_id text not null references application (client_id),
  key text not null,
  -- SHA-256 over method, address, officer and body.
  request_sha256 text not null check (request_sha256 ~ '^[0-9a-f]{64}$'),
  begun_at timestamptz not null,
  -- Null while it is being worked on.
  status integer,
  answer text,
  headers jsonb,
  primary key (client_id, key)
);
create index idempotent_answer_begun on idempotent_answer (begun_at);

-- What applications asked lately and were answered; a help for whoever looks after them, and swept. What they did to a case
-- stands in its events, what they read in audit_access.
create table application_call (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  -- Of a genuine token; the client may be one that nobody registered.
  client_id text not null,
  method text not null,
  route text not null,
  status integer not null,
  problem text,
  officer text,
  proposal_id text,
  duration_ms integer not null
);
create index application_call_client on application_call (client_id, id desc);
create index application_call_at on application_call (at);
