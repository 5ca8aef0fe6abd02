-- 監査・情報公開担当 open everything for a purpose: stated once a session, and kept with each read.

-- The purpose somebody reads for now; it goes with the next sign-in.
create table reading_purpose (
  person_id text primary key references person (id),
  purpose text not null check (purpose <> ''),
  stated_at timestamptz not null
);

-- Of a read that only the purpose allowed; null of any other.
alter table audit_access add column purpose text;
