-- 専決表, 経路 and 方針 by version: who published a version and when, what is being prepared, and nothing overwritten.

alter table authority_table
  add column published_at timestamptz not null default now(),
  add column published_by text references person (id);
alter table route_template
  add column published_at timestamptz not null default now(),
  add column published_by text references person (id);
alter table policy
  add column published_at timestamptz not null default now(),
  add column published_by text references person (id);

-- The next version while it is being written: one of each kind, of the templates one for each code.
create table rule_draft (
  kind text not null check (kind in ('authority_table','route_template','policy')),
  -- Code of the route template, '' for the others.
  code text not null,
  -- The version it was drafted from, '' for a new template.
  based_on text not null,
  -- Contract AuthorityTableContent, RouteTemplateContent or PolicyContent.
  content jsonb not null,
  -- Lock counter.
  lock integer not null,
  updated_at timestamptz not null,
  updated_by text not null references person (id),
  primary key (kind, code)
);

-- Changes with every change of the rules below; no two databases and no two states share a stamp, so whoever keeps
-- rules in memory keeps them by it.
create table rules_version (
  only_row boolean primary key default true check (only_row),
  stamp uuid not null default gen_random_uuid()
);
insert into rules_version default values;
create function move_rules_version() returns trigger language plpgsql as $$
begin
  update rules_version set stamp = gen_random_uuid();
  return null;
end $$;
create trigger authority_table_moves after insert or update or delete or truncate on authority_table
  for each statement execute function move_rules_version();
create trigger authority_item_moves after insert or update or delete or truncate on authority_item
  for each statement execute function move_rules_version();
create trigger route_template_moves after insert or update or delete or truncate on route_template
  for each statement execute function move_rules_version();
create trigger policy_moves after insert or update or delete or truncate on policy
  for each statement execute function move_rules_version();

-- A proposal keeps the version it was submitted under, so a version never changes: another one follows it.
create function refuse_changing_rules() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: publish another version', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger authority_table_kept before update or delete on authority_table
  for each row execute function refuse_changing_rules();
create trigger authority_item_kept before update or delete on authority_item
  for each row execute function refuse_changing_rules();
create trigger route_template_kept before update or delete on route_template
  for each row execute function refuse_changing_rules();
create trigger policy_kept before update or delete on policy
  for each row execute function refuse_changing_rules();
