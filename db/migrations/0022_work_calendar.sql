-- Who changed the working days and the reminders of the body, when, and what they were before and after.

create table work_calendar_change (
  -- From 1; also the version a writer must have seen.
  version integer primary key check (version > 0),
  changed_by text not null references person (id),
  changed_at timestamptz not null,
  before jsonb not null,
  after jsonb not null
);
create trigger work_calendar_change_kept before update or delete on work_calendar_change
  for each row execute function refuse_changing_rules();
