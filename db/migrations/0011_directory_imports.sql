-- 人事異動: the directory by effective day. Rows end and new ones begin; what has been is never overwritten.

-- Takes over the 簿冊 of a unit that ends.
alter table unit add column successor_code text references unit (code);
alter table person add column ext_phone text;

create table directory_import (
  id uuid primary key,
  status text not null default 'rehearsed' check (status in ('rehearsed','applied')),
  effective_on date not null,
  scope text not null check (scope in ('listed','whole')),
  -- Name, kind, sha256, size, encoding and rows of each file; the bytes are in the blob store as they came.
  files jsonb not null,
  -- Hash of the organisation the rehearsal was made on, without absences.
  organisation_sha256 text not null,
  problems jsonb not null,
  rehearsal jsonb not null,
  created_by text not null references person (id),
  created_at timestamptz not null,
  rehearsed_at timestamptz not null,
  applied_by text references person (id),
  applied_at timestamptz
);
create index directory_import_created on directory_import (created_at desc);

alter table appointment
  -- 並び順 within the unit, as the directory has it.
  add column sort_order integer,
  -- The word of the directory where it says more than the kind: 併任.
  add column as_given text,
  add column import_id uuid references directory_import (id);

-- Names as of a day: the row of `person` or `unit` is the first, each later one stands here.
create table person_detail (
  person_id text not null references person (id),
  from_on date not null,
  name text not null,
  name_kana text not null,
  import_id uuid references directory_import (id),
  primary key (person_id, from_on)
);
create table unit_detail (
  unit_code text not null references unit (code),
  from_on date not null,
  name text not null,
  parent_code text references unit (code),
  symbol text,
  import_id uuid references directory_import (id),
  primary key (unit_code, from_on)
);

-- 派遣・休職: on the roll, in no post.
create table personnel_leave (
  id bigint generated always as identity primary key,
  person_id text not null references person (id),
  kind text not null check (kind in ('seconded','on_leave')),
  unit_code text references unit (code),
  from_on date not null,
  to_on date,
  import_id uuid references directory_import (id),
  check (to_on is null or to_on >= from_on)
);
create index personnel_leave_person on personnel_leave (person_id, from_on);
