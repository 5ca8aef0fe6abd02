-- What a program saved beside the revisions: by which pass, of which only the latest is kept, …
alter table edit_copy
  add column pass_id uuid references edit_pass (id) on delete set null,
  -- … and during which editing. As long as that goes on it is no 控え that is offered, but what an office server saved by
  -- itself in between: it becomes a revision when the editing ends.
  add column lease_id uuid;
create index edit_copy_pass on edit_copy (pass_id);
create index edit_copy_lease on edit_copy (lease_id);
