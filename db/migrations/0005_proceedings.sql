-- What happens beside and around the route: 廃案, 後閲, 供覧, 相談, and what exactly was signed.

alter table proposal drop constraint proposal_status_check;
alter table proposal add constraint proposal_status_check
  check (status in ('draft','in_approval','returned','decided','rejected','withdrawn','abandoned'));

-- 時限秘: those whose time comes.
create index proposal_secret_until on proposal ((content ->> 'secretUntil'))
  where content ->> 'secretUntil' is not null and (state ->> 'secrecyReleasedAt') is null;

alter table task drop constraint task_kind_check;
alter table task add constraint task_kind_check
  check (kind in ('review','examine','concur','decide','returned','respond','post_review','circulate','consult','ahead'));

-- People who may read because the case was shown to them or asked of them; posts are in proposal_reader.
create table proposal_person_reader (
  proposal_id uuid not null references proposal (id),
  person_id text not null,
  primary key (person_id, proposal_id)
);
create index proposal_person_reader_proposal on proposal_person_reader (proposal_id);

-- The canonical text behind every manifest hash that was ever submitted or signed: what changed since is read off it.
create table manifest (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  body text not null
);
create trigger manifest_append_only before update or delete on manifest
  for each row execute function refuse_rewriting();
create trigger manifest_no_truncate before truncate on manifest
  for each statement execute function refuse_rewriting();

-- Cases that were on their way before these rules: their state gets the lists that begin empty, and the policy that
-- was in force when they were submitted.
update proposal p set state = p.state || jsonb_build_object(
  'section', p.section_code,
  'policy', (select jsonb_build_object('version', y.version, 'from', y.from_on, 'settings', y.settings)
             from policy y where y.from_on <= p.submitted_at order by y.from_on desc, y.version desc limit 1),
  'matter', jsonb_build_object('flags', p.content -> 'flags', 'urgent', p.content -> 'urgent',
    'secrecy', coalesce(nullif(p.content ->> 'secrecy', ''), 'none'), 'accessList', p.content -> 'accessList'),
  'route', (p.state -> 'route') || '{"circulation":[]}',
  'passed', '[]'::jsonb, 'responses', '[]'::jsonb, 'postReviews', '[]'::jsonb, 'showings', '[]'::jsonb,
  'questions', '[]'::jsonb, 'holds', '[]'::jsonb, 'sentBack', '[]'::jsonb, 'edits', '[]'::jsonb,
  'confirmedSeats', '[]'::jsonb, 'explained', '[]'::jsonb, 'paperPlaces', '[]'::jsonb, 'coverNotes', '[]'::jsonb,
  'numbers', '[]'::jsonb)
where p.status <> 'draft' and not p.state ? 'policy';

-- Whether the next one has opened the case (引戻しの期限).
create index audit_access_proposal on audit_access (proposal_id, at);
