-- 時限秘 is let go at the time on the record, not at the one typed since: the index holds what is asked, in the order it is asked in.
drop index proposal_secret_until;
create index proposal_secret_due on proposal (((state -> 'matter' ->> 'secretUntil') collate "C"))
  where (state -> 'matter' ->> 'secretUntil') is not null and (state ->> 'secrecyReleasedAt') is null;
