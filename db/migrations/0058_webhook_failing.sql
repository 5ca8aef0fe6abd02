-- When something failed last: what failed long before is no part of the same failing.
alter table webhook_endpoint add column last_failed_at timestamptz;
