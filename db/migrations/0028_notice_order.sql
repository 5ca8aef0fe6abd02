-- お知らせ stand in the order in which things happened; they may be told in another one.
drop index notice_person;
create index notice_person on notice (person_id, at desc, id desc);
