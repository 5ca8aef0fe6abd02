-- Several people edit one file together on an office server and share its lock, which stands with the pass of whoever was
-- heard last. When that pass ends, the lock goes on with the pass of another person; with the last one it ends.

create function hand_lock_on() returns trigger language plpgsql as $$
begin
  update edit_lease
  set pass_id = other.id
  from (
    select id from edit_pass
    where attachment_id = old.attachment_id and way = 'wopi' and person_id <> old.person_id
    order by expires_at desc
    limit 1
  ) as other
  where edit_lease.pass_id = old.id and edit_lease.how = 'wopi';
  return old;
end $$;
create trigger edit_pass_hands_lock_on before delete on edit_pass
  for each row when (old.way = 'wopi') execute function hand_lock_on();
