-- What waits beside the revisions keeps how its writer weighed the correction: the 編集用の鍵 may be gone when it becomes one.

alter table edit_copy
  add column effect text check (effect in ('minor', 'major')),
  add column reason text,
  add column as_post text,
  add check ((effect is null) = (reason is null));

update edit_copy set effect = pass.effect, reason = pass.reason, as_post = pass.as_post
from edit_pass as pass
where pass.id = edit_copy.pass_id and edit_copy.lease_id is not null;
