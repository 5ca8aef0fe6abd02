-- What somebody has had before him on the screen: for that person, so that nothing is approved unread. Not part of the record.

create table seen_page (
  person_id text not null references person (id),
  revision_id uuid not null references revision (id) on delete cascade,
  page_index integer not null check (page_index >= 0),
  seen_at timestamptz not null,
  primary key (person_id, revision_id, page_index)
);
