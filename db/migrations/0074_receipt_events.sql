-- Other systems hear of 収受文書 as well: what happens to one is a fact for the outside world beside those of cases.

alter table outbox_event
  alter column proposal_id drop not null,
  add column receipt_id uuid references receipt (id),
  add check (num_nonnulls(proposal_id, receipt_id) = 1);

alter table webhook_delivery
  add column receipt_id uuid references receipt (id),
  add check (num_nonnulls(proposal_id, receipt_id) <= 1);
