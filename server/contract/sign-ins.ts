import { Type, type Static } from 'typebox'
import { At, Id, PersonRef, closed } from './common.ts'

const Device = Type.String({ description: 'Browser and system as the device names them; empty when unknown' })
const Address = Type.Optional(Type.String({ description: 'Network address the request came from' }))

const SessionView = closed({
  id: Id,
  isThis: Type.Boolean({ description: 'The session that asks' }),
  startedAt: At,
  lastUsedAt: Type.String({ description: 'Instant of the last use, exact to a minute' }),
  endsAt: Type.String({ description: 'When it ends if it is not used again' }),
  authenticatedAt: Type.Optional(
    Type.String({ description: 'When the person last showed the provider who it is' }),
  ),
  device: Device,
  address: Address,
})

const Outcome = Type.Union([
  Type.Literal('signed_in'),
  Type.Literal('refused'),
  Type.Literal('ended'),
  Type.Literal('unlinked'),
])

/** Why somebody was refused, and why a session ended. */
const Because = Type.Union([
  Type.Literal('sign_in_refused'),
  Type.Literal('unknown_person'),
  Type.Literal('login_ambiguous'),
  Type.Literal('account_conflict'),
  Type.Literal('no_appointment'),
  Type.Literal('signed_out'),
  Type.Literal('replaced'),
  Type.Literal('provider_ended'),
  Type.Literal('provider_refused'),
  Type.Literal('ended_by_owner'),
  Type.Literal('ended_by_administrator'),
  Type.Literal('unlinked'),
])

export const SignInEntryView = closed({
  id: Type.Integer(),
  at: At,
  what: Outcome,
  because: Type.Optional(Because),
  device: Device,
  address: Address,
  login: Type.Optional(Type.String({ description: '職員番号 as the provider gave it' })),
  provider: Type.Optional(Type.String({ description: 'Issuer of the account' })),
  by: Type.Optional(PersonRef),
  reason: Type.Optional(Type.String()),
})
export type SignInEntryView = Static<typeof SignInEntryView>

const next = Type.Optional(Type.Integer({ description: 'Sent back as `before`, goes on; absent at the end' }))

export const SignInsOf = closed(
  {
    person: PersonRef,
    sessions: Type.Array(SessionView, { description: 'Living ones, used last first' }),
    accounts: Type.Array(closed({ provider: Type.String(), subject: Type.String(), linkedAt: At }), {
      description: 'Accounts at the provider that this person is joined to',
    }),
    items: Type.Array(SignInEntryView, { description: 'サインインの記録, newest first' }),
    next,
    idleMinutes: Type.Integer({ description: 'A session not used for this long is over' }),
    hours: Type.Integer({ description: 'A session this old is over' }),
    keptYears: Type.Integer({ description: 'How long the record is kept' }),
    mayEnd: Type.Boolean({ description: 'Whether whoever asks may end these sessions' }),
  },
  'Sessions of a person, and the record of sign-ins',
)
export type SignInsOf = Static<typeof SignInsOf>

export const SignInRefusals = closed(
  { items: Type.Array(SignInEntryView), next },
  'Sign-ins that were refused and belong to nobody of the directory, newest first',
)
export type SignInRefusals = Static<typeof SignInRefusals>

export const SessionRemaining = closed(
  {
    seconds: Type.Integer({ description: 'Until this session ends if it is not used' }),
    warnSeconds: Type.Integer({ description: 'From so many seconds before its end on it is told' }),
    byAge: Type.Boolean({ description: 'True: it ends then however much it is used' }),
  },
  'How long this session lasts; asking is no use of it',
)
export type SessionRemaining = Static<typeof SessionRemaining>

export const EndSessionsBody = closed(
  { id: Type.Optional(Id) },
  'Which of one’s own sessions ends; without an id all but the one that asks',
)
export type EndSessionsBody = Static<typeof EndSessionsBody>

export const SignInReasonBody = closed(
  {
    reason: Type.String({
      minLength: 1,
      maxLength: 500,
      pattern: '\\S',
      description: 'Goes on record with it',
    }),
  },
  'Why somebody else’s sessions end, or an account is parted from its person',
)
export type SignInReasonBody = Static<typeof SignInReasonBody>

export const EndedSessions = closed({ ended: Type.Integer() }, 'How many sessions ended')
export type EndedSessions = Static<typeof EndedSessions>
