import { Type, type Static } from 'typebox'
import { At, closed } from './common.ts'

const MailChoice = Type.Union([Type.Literal('now'), Type.Literal('daily'), Type.Literal('none')], {
  description: 'そのつど · 1日1通にまとめて · 送らない',
})

export const MailPreference = closed(
  {
    tasks: MailChoice,
    returned: MailChoice,
    notices: MailChoice,
    due: MailChoice,
    dailyHour: Type.Integer({
      minimum: 0,
      maximum: 23,
      description: 'The hour in Japan at which the one mail of the day goes',
    }),
  },
  'PUT /v1/mail-preference: which mail a person wants about 処理待ち, 差戻し, お知らせ and 期限',
)
export type MailPreference = Static<typeof MailPreference>

/** GET /v1/mail-preference */
export const OwnMailPreference = closed(
  {
    preference: MailPreference,
    isSending: Type.Boolean({
      description: 'False while no mail server is set up: nothing is sent whatever one chooses',
    }),
    address: Type.Optional(
      Type.String({ description: 'Where it goes; absent when the directory has no address' }),
    ),
  },
  'Which mail one gets, and whether any is sent here',
)
export type OwnMailPreference = Static<typeof OwnMailPreference>

export const MailTroubles = closed(
  {
    items: Type.Array(
      closed({
        id: Type.Integer(),
        person: Type.String(),
        madeAt: At,
        attempts: Type.Integer({ description: 'How often it was tried' }),
        lastError: Type.String(),
        outcome: Type.Union([
          Type.Literal('waiting'),
          Type.Literal('sent'),
          Type.Literal('dropped'),
          Type.Literal('failed'),
        ]),
      }),
    ),
  },
  'GET /v1/mail-troubles: what could not be sent lately, newest first, for the administrator. Without addresses',
)
export type MailTroubles = Static<typeof MailTroubles>
