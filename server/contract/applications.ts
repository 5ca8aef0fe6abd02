import { Type, type Static } from 'typebox'
import { At, Id, PersonRef, closed, described, literals } from './common.ts'

const ClientId = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$',
  description: 'As the identity provider calls it: the client id of Keycloak',
})
const Name = Type.String({ maxLength: 60, pattern: '\\S' })
const Contact = Type.String({ maxLength: 200, description: 'Who answers for it, in words' })
const Codes = (description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 500, uniqueItems: true, description })
const MaySubmit = Codes('Codes of the matters (専決事項) it may submit; empty: none')
const MayFollow = Codes('Codes of the matters it hears of besides its own cases')
const MayProvision = Type.Boolean({
  description: 'Whether it may change people, units and posts (SCIM), with the role org.sync besides',
})
const Reason = Type.String({ maxLength: 400, pattern: '\\S' })
const Version = Type.Integer({ minimum: 0, description: 'As it was read' })

export const ApplicationById = closed({ clientId: ClientId })

/** POST /v1/applications */
export const RegisterApplicationBody = closed(
  {
    clientId: ClientId,
    name: Name,
    contact: Contact,
    maySubmit: MaySubmit,
    mayFollow: MayFollow,
    mayProvision: described(Type.Optional(MayProvision), 'Absent: it may not change people, units and posts'),
    sandbox: Type.Boolean({ description: '試験: what it makes is marked and stays a draft; never changed' }),
    reason: Reason,
  },
  'A new application (外部システム), with the reason',
)
export type RegisterApplicationBody = Static<typeof RegisterApplicationBody>

/** PUT /v1/applications/{clientId} */
export const ChangeApplicationBody = closed(
  {
    version: Version,
    name: Name,
    contact: Contact,
    maySubmit: MaySubmit,
    mayFollow: MayFollow,
    mayProvision: described(Type.Optional(MayProvision), 'Absent: as it was'),
    reason: Type.String({ maxLength: 400, description: 'Needed where a right is given or taken' }),
  },
  'An application as it is to be from the next request on',
)
export type ChangeApplicationBody = Static<typeof ChangeApplicationBody>

/** PUT /v1/applications/{clientId}/enabled */
export const EnableApplicationBody = closed(
  {
    version: Version,
    enabled: Type.Boolean({ description: 'False: refused from the next request on' }),
    reason: Reason,
  },
  'An application is stopped or started, with the reason',
)
export type EnableApplicationBody = Static<typeof EnableApplicationBody>

const summary = {
  clientId: Type.String(),
  name: Type.String(),
  contact: Type.String(),
  enabled: Type.Boolean(),
  sandbox: Type.Boolean({ description: '試験' }),
  made: Type.Integer({ description: 'Cases it made, drafts too' }),
  lastCallAt: Type.Optional(Type.String({ description: 'Of the last call that is still noted (35 days)' })),
}

export const ApplicationList = closed(
  {
    mayChange: Type.Boolean({ description: 'Whether the reader registers and changes: システム管理者' }),
    items: Type.Array(closed(summary)),
    unregistered: Type.Array(closed({ clientId: Type.String(), calls: Type.Integer(), lastCallAt: At }), {
      description: 'Clients of the realm that called with a genuine token and are not registered',
    }),
  },
  'GET /v1/applications: applications by name',
)
export type ApplicationList = Static<typeof ApplicationList>

const Matter = closed({
  code: Type.String(),
  name: Type.Optional(
    Type.String({ description: 'Absent when the 専決 table of today has none of that code' }),
  ),
})

export const ApplicationView = closed(
  {
    ...summary,
    version: Type.Integer(),
    maySubmit: Type.Array(Matter),
    mayFollow: Type.Array(Matter),
    mayProvision: MayProvision,
    createdAt: At,
    createdBy: Type.Optional(PersonRef),
    changedAt: At,
    changedBy: Type.Optional(PersonRef),
    webhooks: Type.Integer({ description: 'Endpoints it has' }),
    trial: Type.Optional(Type.String({ description: 'Client id of the 試験 application beside it' })),
    roles: Type.Array(Type.String(), {
      description: 'Roles of the client kessai-api that a program may need; given in Keycloak, not here',
    }),
    lastToken: Type.Optional(
      closed(
        { at: At, roles: Type.Array(Type.String()) },
        'What the token of the last noted call carried; absent when nothing is noted',
      ),
    ),
    token: closed(
      {
        endpoint: Type.Optional(
          Type.String({ description: 'Where it gets tokens; absent while the provider does not say' }),
        ),
        demoSecret: Type.Optional(
          Type.String({ description: 'Its secret, where the embedded sign-in of the demo is in use' }),
        ),
      },
      'How it signs in',
    ),
    mayChange: Type.Boolean(),
  },
  'One application',
)
export type ApplicationView = Static<typeof ApplicationView>

export const ApplicationAfter = closed({
  after: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the last answer' })),
})
const next = Type.Optional(Type.String({ description: 'To go on from; absent at the end' }))

const Registered = closed({
  name: Type.String(),
  contact: Type.String(),
  maySubmit: Type.Array(Type.String()),
  mayFollow: Type.Array(Type.String()),
  mayProvision: MayProvision,
  enabled: Type.Boolean(),
  sandbox: Type.Boolean(),
})
export type RegisteredValues = Static<typeof Registered>

export const ApplicationChanges = closed(
  {
    items: Type.Array(
      closed({
        version: Type.Integer(),
        kind: literals('registered', 'changed', 'stopped', 'started'),
        by: PersonRef,
        at: At,
        before: Type.Optional(Registered),
        after: Registered,
        reason: Type.String(),
      }),
    ),
    next,
  },
  'Who registered, changed, stopped and started it; the newest first',
)
export type ApplicationChanges = Static<typeof ApplicationChanges>

export const ApplicationCallsQuery = closed({
  refused: Type.Optional(literals('true', 'false')),
  after: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the last answer' })),
})

export const ApplicationCalls = closed(
  {
    items: Type.Array(
      closed({
        at: At,
        method: Type.String(),
        route: Type.String({ description: 'The address without what was asked for' }),
        status: Type.Integer(),
        problem: Type.Optional(closed({ code: Type.String(), title: Type.String() })),
        officer: Type.Optional(PersonRef),
        proposal: Type.Optional(
          closed({ id: Id, title: Type.String() }, 'Absent for a case the reader may not open, too'),
        ),
        durationMs: Type.Integer(),
      }),
    ),
    next,
  },
  'What it asked in the last 35 days and how it was answered; the newest first',
)
export type ApplicationCalls = Static<typeof ApplicationCalls>
