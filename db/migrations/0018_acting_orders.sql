-- 代決の順位 by version: from which day each counts, who recorded it, and nothing overwritten.

create table acting_order_version (
  decider_position text not null references position (code),
  -- The first day it counts, until a later one does; 1900-01-01: from the beginning.
  from_on date not null,
  -- Of several for the same day the last counts.
  revision integer not null check (revision > 0),
  -- Both null for what came with the installation.
  recorded_at timestamptz,
  recorded_by text references person (id),
  primary key (decider_position, from_on, revision),
  check ((recorded_at is null) = (recorded_by is null))
);
insert into acting_order_version (decider_position, from_on, revision)
  select distinct decider_position, date '1900-01-01', 1 from acting_order;

-- A version without rows ends the order.
alter table acting_order
  add column from_on date not null default '1900-01-01',
  add column revision integer not null default 1,
  drop constraint acting_order_pkey,
  add primary key (decider_position, from_on, revision, place),
  add foreign key (decider_position, from_on, revision)
    references acting_order_version (decider_position, from_on, revision);
alter table acting_order alter column from_on drop default, alter column revision drop default;

-- A 代決 stands on the order of its day, so a version never changes: another one follows it.
create trigger acting_order_version_kept before update or delete on acting_order_version
  for each row execute function refuse_changing_rules();
create trigger acting_order_kept before update or delete on acting_order
  for each row execute function refuse_changing_rules();
