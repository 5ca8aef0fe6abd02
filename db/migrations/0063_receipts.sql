-- 収受: what arrives, with a number, its files, where it went and whom it was shown to.

create table receipt (
  id uuid primary key,
  -- While it is being entered a lock counter; from the registration on the seq of its chain in record_event.
  version integer not null default 0,
  status text not null default 'draft'
    check (status in ('draft','discarded','arrived','handed','accepted','drafted','closed','cancelled')),
  registrar_id text not null references person (id),
  registrar_post text not null,
  -- The 課 that registers it, in whose book its number is, and the 課 that has it now.
  section_code text not null references unit (code),
  holder_code text not null references unit (code),
  -- domain Arrival: what is typed of it, as corrected last. What lists show stands beside it.
  arrival jsonb not null,
  title text not null default '',
  sender text not null default '',
  number text,
  received_on date,
  due_on date,
  -- domain Receipt: the fold of its chain; null before the registration.
  state jsonb,
  application_id text references application (client_id),
  -- 受付番号 of the system it came from.
  external_ref text,
  client_key text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  registered_at timestamptz,
  unique (registrar_id, client_key),
  check ((status in ('draft','discarded')) = (number is null))
);
create index receipt_section on receipt (section_code, registered_at desc, id desc) where registered_at is not null;
create index receipt_holder on receipt (holder_code, registered_at desc, id desc) where registered_at is not null;
create index receipt_application on receipt (application_id, external_ref) where application_id is not null;

-- Every 課 that has or had it.
create table receipt_place (
  receipt_id uuid not null references receipt (id),
  unit_code text not null references unit (code),
  primary key (unit_code, receipt_id)
);
create index receipt_place_receipt on receipt_place (receipt_id);

-- 供覧: whom it is shown to, a person or a post, and when it was seen.
create table receipt_viewer (
  receipt_id uuid not null references receipt (id),
  person_id text references person (id),
  post_id text,
  asked_at timestamptz not null,
  -- Whether it still waits to be seen.
  waits boolean not null,
  check ((person_id is null) <> (post_id is null))
);
create unique index receipt_viewer_person on receipt_viewer (person_id, receipt_id) where person_id is not null;
create unique index receipt_viewer_post on receipt_viewer (post_id, receipt_id) where post_id is not null;
create index receipt_viewer_receipt on receipt_viewer (receipt_id);

-- 接受起案: the cases drafted from it.
create table receipt_case (
  receipt_id uuid not null references receipt (id),
  proposal_id uuid not null unique references proposal (id),
  primary key (receipt_id, proposal_id)
);

-- A file belongs to a case or to a 収受文書.
alter table attachment
  alter column proposal_id drop not null,
  add column receipt_id uuid references receipt (id),
  add check (num_nonnulls(proposal_id, receipt_id) = 1),
  add unique (receipt_id, client_key);
create index attachment_receipt on attachment (receipt_id, place) where receipt_id is not null;

-- So does a number, and what somebody read.
alter table document_number
  alter column proposal_id drop not null,
  add column receipt_id uuid references receipt (id),
  add check (num_nonnulls(proposal_id, receipt_id) = 1);
create unique index document_number_receipt on document_number (kind, receipt_id);
alter table audit_access
  alter column proposal_id drop not null,
  add column receipt_id uuid references receipt (id),
  add check (num_nonnulls(proposal_id, receipt_id) = 1);
create index audit_access_receipt on audit_access (receipt_id, at desc) where receipt_id is not null;
