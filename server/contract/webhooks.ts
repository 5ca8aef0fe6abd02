import { type Static, Type } from 'typebox'
import { At, Id, closed, literals } from './common.ts'

const Url = Type.String({
  minLength: 1,
  maxLength: 2_000,
  description: 'Where events are sent by POST; https, or http in a network the operator allowed',
})
const Types = Type.Array(Type.String({ maxLength: 100 }), {
  maxItems: 50,
  description: 'Types of events it wants; empty: all of them',
})
const Description = Type.String({ maxLength: 400, description: 'What it is for, in words' })
const Contact = Type.String({
  maxLength: 254,
  pattern: '^$|^[^@\\s<>]+@[^@\\s<>]+$',
  description: 'Mail address of whoever is told when it is paused; empty: only the システム管理者 are',
})
const Enabled = Type.Boolean({
  description:
    'Off: nothing is sent, and nothing is lost; turned on, it goes on where it stood, also after a pause',
})

/** POST /v1/webhooks */
export const CreateWebhookBody = closed(
  {
    clientId: Type.Optional(
      Type.String({
        maxLength: 100,
        description: 'Whose events; needed from a システム管理者, an application has only its own',
      }),
    ),
    url: Url,
    types: Type.Optional(Types),
    description: Type.Optional(Description),
    contact: Type.Optional(Contact),
    enabled: Type.Optional(Enabled),
  },
  'A new endpoint; it hears of what happens from now on',
)
export type CreateWebhookBody = Static<typeof CreateWebhookBody>

/** PATCH /v1/webhooks/{id} */
export const ChangeWebhookBody = closed(
  {
    url: Type.Optional(Url),
    types: Type.Optional(Types),
    description: Type.Optional(Description),
    contact: Type.Optional(Contact),
    enabled: Type.Optional(Enabled),
  },
  'What is to be otherwise',
)
export type ChangeWebhookBody = Static<typeof ChangeWebhookBody>

/** POST /v1/webhooks/{id}:rotate */
export const RotateSecretBody = closed(
  {
    keepForHours: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 168,
        description: 'How long the former key counts beside the new one; default 24',
      }),
    ),
  },
  'A new key beside the former one',
)
export type RotateSecretBody = Static<typeof RotateSecretBody>

const Since = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?(Z|[+-]\\d{2}:\\d{2})$',
  description: 'Everything that happened at or after this instant, in its order',
})

/** POST /v1/webhooks/{id}:redeliver */
export const RedeliverBody = Type.Union(
  [
    closed({ event: Type.String({ maxLength: 100, description: 'The id of an event of its log' }) }),
    closed({
      delivery: Type.Integer({
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
        description: 'A row of its log',
      }),
    }),
    closed({ since: Since }),
  ],
  { description: 'What is sent once more: one event, or everything since' },
)
export type RedeliverBody = Static<typeof RedeliverBody>

export const WebhookView = closed(
  {
    id: Id,
    clientId: Type.String({ description: 'Whose events it gets' }),
    clientName: Type.String({ description: 'What that application is called' }),
    url: Url,
    types: Types,
    description: Description,
    contact: Contact,
    enabled: Enabled,
    state: literals('on', 'off', 'application_off', 'retrying', 'paused', 'key_missing'),
    failingSince: Type.Optional(At),
    retryAt: Type.Optional(At),
    paused: Type.Optional(
      closed({
        at: At,
        because: Type.Union([Type.Literal('failing'), Type.Literal('gone')], {
          description: 'Nothing arrived for three days, or it answered 410',
        }),
      }),
    ),
    keys: Type.Array(
      closed({
        madeAt: At,
        endsAt: Type.Optional(At),
      }),
      { description: 'Keys that count now, the newest first; never the keys themselves' },
    ),
    waiting: Type.Integer({ description: 'Deliveries made and not yet arrived' }),
    dead: Type.Integer({ description: 'Dead letters' }),
    lastArrivalAt: Type.Optional(At),
    createdAt: At,
    changedAt: At,
  },
  'An endpoint of an application',
)
export type WebhookView = Static<typeof WebhookView>

export const WebhookList = closed(
  {
    items: Type.Array(WebhookView),
    sealed: Type.Boolean({ description: 'Whether keys are sealed in the database (KESSAI_SECRETS_KEY)' }),
  },
  'Endpoints, the oldest first',
)
export type WebhookList = Static<typeof WebhookList>

export const WebhookSecret = closed(
  {
    webhook: WebhookView,
    secret: Type.String({ description: 'The key, whsec_…; it is shown this once' }),
  },
  'An endpoint with its new key',
)
export type WebhookSecret = Static<typeof WebhookSecret>

const Attempt = closed(
  {
    at: At,
    durationMs: Type.Integer(),
    status: Type.Optional(Type.Integer({ description: 'HTTP status; absent when nobody answered' })),
    error: Type.Optional(
      Type.String({ description: 'Why nobody answered: timeout, ECONNREFUSED, dns: …, refused: …' }),
    ),
    answer: Type.String({ description: 'The first bytes of the answer' }),
  },
  'One attempt',
)
export type WebhookAttemptView = Static<typeof Attempt>

/** POST /v1/webhooks/{id}:ping */
export const PingResult = closed(
  {
    event: Type.String({ description: 'The id of the test event' }),
    arrived: Type.Boolean(),
    attempt: Attempt,
  },
  'What became of a test event',
)
export type PingResult = Static<typeof PingResult>

const DeliveryStates = ['waiting', 'delivered', 'dead', 'dropped'] as const

export const DeliveriesQuery = closed({
  state: Type.Optional(literals(...DeliveryStates)),
  after: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the last answer' })),
})

export const DeliveryView = closed(
  {
    id: Type.Integer({ description: 'The row; what is sent again keeps it' }),
    event: Type.Optional(
      Type.String({
        description:
          'The id of the event, which the receiver gets as webhook-id; absent like type and subject where the case may not be known to whoever asks, now (R-16)',
      }),
    ),
    type: Type.Optional(Type.String()),
    subject: Type.Optional(Id),
    state: Type.Unsafe<(typeof DeliveryStates)[number]>(
      Type.String({
        description:
          'waiting; delivered; dead: given up; dropped: may not be told any more, or is not wanted any more',
      }),
    ),
    queuedAt: At,
    nextAt: Type.Optional(At),
    endedAt: Type.Optional(At),
    attempts: Type.Array(Attempt, { description: 'The newest first, twenty at most' }),
  },
  'One event for one endpoint',
)
export type DeliveryView = Static<typeof DeliveryView>

export const DeliveryList = closed(
  {
    items: Type.Array(DeliveryView),
    next: Type.Optional(Type.String({ description: 'To go on from; absent at the end' })),
  },
  'The log of an endpoint, the newest first',
)
export type DeliveryList = Static<typeof DeliveryList>

/** POST /v1/webhooks/{id}:redeliver/preview */
export const RedeliveryPreviewBody = closed(
  { since: Since },
  'What is asked before sending everything since an instant',
)

export const RedeliveryPreview = closed(
  {
    events: Type.Integer({ minimum: 0, description: 'Events that would be sent once more' }),
    complete: Type.Boolean({ description: 'False: more acts than are counted; there are at least so many' }),
  },
  'What sending everything since an instant would send',
)
export type RedeliveryPreview = Static<typeof RedeliveryPreview>

export const Redelivered = closed(
  { queued: Type.Boolean({ description: 'It is sent as soon as the endpoint is open' }) },
  'What is sent once more waits now',
)
export type Redelivered = Static<typeof Redelivered>
