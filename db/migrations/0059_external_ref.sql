-- 連携元の番号: under which number the application that made a case knows it (伝票番号, 受付番号).
alter table proposal
  add column external_ref text check (external_ref <> '' and char_length(external_ref) <= 100),
  add check (external_ref is null or application_id is not null);
-- An application finds what it made by its own number.
create index proposal_external_ref on proposal (application_id, external_ref) where external_ref is not null;
