-- What the request was under an Idempotency-Key: the same key with another body is a mistake of the caller, not a retry.
-- Null for drafts made before, whose key answers whatever is asked.

alter table proposal
  add column client_body_sha256 text check (client_body_sha256 ~ '^[0-9a-f]{64}$');
