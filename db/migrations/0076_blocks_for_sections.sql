-- 予約 in the one book of the whole body may be for one 課: nobody else takes from it.
alter table number_block add column section_code text references unit (code);

create or replace function refuse_changing_blocks() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.closed_at is null and new.next_number >= old.next_number
      and (old.id, old.kind, old.unit_code, old.fiscal_year, old.first_number, old.last_number, old.purpose,
        old.made_by, old.made_at)
        = (new.id, new.kind, new.unit_code, new.fiscal_year, new.first_number, new.last_number, new.purpose,
        new.made_by, new.made_at)
      and old.section_code is not distinct from new.section_code then
    return new;
  end if;
  raise exception '% of % is refused: a block of numbers is used up or given back', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
