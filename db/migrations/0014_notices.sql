-- お知らせ, and an inbox that stays quick whatever lies in it.

create table notice (
  id bigint generated always as identity primary key,
  person_id text not null references person (id),
  proposal_id uuid not null references proposal (id),
  -- What it was told about, so that nobody is told twice: `event 12`, or `day 2026-05-11 s3` of a reminder.
  occasion text not null,
  kind text not null,
  -- domain NoticeFacts, and who did it.
  facts jsonb not null,
  at timestamptz not null,
  read_at timestamptz,
  unique (person_id, proposal_id, occasion, kind)
);
create index notice_person on notice (person_id, id desc);
create index notice_unread on notice (person_id, id) where read_at is null;

-- Ids are taken before they are committed, so a reader that goes by id alone passes over a slow transaction. Every
-- transaction below pg_snapshot_xmin is over, so what is read in the order (xid, id) up to there has no gaps.
alter table outbox_reader add column last_xid xid8 not null default '0';
create index outbox_event_order on outbox_event (xid, id);
-- Whatever happened before this day is nobody's news.
insert into outbox_reader (name, last_xid) values ('notices', pg_current_xact_id());

-- What is done once a day, by whichever worker comes first.
create table daily_round (
  name text not null,
  day date not null,
  done_at timestamptz not null,
  primary key (name, day)
);

-- In the order of the inbox for each owner and kind: a page of it reads as many entries as it shows.
drop index task_post;
drop index task_person;
create index task_post on task (post_id, kind, (not urgent), arrived_at, id) where post_id is not null;
create index task_person on task (person_id, kind, (not urgent), arrived_at, id) where person_id is not null;

-- The working days of the body: besides weekends and national holidays it is closed on these days of every year
-- (年末年始), and on single days it is closed or open whatever the calendar says.
alter table body_profile
  add column closed_days text[] not null default '{12-29,12-30,12-31,01-01,01-02,01-03}',
  -- After so many working days a reminder comes: for what waits, for what is 至急, and for 後閲.
  add column remind_after integer not null default 3,
  add column remind_urgent_after integer not null default 1,
  add column remind_post_review_after integer not null default 5;
create table calendar_day (
  day date primary key,
  is_closed boolean not null,
  name text not null
);
