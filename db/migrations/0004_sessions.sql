-- Sign-in sessions; the id itself is never stored, only its SHA-256.

create table session (
  id_hash bytea primary key,
  data jsonb not null,
  person_id text references person (id),
  -- The provider's session (sid), for back-channel logout.
  provider_sid text,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_person on session (person_id);
create index session_provider_sid on session (provider_sid);
create index session_expires on session (expires_at);
