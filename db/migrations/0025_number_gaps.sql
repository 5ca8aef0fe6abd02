-- 欠番: a number that went to no document, and why (R-19). Evidence like the numbers given: no row is changed.
create table number_skipped (
  kind text not null references number_format (kind),
  unit_code text not null references unit (code),
  fiscal_year integer not null,
  number integer not null check (number > 0),
  reason text not null check (reason ~ '\S'),
  person_id text not null references person (id),
  at timestamptz not null,
  primary key (kind, unit_code, fiscal_year, number)
);

create function refuse_changing_skipped() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: a number is skipped for good', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger number_skipped_kept before update or delete on number_skipped
  for each row execute function refuse_changing_skipped();

-- 枝番: 0 for a number of its own; 2 and on for those given beside it later (第12号の2).
alter table document_number
  add column branch integer not null default 0 check (branch = 0 or branch > 1),
  drop constraint document_number_pkey,
  add primary key (kind, unit_code, fiscal_year, number, branch);
