-- 仮決裁 waits as a task of its own name.
alter table task drop constraint task_kind_check;
alter table task add constraint task_kind_check
  check (kind in ('review','provisional','examine','concur','decide','returned','respond','post_review','circulate','consult','ahead'));
