-- Who added a position; both null for what came with the installation.

alter table position
  add column recorded_by text references person (id),
  add column recorded_at timestamptz,
  add check ((recorded_by is null) = (recorded_at is null));
