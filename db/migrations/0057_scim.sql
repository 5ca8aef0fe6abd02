-- SCIM 2.0: a personnel or identity system keeps the directory through an application.

-- Whether it may change people, units and posts; off until a システム管理者 turns it on.
alter table application add column may_provision boolean not null default false;

-- A change of the directory was made by a person or by an application, never by both.
alter table directory_import
  alter column created_by drop not null,
  add column application_id text references application (client_id),
  add check ((created_by is null) <> (application_id is null));

-- How an application calls a person or a unit (externalId): its own word, which no other sees.
create table scim_external_id (
  application_id text not null references application (client_id),
  kind text not null check (kind in ('User','Group')),
  resource_id text not null,
  external_id text not null,
  primary key (application_id, kind, resource_id),
  unique (application_id, kind, external_id)
);

-- Deleted through SCIM: nobody finds it there any more. The person or unit stays, with everything it did.
create table scim_deleted (
  kind text not null check (kind in ('User','Group')),
  resource_id text not null,
  deleted_at timestamptz not null,
  primary key (kind, resource_id)
);
