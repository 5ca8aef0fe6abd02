import { type Static, type TSchema, Type } from 'typebox'
import { At, Id, closed, literals } from './common.ts'

/** What stands before every type of ours. */
const prefix = 'jp.kessai.'

const Status = literals('in_approval', 'returned', 'decided', 'rejected', 'withdrawn', 'abandoned')
const StepNamed = closed(
  {
    role: literals('review', 'examine', 'concur', 'decide'),
    post: Type.String({ description: '職: 財政課長' }),
  },
  'A step of the route, by the post it waits for: 回議, 審査, 合議, 決裁',
)
const Office = closed(
  { title: Type.String(), name: Type.String() },
  '職名 and 氏名 as they stand in the record',
)

const Common = {
  sequence: Type.Integer({
    minimum: 1,
    description: 'The place of the act in the chain of the case; a larger one happened later',
  }),
  status: Status,
  number: Type.Optional(Type.String({ description: '起案番号, once there is one' })),
}
const ReviewFields = {
  review: Type.String({ description: 'Which 後閲 of the case' }),
  post: Type.String({ description: 'The post that owes the view' }),
  cause: literals('designated', 'absence', 'pull_up', 'acting'),
}

/** One member of the union: envelope of CloudEvents 1.0 around the data of a type. */
function cloudEvent<Name extends string, Fields extends Record<string, TSchema>>(
  name: Name,
  data: Fields,
  description: string,
) {
  return closed(
    {
      specversion: Type.Literal('1.0'),
      id: Type.String({
        pattern: '^[0-9a-f-]{36}_[0-9]+(_[0-9]+)?$',
        description: 'Case and place in its chain: the same however often and by whichever way it comes',
      }),
      source: Type.String({ description: 'The address of this installation' }),
      type: Type.Literal(`${prefix}${name}`),
      subject: Id,
      time: At,
      datacontenttype: Type.Literal('application/json'),
      dataschema: Type.String({ description: 'Where this schema is' }),
      data: closed(data),
    },
    description,
  )
}

const proposal = <Name extends string, Fields extends Record<string, TSchema>>(
  name: Name,
  fields: Fields,
  description: string,
) =>
  cloudEvent<`proposal.${Name}`, typeof Common & Fields>(
    `proposal.${name}`,
    { ...Common, ...fields },
    description,
  )

/** Everything another system is told of a case. */
export const ProposalEvent = Type.Union(
  [
    proposal('submitted', {}, '提出: it went on its route'),
    proposal(
      'resubmitted',
      {
        mode: Type.Union([Type.Literal('resume'), Type.Literal('restart')], {
          description: 'From the step that returned it, or from the first one',
        }),
      },
      '再提出',
    ),
    proposal(
      'returned',
      { from: StepNamed, to: Type.Optional(StepNamed) },
      '差戻し to its drafter; with `to`, to an earlier step',
    ),
    proposal('taken_back', {}, '引戻し by the drafter: it lies with its drafter again'),
    proposal(
      'act_taken_back',
      { step: StepNamed },
      '引戻し of one act: what was told of this step before counts no more',
    ),
    proposal(
      'content_changed',
      { effect: literals('minor', 'major') },
      'Text or files were corrected on the way, 軽微 or 重要',
    ),
    proposal('route_changed', {}, '経路の変更'),
    proposal(
      'concurred',
      { step: StepNamed, opinion: literals('agree', 'conditional') },
      '合議: 同意 or 条件付同意; its words are not told',
    ),
    proposal('objected', { step: StepNamed }, '合議: 異議; its words are not told'),
    proposal(
      'decided',
      {
        decidedBy: Office,
        actingFor: Type.Optional(Office),
        conditional: Type.Boolean({
          description: 'With a condition, which stands in the record of the decision',
        }),
      },
      '決裁; `actingFor`: 代決, in whose place',
    ),
    proposal('rejected', { rejectedBy: Office }, '否決; its reason is not told'),
    proposal('withdrawn', {}, '取下げ'),
    proposal('abandoned', {}, '廃案'),
    proposal(
      'numbered',
      { kind: Type.String({ description: '起案番号, 施行番号 …' }), text: Type.String() },
      'A number was given',
    ),
    proposal('post_review_opened', ReviewFields, '後閲 is owed from now on'),
    proposal('post_review_done', ReviewFields, '後閲済'),
    proposal('seat_reassigned', { step: StepNamed }, '振替: another post has the step now'),
    proposal('secrecy_released', {}, '秘の解除: the feed tells the earlier events as what they were, too'),
    cloudEvent(
      'proposal.changed',
      { sequence: Common.sequence, secret: Type.Literal(true) },
      'Something happened to a case that is 秘 (R-16). More is not told',
    ),
  ],
  {
    description:
      'An event of a case in the shape of CloudEvents 1.0 (JSON). `id` with `source` tells two of them apart; the order within a case is `data.sequence`',
  },
)
export type ProposalEvent = Static<typeof ProposalEvent>
export type ProposalEventType = ProposalEvent['type']

/** A test event: tells that the way is open, and nothing of any case. */
export const PingEvent = closed(
  {
    specversion: Type.Literal('1.0'),
    id: Type.String(),
    source: Type.String({ description: 'The address of this installation' }),
    type: Type.Literal(`${prefix}ping`),
    subject: Id,
    time: At,
    datacontenttype: Type.Literal('application/json'),
    dataschema: Type.String({ description: 'Where this schema is' }),
    data: closed({}),
  },
  'A test event; its subject is the endpoint',
)
export type PingEvent = Static<typeof PingEvent>

/** Every type an endpoint may choose among. */
export const proposalEventTypes: readonly ProposalEventType[] = ProposalEvent.anyOf.map(
  (it) => it.properties.type.const,
)

/** GET /v1/events */
export const EventsQuery = closed({
  after: Type.Optional(
    Type.String({ maxLength: 200, description: '`next` of the last answer; absent: from the beginning' }),
  ),
  limit: Type.Optional(
    Type.String({
      pattern: '^[1-9][0-9]{0,2}$',
      description: 'How many acts at most, 1 to 500; default 100. An act that opens a 後閲 is two events',
    }),
  ),
  wait: Type.Optional(
    Type.String({
      pattern: '^([0-9]|1[0-9]|2[0-5])$',
      description: 'Seconds, at most 25, to wait for something when there is nothing; default 0',
    }),
  ),
})

export const EventPage = closed(
  {
    events: Type.Array(ProposalEvent),
    next: Type.String({
      description: 'To go on from. Nothing that is committed later ever stands before it',
    }),
    more: Type.Boolean({ description: 'Whether there is more at once' }),
  },
  'Events of the cases the application submitted, in an order without gaps',
)
export type EventPage = Static<typeof EventPage>
