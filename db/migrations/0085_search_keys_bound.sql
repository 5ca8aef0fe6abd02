-- As 0083 has it now: before, its functions were looked up at each call, which fails where an index is made without the
-- schema in the search path (PostgreSQL 17 and newer, and every restored dump). The keys are the same.
create or replace function search_keys(shelf integer, proposal uuid, folded text) returns bigint[]
language sql immutable parallel safe
return search_grams(shelf, folded) || search_case_key(proposal);
