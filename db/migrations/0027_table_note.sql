-- 備考 of a whole 専決表: how its amounts are counted (税込み …), as the regulation says under the table.
alter table authority_table add column note text;
