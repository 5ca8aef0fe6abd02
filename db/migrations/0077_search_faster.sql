-- 文書検索: what it costs to look a word up and to enter a page.

-- A text lies in its row and not beside it, as far as a page of the database has room. Every text that may have a word is
-- compared with it; to fetch each from beside the rows was most of that.
alter table search_text set (toast_tuple_target = 8160);

-- The same pairs as before, in a third of the time; some may be named twice, which the index takes as once.
create or replace function search_grams(shelf integer, folded text) returns bigint[]
language plpgsql immutable strict parallel safe as $$
declare
  part constant bigint := shelf::bigint << 42;
  letters constant text[] := string_to_array(folded, null);
begin
  return array(select part | (ascii(one)::bigint << 21) from unnest(letters) as t (one))
    || array(
      select part | (ascii(one)::bigint << 21) | ascii(next) from unnest(letters, letters[2:]) as t (one, next)
      where next is not null);
end $$;

-- How the index is asked is written into each statement: nobody needs to know how frequent its keys are, and to find out
-- took half a minute of a processor.
alter index search_text_grams alter column 1 set statistics 0;
