-- What a session is on our side: which account of which provider, when its person last showed who it was, what the
-- provider said since, and where it is used. Whoever is signed in at the upgrade is asked to sign in once more.

delete from session;
alter table session
  drop column data,
  alter column person_id set not null,
  -- The name of the session for people and lists: it opens nothing.
  add column id uuid not null default gen_random_uuid(),
  add column issuer text,
  add column subject text,
  -- When the person last showed the provider who it is (auth_time), and how (acr).
  add column authenticated_at timestamptz,
  add column acr text,
  add column address text,
  add column user_agent text,
  -- Why it was ended; null while it lives, and when it ran out.
  add column ended_because text;
create unique index session_id on session (id);
create index session_subject on session (issuer, subject);

-- The provider's tokens, apart from the row that every request reads: a renewal holds this one while it asks.
create table session_token (
  id_hash bytea primary key references session (id_hash) on delete cascade,
  -- Encrypted with a key that only the session's secret gives, which lives in the browser's cookie.
  sealed bytea not null,
  -- When the provider is asked again; null: it gave no refresh token.
  renew_at timestamptz,
  -- When it last said yes.
  confirmed_at timestamptz not null
);

-- A sign-in that must be a new one (prompt=login), whatever the provider remembers.
alter table sign_in
  add column fresh boolean not null default false,
  add column started_at timestamptz not null default now();

-- Logout tokens that were used: each ends a session once. Kept until they have run out by themselves.
create table logout_token (
  issuer text not null,
  token_id text not null,
  expires_at timestamptz not null,
  primary key (issuer, token_id)
);

-- Somebody's sessions were ended by hand: who comes back afterwards shows again who it is.
create table sign_in_floor (
  person_id text primary key references person (id),
  after timestamptz not null
);

-- サインインの記録: who came in or was refused, and how each session ended.
create table sign_in_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  what text not null check (what in ('signed_in', 'refused', 'ended', 'unlinked')),
  -- Code of the refusal, or why it ended; null for a sign-in.
  because text,
  -- Null: nobody of ours.
  person_id text references person (id),
  -- 職員番号 as the provider gave it, and which account of which provider it was.
  login text,
  issuer text,
  subject text,
  session_id uuid,
  authenticated_at timestamptz,
  address text,
  user_agent text,
  -- Who ended it, when it was somebody else; and the reason given.
  by_person text references person (id),
  reason text
);
create index sign_in_log_person on sign_in_log (person_id, id);
create index sign_in_log_at on sign_in_log (at);

-- Evidence: nothing is rewritten, and nothing is dropped before three years have passed.
create function sign_in_log_is_evidence() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.at < now() - interval '3 years' then
    return old;
  end if;
  raise exception '% of sign_in_log is refused: the log is evidence', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger sign_in_log_append_only before update or delete on sign_in_log
  for each row execute function sign_in_log_is_evidence();
create trigger sign_in_log_no_truncate before truncate on sign_in_log
  for each statement execute function refuse_rewriting();
