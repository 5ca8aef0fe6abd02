-- The organisation with its history: nothing here is overwritten when people move, rows end and new ones begin.

-- Every writer of these tables adds one; readers that keep the organisation in memory compare it.
create table organisation_version (
  only_row boolean primary key default true check (only_row),
  version bigint not null default 0
);
insert into organisation_version default values;

create table unit (
  code text primary key,
  name text not null,
  kind text not null check (kind in ('root','executive','department','bureau','section','group','branch','branch_dept','institution')),
  parent_code text references unit (code),
  symbol text,
  role text check (role in ('records_office','archives')),
  from_on date not null default '1900-01-01',
  to_on date,
  sort_order integer not null default 0
);

create table position (
  code text primary key,
  name text not null,
  rank integer not null,
  is_line boolean not null,
  is_decider boolean not null
);

create table person (
  id text primary key,
  -- Names are kept exactly as given: NFC would change 塚 (U+FA10).
  name text not null,
  name_kana text not null,
  login text not null unique,
  email text
);

create table person_role (
  person_id text not null references person (id),
  role text not null,
  primary key (person_id, role)
);

-- 副知事の担任
create table charge (
  person_id text not null references person (id),
  unit_code text not null references unit (code),
  primary key (person_id, unit_code)
);

create table appointment (
  id bigint generated always as identity primary key,
  person_id text not null references person (id),
  unit_code text not null references unit (code),
  position_code text not null references position (code),
  kind text not null check (kind in ('primary','concurrent','handling','proxy')),
  from_on date not null,
  to_on date,
  check (to_on is null or to_on >= from_on)
);
create index appointment_person on appointment (person_id);
create index appointment_post on appointment (unit_code, position_code);

create table absence (
  id bigint generated always as identity primary key,
  person_id text not null references person (id),
  from_at timestamptz not null,
  to_at timestamptz not null,
  reason text not null,
  check (to_at >= from_at)
);
create index absence_person on absence (person_id, from_at);

create table acting_order (
  decider_position text not null references position (code),
  place integer not null,
  selector jsonb not null,
  position_code text references position (code),
  primary key (decider_position, place)
);

create table authority_table (
  version text primary key,
  from_on date not null,
  source text not null,
  -- Classes (決裁区分) most senior first, each with its deciders: domain AuthorityClass[].
  classes jsonb not null default '[]',
  -- Flag → how many classes a matter with it moves up.
  escalation jsonb not null default '{}'
);

create table authority_item (
  table_version text not null references authority_table (version),
  code text not null,
  name text not null,
  bands jsonb not null,
  examining_units text[] not null default '{}',
  concurring_units text[] not null default '{}',
  template_code text,
  note text,
  sort_order integer not null default 0,
  primary key (table_version, code)
);

create table route_template (
  code text not null,
  version text not null,
  from_on date not null,
  name text not null,
  steps jsonb not null,
  circulation jsonb not null default '[]',
  primary key (code, version)
);

-- Switches of section 1.4 of the domain rules, as versioned data.
create table policy (
  version integer primary key,
  from_on date not null,
  settings jsonb not null
);

create table body_profile (
  only_row boolean primary key default true check (only_row),
  name text not null,
  short_name text not null,
  email_domain text
);

create table retention_period (
  code text primary key,
  name text not null,
  -- Years; null for 常用, 0 for less than a year.
  years integer,
  note text,
  sort_order integer not null default 0
);

create table classification (
  code text primary key,
  name text not null,
  parent_code text references classification (code)
);

-- 簿冊
create table record_folder (
  id text primary key,
  code text not null,
  name text not null,
  fiscal_year integer not null,
  classification_code text not null references classification (code),
  retention_code text not null references retention_period (code),
  disposition text not null check (disposition in ('transfer','destroy','appraise')),
  owner_unit text references unit (code),
  unique (code, fiscal_year)
);

create table disclosure_class (
  code text primary key,
  name text not null,
  needs_ground boolean not null default false,
  needs_until boolean not null default false,
  sort_order integer not null default 0
);

create table disclosure_ground (
  code text primary key,
  name text not null
);

create table secrecy_level (
  code text primary key,
  name text not null,
  needs_until boolean not null default false,
  is_electronic boolean not null default true,
  sort_order integer not null default 0
);

create table number_format (
  kind text primary key,
  format text not null,
  allocated_at text not null
);
