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

-- A sign-in that has gone to the provider and not come back; the row is taken once, so an answer cannot be played twice.
create table sign_in (
  -- SHA-256 over the browser's binding cookie and the state parameter.
  key_hash bytea primary key,
  nonce text not null,
  code_verifier text not null,
  -- Path on this site to go on to.
  return_to text not null,
  expires_at timestamptz not null
);
create index sign_in_expires on sign_in (expires_at);

-- Which account of which provider is which person. Employee numbers may be given out again, subjects may not, so the
-- first sign-in joins the two and every later one goes by the subject.
create table identity_link (
  issuer text not null,
  subject text not null,
  person_id text not null references person (id),
  linked_at timestamptz not null,
  primary key (issuer, subject),
  unique (issuer, person_id)
);
