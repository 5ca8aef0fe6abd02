-- 文書番号: how numbers of a kind are written is data with effective days. Each version is whole, and none is changed: of
-- those of one first day the one that was added last counts. No code used the table as it was.
drop table number_format_version;
create table number_format_version (
  id bigint generated always as identity primary key,
  kind text not null references number_format (kind),
  -- 課 that writes numbers of the kind in its own way; null: all that have none.
  section_code text references unit (code),
  from_on date not null,
  -- `{unit.symbol}` 文書記号, `{year}`, `{n}`.
  pattern text not null check (pattern like '%{n}%'),
  numerals text not null default 'half' check (numerals in ('half', 'full', 'kanji')),
  -- Filled with zeros up to so many digits.
  digits integer not null default 1 check (digits between 1 and 8),
  year_written text not null default 'era' check (year_written in ('era', 'letter', 'western')),
  -- 枝番, written after the number.
  branch text not null default 'の{b}' check (branch like '%{b}%'),
  -- Whether its books are of a 年度 or a 暦年, and which day says of which one.
  year_counts text not null default 'fiscal' check (year_counts in ('fiscal', 'calendar')),
  year_of text not null default 'numbered' check (year_of in ('numbered', 'decided')),
  reason text check (reason ~ '\S'),
  -- Null for what came with the installation.
  made_by text references person (id),
  made_at timestamptz,
  check ((made_by is null) = (made_at is null) and (made_by is null or reason is not null))
);
create index number_format_version_kind on number_format_version (kind, from_on);

insert into number_format_version (kind, from_on, pattern, year_of)
  select kind, date '1900-01-01', format, year_of from number_format;
alter table number_format drop column format, drop column year_of;

create function refuse_changing_number_formats() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: numbers were written by it', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger number_format_version_kept before update or delete on number_format_version
  for each row execute function refuse_changing_number_formats();
