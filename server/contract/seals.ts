import { Type, type Static } from 'typebox'
import { At, Day, PersonRef, closed, described, literals } from './common.ts'

const SealKind = described(literals('stamp', 'electronic'), '公印 `stamp`, or 電子署名 `electronic`')
const Reason = Type.String({ minLength: 1, maxLength: 400, pattern: '\\S', description: 'Why it ends' })

/** POST /v1/seals */
export const SealBody = closed(
  {
    code: Type.String({ pattern: '^[A-Z0-9-]{1,20}$', description: 'Never given out a second time' }),
    name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S', description: '知事印' }),
    kind: SealKind,
    keeper: Type.String({ maxLength: 80, description: '公印取扱責任者, by the post: BUN-1:P-SNN' }),
    from: described(Day, 'The first day it may be used, today at the earliest'),
  },
  'A seal to register',
)
export type SealBody = Static<typeof SealBody>

/** POST /v1/seals/{code}/end */
export const EndSealBody = closed(
  { on: described(Day, 'Its last day, today at the earliest'), reason: Reason },
  '廃止 of a seal, also where another post is to keep it: it is registered anew',
)
export type EndSealBody = Static<typeof EndSealBody>

export const SealList = closed(
  {
    today: Day,
    items: Type.Array(
      closed({
        code: Type.String(),
        name: Type.String(),
        kind: SealKind,
        keeper: Type.String({ description: 'The post' }),
        keeperTitle: Type.String({ description: 'The post by its title' }),
        keepers: Type.Array(Type.String(), { description: 'Names of who sits in it now' }),
        from: Day,
        to: described(Type.Optional(Day), 'Its last day; absent while it is in use'),
        made: Type.Optional(closed({ by: PersonRef, at: At }, 'Absent for what came with the installation')),
        ended: Type.Optional(closed({ by: PersonRef, at: At, reason: Type.String() })),
      }),
    ),
  },
  'GET /v1/seals: 公印 and 電子署名, those in use first',
)
export type SealList = Static<typeof SealList>
