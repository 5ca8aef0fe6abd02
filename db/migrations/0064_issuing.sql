-- 施行: what goes out after the 決裁, and the numbers it carries.

-- 公印 and electronic signatures, as data. One is registered and may end; who keeps it follows from who sits in the post.
create table official_seal (
  code text primary key check (code ~ '^[A-Z0-9-]{1,20}$'),
  name text not null check (name ~ '\S'),
  kind text not null check (kind in ('stamp', 'electronic')),
  -- 公印取扱責任者: `UNIT:POSITION`.
  keeper_post text not null,
  from_on date not null,
  -- Last day, inclusive.
  to_on date check (to_on >= from_on - 1),
  -- Null for what came with the installation.
  made_by text references person (id),
  made_at timestamptz,
  ended_by text references person (id),
  ended_at timestamptz,
  end_reason text
);

-- Which seal stood on what must be told years later.
create function refuse_changing_seals() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.ended_by is null
      and (old.code, old.name, old.kind, old.keeper_post, old.from_on)
        = (new.code, new.name, new.kind, new.keeper_post, new.from_on)
      and old.made_by is not distinct from new.made_by and old.made_at is not distinct from new.made_at then
    return new;
  end if;
  raise exception '% of % is refused: a seal is registered and ended', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger official_seal_kept before update or delete on official_seal
  for each row execute function refuse_changing_seals();

-- 施行の種類 (通知, 指令, 公告 …) with what is proposed for each when a case is drafted.
create table issue_kind (
  kind text primary key check (kind ~ '\S'),
  sealing text not null check (sealing in ('seal', 'omitted', 'electronic')),
  number_kind text references number_format (kind),
  -- 発信者名.
  issuer text not null default '',
  -- Whether it is addressed to somebody; 公告 and 公表 are for everybody.
  is_addressed boolean not null default true,
  sort_order integer not null default 0
);

-- Files made after the 決裁 (浄書) stand apart from those that were decided upon (R-11).
alter table attachment add column is_issued boolean not null default false;

-- 完結日; 簿冊 count from it as well.
alter table proposal add column if not exists completed_on date;
create index proposal_to_issue on proposal (section_code, decided_at)
  where status = 'decided' and completed_on is null;

-- Kinds of numbers: one book a 課, or one for the whole body; and which day says the year.
alter table number_format
  add column scope text not null default 'section' check (scope in ('section', 'body')),
  add column year_of text not null default 'numbered' check (year_of in ('numbered', 'decided'));

-- How numbers of a kind are written from a day on. What stood before stays: a number is written once.
create table number_format_version (
  kind text not null references number_format (kind),
  from_on date not null,
  format text not null check (format like '%{n}%'),
  reason text not null check (reason ~ '\S'),
  made_by text not null references person (id),
  made_at timestamptz not null,
  primary key (kind, from_on)
);

-- 予約した番号: a block set aside for a purpose. Its numbers are given in order; the rest is given back as 欠番.
create table number_block (
  id uuid primary key,
  kind text not null references number_format (kind),
  unit_code text not null references unit (code),
  fiscal_year integer not null,
  first_number integer not null check (first_number > 0),
  last_number integer not null,
  -- The one that is given next; last_number + 1 when all are.
  next_number integer not null,
  purpose text not null check (purpose ~ '\S'),
  made_by text not null references person (id),
  made_at timestamptz not null,
  closed_by text references person (id),
  closed_at timestamptz,
  close_reason text check (close_reason ~ '\S'),
  check (last_number >= first_number),
  check (next_number between first_number and last_number + 1),
  check ((closed_by is null) = (closed_at is null) and (closed_by is null) = (close_reason is null))
);
create index number_block_book on number_block (kind, unit_code, fiscal_year);

-- A number is never set aside twice, nor given back twice.
create function refuse_changing_blocks() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.closed_at is null and new.next_number >= old.next_number
      and (old.id, old.kind, old.unit_code, old.fiscal_year, old.first_number, old.last_number, old.purpose,
        old.made_by, old.made_at)
        = (new.id, new.kind, new.unit_code, new.fiscal_year, new.first_number, new.last_number, new.purpose,
        new.made_by, new.made_at) then
    return new;
  end if;
  raise exception '% of % is refused: a block of numbers is used up or given back', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger number_block_kept before update or delete on number_block
  for each row execute function refuse_changing_blocks();
