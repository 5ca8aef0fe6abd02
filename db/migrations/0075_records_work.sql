-- お知らせ and mail about a 開示請求: each is about a case or about a request.
alter table notice alter column proposal_id drop not null;
alter table notice add column disclosure_id uuid references disclosure_request (id);
alter table notice add constraint notice_about_one check (num_nonnulls(proposal_id, disclosure_id) = 1);
create unique index notice_disclosure on notice (person_id, disclosure_id, occasion, kind)
  where disclosure_id is not null;

alter table mail_item alter column proposal_id drop not null;
alter table mail_item add column disclosure_id uuid references disclosure_request (id);
alter table mail_item add constraint mail_item_about_one check (num_nonnulls(proposal_id, disclosure_id) = 1);
create unique index mail_item_disclosure on mail_item (person_id, disclosure_id, occasion, kind)
  where disclosure_id is not null;
