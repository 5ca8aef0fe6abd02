import { Type, type Static } from 'typebox'
import { Id, closed, described, literals } from './common.ts'

const PagesOf = closed({
  revisionId: Id,
  pages: Type.Array(Type.Integer({ minimum: 0, maximum: 100_000 }), {
    maxItems: 2000,
    description: 'Indexes in the file, from 0',
  }),
})

export const SeenPages = closed(
  { files: described(Type.Array(PagesOf, { maxItems: 200 }), 'A file none of which was seen is left out') },
  'POST /v1/proposals/{id}/seen: pages that this person has had before him',
)
export type SeenPages = Static<typeof SeenPages>

export const SeenView = closed(
  {
    files: SeenPages.properties.files,
    sharedWith: described(
      literals('self_only', 'drafter_and_decider', 'auditor_only'),
      'Who else is shown how many they are (閲読状況の共有); `self_only` also for whoever has no seat on the route',
    ),
  },
  'GET /v1/proposals/{id}/seen: pages that this person has had before him',
)
export type SeenView = Static<typeof SeenView>

export const Trails = closed(
  {
    pageCount: Type.Integer({ description: 'Pages of all attachments as they are shown now' }),
    people: Type.Array(
      closed({
        person: Type.String(),
        pages: Type.Integer({ description: 'Pages this person has had before him' }),
      }),
      { description: 'Who has a seat on the route or acted on it; empty for whom the policy shows nothing' },
    ),
  },
  'GET /v1/proposals/{id}/trails: how much of a case the people of its route have seen, where the policy shows it',
)
export type Trails = Static<typeof Trails>
