-- 評価選別, 廃棄 and what remains.

alter table record_folder
  drop constraint record_folder_status_check,
  add constraint record_folder_status_check check (status in ('kept', 'merged', 'disposed'));

alter table proposal
  -- The day on which its 簿冊 was disposed of; null while it is kept.
  add column disposed_on date;

alter table blob
  -- When the bytes were erased because no record needed them any more; null while they are there.
  add column erased_at timestamptz;

-- Bytes that a disposal asked to be erased. A row is taken away when they are, or when another record turned out to need them.
create table blob_erasure (
  sha256 text primary key references blob (sha256),
  asked_at timestamptz not null
);
