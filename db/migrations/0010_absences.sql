-- 不在登録: who recorded it and when. What is changed or called off stays: a 代決 may stand on it (R-12).

alter table absence
  add column recorded_by text references person (id),
  add column recorded_at timestamptz,
  add column called_off_by text references person (id),
  add column called_off_at timestamptz,
  -- The registration this one takes the place of.
  add column replaces bigint references absence (id);
