-- 集計: what the chain of each case says about time and paper, worked out again whenever something happens to it. No evidence:
-- all of it can be made anew from approval_event.

create table case_measure (
  proposal_id uuid primary key references proposal (id),
  section_code text not null references unit (code),
  submitted_on date not null,
  -- Null while it is on its way.
  ended_on date,
  ended_as text check (ended_as in ('decided', 'rejected', 'withdrawn', 'abandoned')),
  check ((ended_on is null) = (ended_as is null)),
  due_on date,
  -- 併用決裁 at its end.
  is_hybrid boolean not null,
  return_count integer not null,
  file_count integer not null,
  page_count integer not null,
  -- Files opened, counted once for each person and content; and saved where they are read or on the desktop.
  look_count integer not null,
  edit_count integer not null
);
create index case_measure_ended on case_measure (ended_on);
create index case_measure_submitted on case_measure (submitted_on);

-- How long a case waited for a post, once for each time it came there.
create table stay (
  proposal_id uuid not null references case_measure (proposal_id) on delete cascade,
  ordinal integer not null,
  kind text not null,
  post_id text not null,
  arrived_at timestamptz not null,
  -- Null while it waits.
  left_at timestamptz,
  -- Type of the event that ended it; null while it waits.
  left_by text,
  working_days integer,
  primary key (proposal_id, ordinal)
);
create index stay_left on stay (left_at);

-- 紙決裁: decisions that were made on paper only, as the sections count them, for an honest rate. What was counted wrong is
-- set right by another row.
create table paper_decision (
  id bigint generated always as identity primary key,
  section_code text not null references unit (code),
  -- First day of the month.
  month date not null check (extract(day from month) = 1),
  count integer not null check (count <> 0),
  reason text not null check (reason ~ '\S'),
  person_id text not null references person (id),
  at timestamptz not null
);
create index paper_decision_month on paper_decision (month, section_code);
create trigger paper_decision_append_only before update or delete on paper_decision
  for each row execute function refuse_rewriting();

-- From the first event on.
insert into outbox_reader (name, last_id) values ('measures', 0);
