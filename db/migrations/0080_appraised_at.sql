-- 評価選別 is known by its instant as well: a case that was decided before it decides nothing of what it judged.
update record_folder f set state = jsonb_set(f.state, '{appraisal,at}', to_jsonb(last.at))
from (
  select distinct on (id) id, body::jsonb #>> '{event,at}' as at
  from record_event
  where kind = 'folder' and type = 'appraised' and body::jsonb #>> '{event,outcome}' <> 'extend'
  order by id, seq desc
) last
where last.id = f.id and f.state -> 'appraisal' is not null;
