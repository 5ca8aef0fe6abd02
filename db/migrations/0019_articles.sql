-- 根拠条項: where the regulation says so, of each row of the 専決表 and each reservation (専決の留保).

alter table authority_item add column article text;
-- By flag.
alter table authority_table add column escalation_articles jsonb not null default '{}';
