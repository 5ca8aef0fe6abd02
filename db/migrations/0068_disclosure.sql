-- 公開: requests for disclosure (開示請求), the masked copies made for them, and the term of the 条例.

-- The article of the 情報公開条例 that a ground is, as it is printed beside what is masked; '' where none is given.
alter table disclosure_ground add column article text not null default '';

-- One row: days from the day after the request.
create table disclosure_term (
  id integer primary key default 1 check (id = 1),
  days integer not null check (days > 0),
  extended_days integer not null,
  moves_to_working_day boolean not null,
  check (extended_days >= days)
);
insert into disclosure_term (days, extended_days, moves_to_working_day) values (15, 45, true);

create table disclosure_request (
  id uuid primary key,
  -- The seq of its chain in record_event.
  version integer not null,
  fiscal_year integer not null,
  -- 1 … without a gap within the fiscal year: it is taken with the request that has it.
  ordinal integer not null check (ordinal > 0),
  status text not null check (status in ('open','correcting','notified','done','withdrawn')),
  requested_on date not null,
  -- domain DisclosureRequest: the fold of its chain.
  state jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (fiscal_year, ordinal)
);
create index disclosure_request_newest on disclosure_request (requested_on desc, ordinal desc);

-- 請求者: apart from everything that is on the record, for the 情報公開担当 alone.
create table disclosure_requester (
  request_id uuid primary key references disclosure_request (id),
  name text not null,
  contact text not null
);

-- The 課 whose opinion is asked for and not given yet.
create table disclosure_consultation (
  request_id uuid not null references disclosure_request (id),
  nth integer not null,
  section_code text not null references unit (code),
  primary key (request_id, nth)
);
create index disclosure_consultation_section on disclosure_consultation (section_code);

-- 墨塗りした写し: of a request, of no case.
create table disclosure_copy (
  id uuid primary key,
  request_id uuid not null references disclosure_request (id),
  revision_id uuid not null references revision (id),
  sha256 text not null references blob (sha256),
  page_count integer not null,
  -- [{page, box: [x, y, width, height], ground}]
  masks jsonb not null,
  made_by text not null references person (id),
  made_at timestamptz not null,
  unique (request_id, revision_id, sha256)
);
create index disclosure_copy_sha256 on disclosure_copy (sha256);
