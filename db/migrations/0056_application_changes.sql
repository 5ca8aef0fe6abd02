-- 外部システム on a page of the settings: whose hand changed what, and what tokens carried.

alter table application
  -- Lock counter: of the change that was the last; 0 for what came with the installation.
  add column version integer not null default 0 check (version >= 0);

-- Who registered, changed, stopped and started an application; never rewritten.
create table application_change (
  client_id text not null references application (client_id),
  version integer not null check (version > 0),
  kind text not null check (kind in ('registered', 'changed', 'stopped', 'started')),
  changed_by text not null references person (id),
  changed_at timestamptz not null,
  -- Null for the first one of what was registered on the page.
  before jsonb,
  after jsonb not null,
  -- '' only where no right was given or taken.
  reason text not null default '',
  primary key (client_id, version),
  check ((before is null) = (kind = 'registered'))
);
create trigger application_change_append_only before update or delete on application_change
  for each row execute function refuse_rewriting();
create trigger application_change_no_truncate before truncate on application_change
  for each statement execute function refuse_rewriting();

alter table application_call
  -- Roles of our API that the token carried; null for calls from before this column.
  add column roles text[];
