-- 通知メール: who wants what and when, and what is to be sent.

-- A person without a row has the defaults of contract/mail.ts.
create table mail_preference (
  person_id text primary key references person (id),
  tasks text not null check (tasks in ('now', 'daily', 'none')),
  returned text not null check (returned in ('now', 'daily', 'none')),
  notices text not null check (notices in ('now', 'daily', 'none')),
  due text not null check (due in ('now', 'daily', 'none')),
  -- The hour in Japan of the one mail a day.
  daily_hour integer not null check (daily_hour between 0 and 23)
);

-- One letter. Its words are written when it is sent, so that what became 秘 meanwhile carries no title.
create table mail (
  id bigint generated always as identity primary key,
  person_id text not null references person (id),
  made_at timestamptz not null,
  -- Not before this; moved on after a failure.
  send_at timestamptz not null,
  ended_at timestamptz,
  -- `dropped`: there was nothing left to tell. `failed`: given up for good.
  outcome text check (outcome in ('sent', 'dropped', 'failed')),
  attempts integer not null default 0,
  last_error text,
  check ((ended_at is null) = (outcome is null))
);
create index mail_open on mail (send_at) where ended_at is null;
create index mail_trouble on mail (id desc) where last_error is not null;

-- What a letter tells; `mail_id` is null while it waits for the one letter of the day.
create table mail_item (
  id bigint generated always as identity primary key,
  person_id text not null references person (id),
  proposal_id uuid not null references proposal (id),
  occasion text not null,
  kind text not null,
  facts jsonb not null,
  at timestamptz not null,
  -- When the letter of the day goes that takes it along.
  send_at timestamptz not null,
  mail_id bigint references mail (id),
  unique (person_id, proposal_id, occasion, kind)
);
create index mail_item_waiting on mail_item (send_at) where mail_id is null;
create index mail_item_mail on mail_item (mail_id) where mail_id is not null;
