-- 文書検索: one key more for each text, its case. Whether a case may have a further word is one question to the index then,
-- where all texts with that word had to be fetched, or all texts of the case.

-- The key of a case: below 0, so that it meets no pair of characters. Two cases with the same key would only be asked for
-- together; what is found is compared with its texts as ever.
create function search_case_key(proposal uuid) returns bigint
language sql immutable strict parallel safe as $$
  select -1 - ('x' || right(proposal::text, 10))::bit(40)::bigint
$$;
-- Its functions are found when this is read, and not when it is called: PostgreSQL 17 and newer make an index, and every
-- version a restored one, without the schema in the search path.
create function search_keys(shelf integer, proposal uuid, folded text) returns bigint[]
language sql immutable parallel safe
return search_grams(shelf, folded) || search_case_key(proposal);

drop index search_text_grams;
set local maintenance_work_mem = '1GB';
create index search_text_keys on search_text using gin (search_keys(shelf, proposal_id, folded)) with (gin_pending_list_limit = 256);
alter index search_text_keys alter column 1 set statistics 0;
