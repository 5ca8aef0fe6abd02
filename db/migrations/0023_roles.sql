-- 役割: who gave which role to whom, from when to when, and why. A row is given and may end; nothing else about it changes.

alter table person_role
  drop constraint person_role_pkey,
  add column id bigint generated always as identity primary key,
  add column from_on date not null default '1900-01-01',
  -- Last day, inclusive; the day before from_on for one that was taken back before it began.
  add column to_on date,
  add column reason text not null default '',
  -- Null for what came with the installation.
  add column given_by text references person (id),
  add column given_at timestamptz,
  add column ended_by text references person (id),
  add column ended_at timestamptz,
  add column end_reason text,
  add check (to_on is null or to_on >= from_on - 1),
  add check ((given_by is null) = (given_at is null)),
  add check ((ended_by is null) = (ended_at is null));
create index person_role_person on person_role (person_id, role);

-- Who could read what on a day must be told years later.
create function refuse_changing_roles() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.ended_by is null and (old.id, old.person_id, old.role, old.from_on, old.reason)
      = (new.id, new.person_id, new.role, new.from_on, new.reason)
      and old.given_by is not distinct from new.given_by and old.given_at is not distinct from new.given_at then
    return new;
  end if;
  raise exception '% of % is refused: a role is given and ended', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger person_role_kept before update or delete on person_role
  for each row execute function refuse_changing_roles();
