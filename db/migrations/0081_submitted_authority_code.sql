-- 専決事項 of what was last submitted, by which applications follow a case; null before its first submission. What its drafter
-- types afterwards stands in content and counts once it is submitted again.
alter table proposal add column submitted_authority_code text;

-- Of what lies with its drafter, or ended there, the text that was submitted last is kept behind its manifest.
update proposal p set submitted_authority_code = coalesce(
  case when p.status in ('returned', 'withdrawn', 'abandoned') then
    (select m.body::jsonb #>> '{content,authorityCode}' from manifest m where m.sha256 = p.state ->> 'manifestSha256') end,
  p.content ->> 'authorityCode')
where p.status <> 'draft';
