-- 担当 of a 開示請求 and the 起案 of its decision stand in its state: whoever registered it works on it, and nothing was drafted.

update disclosure_request set state = state || jsonb_build_object(
  'drafts', '[]'::jsonb,
  'handler', (
    select jsonb_build_object(
      'person', first.body::jsonb #>> '{event,by,person}',
      'name', first.body::jsonb #>> '{event,by,name}'
    )
    from record_event first
    where first.kind = 'disclosure_request' and first.id = disclosure_request.id::text and first.seq = 1
  )
);

-- 公開区分 of a decided case as it was corrected; what was decided stays in the case. One row a case, its history in record_event.
create table disclosure_correction (
  proposal_id uuid primary key references proposal (id),
  -- The seq of its chain in record_event.
  version integer not null,
  -- domain DisclosureClass
  class jsonb not null,
  corrected_at timestamptz not null
);
