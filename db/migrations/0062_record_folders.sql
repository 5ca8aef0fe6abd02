-- 簿冊: what of them is not in the columns there were, where a case is filed after it was moved, and the 文書分類表 over time.

alter table proposal
  -- 完結日: when the work of the case was done; null until then.
  add column completed_on date,
  -- The 簿冊 it was moved to, for as long as its content names the one it named then; both null while it was never moved.
  add column refiled_from text,
  add column refiled_to text references record_folder (id),
  add check ((refiled_from is null) = (refiled_to is null));
create index proposal_folder on proposal ((
  case when refiled_from = content ->> 'folderId' then refiled_to else content ->> 'folderId' end));

alter table record_folder
  add column status text not null default 'kept' check (status in ('kept', 'merged')),
  -- domain Folder: the fold of its record_event; null for one of which nothing was written yet.
  add column state jsonb;
create index record_folder_year on record_folder (fiscal_year, code);

alter table classification
  -- The last day on which 簿冊 could be opened under it; null while it is in use.
  add column ended_on date;
