-- 文書検索, newest first: a chunk holds cases of one 年度, so that what an old system brings in lies among the cases of its
-- time, whenever it came. Chunks are numbered as they are begun; their order is (year, chunk).
create table search_chunk (
  chunk integer primary key check (chunk between 0 and 500000),
  -- 年度 in which its cases were drafted.
  year integer not null
);
create index search_chunk_order on search_chunk (year, chunk);

-- A chunk that is there keeps the 年度 of the newest case that was drafted here.
insert into search_chunk (chunk, year)
select c.chunk, extract(year from coalesce(max(p.created_at) filter (where p.status <> 'imported'), max(p.created_at))
  at time zone 'Asia/Tokyo' - interval '3 months')
from search_case c join proposal p on p.id = c.proposal_id group by c.chunk;

-- A worker of the version before, still at it, begins no chunk that nobody would look into.
alter table search_case add foreign key (chunk) references search_chunk (chunk);

-- What was brought in lay as if it were new: the worker places it anew.
with away as (
  delete from search_case c using proposal p, search_chunk k
  where p.id = c.proposal_id and k.chunk = c.chunk and p.status = 'imported'
    and k.year <> extract(year from p.created_at at time zone 'Asia/Tokyo' - interval '3 months')
  returning c.proposal_id, p.created_at
)
insert into search_due (proposal_id) select proposal_id from away order by created_at, proposal_id;
