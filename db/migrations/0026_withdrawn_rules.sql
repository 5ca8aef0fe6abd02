-- A version that is settled and not yet in force may be withdrawn or replaced, with a reason; nothing is erased.

-- Why the version was made (改正の理由): always there where it takes the place of one that was still ahead.
alter table authority_table add column reason text;
alter table route_template add column reason text;
alter table policy add column reason text;

create table rule_withdrawal (
  kind text not null check (kind in ('authority_table','route_template','policy')),
  -- Code of the route template, '' for the others.
  code text not null,
  version text not null,
  reason text not null check (reason <> ''),
  withdrawn_at timestamptz not null,
  withdrawn_by text not null references person (id),
  primary key (kind, code, version)
);
create trigger rule_withdrawal_moves after insert or update or delete or truncate on rule_withdrawal
  for each statement execute function move_rules_version();
create trigger rule_withdrawal_kept before update or delete on rule_withdrawal
  for each row execute function refuse_changing_rules();
