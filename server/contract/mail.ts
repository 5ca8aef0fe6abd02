import { Type, type Static } from 'typebox'
import { At, closed } from './common.ts'

/** そのつど · 1日1通にまとめて · 送らない. */
const MailChoice = Type.Union([Type.Literal('now'), Type.Literal('daily'), Type.Literal('none')])

/** PUT /v1/mail-preference: which mail a person wants about 処理待ち, 差戻し, お知らせ and 期限. */
export const MailPreference = closed({
  tasks: MailChoice,
  returned: MailChoice,
  notices: MailChoice,
  due: MailChoice,
  /** The hour in Japan at which the one mail of the day goes. */
  dailyHour: Type.Integer({ minimum: 0, maximum: 23 }),
})
export type MailPreference = Static<typeof MailPreference>

/** GET /v1/mail-preference */
export const OwnMailPreference = closed({
  preference: MailPreference,
  /** False while no mail server is set up: nothing is sent whatever one chooses. */
  isSending: Type.Boolean(),
  /** Where it goes; absent when the directory has no address. */
  address: Type.Optional(Type.String()),
})
export type OwnMailPreference = Static<typeof OwnMailPreference>

/** GET /v1/mail-troubles: what could not be sent lately, newest first, for the administrator. Without addresses. */
export const MailTroubles = closed({
  items: Type.Array(
    closed({
      id: Type.Integer(),
      person: Type.String(),
      madeAt: At,
      attempts: Type.Integer(),
      lastError: Type.String(),
      outcome: Type.Union([
        Type.Literal('waiting'),
        Type.Literal('sent'),
        Type.Literal('dropped'),
        Type.Literal('failed'),
      ]),
    }),
  ),
})
export type MailTroubles = Static<typeof MailTroubles>
