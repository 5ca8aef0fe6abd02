import { Type, type Static } from 'typebox'
import { Id, closed, described } from './common.ts'
import { weighedBefore } from './weighed-before.ts'

export const OfficeSessionBody = closed(
  {
    takeOver: Type.Boolean({
      description:
        'Take the file although somebody else is editing it by other means, or the office server broke down',
    }),
    ...weighedBefore,
  },
  'POST /v1/attachments/{id}/office-session: the drafter of a draft says nothing more; on the way `effect` and `reason` are said beforehand and hold for every save',
)
export type OfficeSessionBody = Static<typeof OfficeSessionBody>

export const OfficeSession = closed(
  {
    action: Type.String({ description: 'Where the frame posts `access_token` and `access_token_ttl` to' }),
    accessToken: Type.String({
      description:
        'Opens this one file as this person for a working day at most: goes nowhere but into that form',
    }),
    accessTokenTtl: Type.Integer({ description: 'When it ends at the latest, in milliseconds since 1970' }),
    origin: Type.String({ description: 'The only one whose messages the page listens to' }),
    passId: described(Id, 'Of the pass (編集用の鍵): DELETE /v1/edit-passes/{id} ends it'),
  },
  'A file to be edited on the office server, in a frame of the page',
)
export type OfficeSession = Static<typeof OfficeSession>
