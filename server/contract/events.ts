import { type Static, type TSchema, Type } from 'typebox'
import { At, Day, Hash, Id, closed, described, literals } from './common.ts'
import { ChannelName } from './issuing-acts.ts'

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

const Document = Type.String({ description: 'Which document that goes out: d1, d2 … of the case' })
const Dispatch = Type.String({ description: 'Which sending: x1, x2 … of the case' })

/** Everything another system is told of a case. */
const ProposalEvent = Type.Union(
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
    proposal('fair_copied', { document: Document, file: Hash }, '浄書: a copy that is to go out was made'),
    proposal(
      'collated',
      { document: Document, matches: Type.Boolean() },
      '照合: it was laid beside the decided draft; what was found is not told',
    ),
    proposal(
      'document_sealed',
      {
        document: Document,
        how: literals('seal', 'omitted', 'electronic'),
        file: described(Type.Optional(Hash), '電子署名: the signed file'),
      },
      '公印 (seal), 公印省略 (omitted) or 電子署名 (electronic)',
    ),
    proposal('document_voided', { document: Document }, '書損: it does not go out'),
    proposal(
      'dispatched',
      {
        document: Document,
        dispatch: Dispatch,
        channel: ChannelName,
        on: Day,
        again: Type.Optional(
          Type.String({ description: 'The sending that had failed, which this one replaces' }),
        ),
      },
      '発送 to one addressee, who stands in the case; several at once are an event each',
    ),
    proposal('dispatch_failed', { dispatch: Dispatch }, 'What was sent did not arrive; why is not told'),
    proposal(
      'issued',
      {
        on: described(Type.Optional(Day), '施行日 as it is now; absent: everything that went out came back'),
      },
      '施行日: it was issued, or the day became another',
    ),
    proposal(
      'completed',
      { on: Day, issued: Type.Boolean({ description: 'Whether everything went out that was to' }) },
      '完結',
    ),
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

const Place = closed({ unit: Type.String(), name: Type.String() }, 'A 課 as it was called then')

const OfReceipt = {
  sequence: Common.sequence,
  status: literals('arrived', 'handed', 'accepted', 'drafted', 'closed', 'cancelled'),
  number: Type.String({ description: '収受番号' }),
}

const receipt = <Name extends string, Fields extends Record<string, TSchema>>(
  name: Name,
  fields: Fields,
  description: string,
) =>
  cloudEvent<`receipt.${Name}`, typeof OfReceipt & Fields>(
    `receipt.${name}`,
    { ...OfReceipt, ...fields },
    description,
  )

/** Everything another system is told of a 収受文書. */
const ReceiptEvent = Type.Union(
  [
    receipt(
      'registered',
      {
        receivedOn: described(Day, '収受日'),
        section: Place,
        externalRef: Type.Optional(Type.String({ description: '受付番号 of the calling system' })),
      },
      '収受: it has its number',
    ),
    receipt('distributed', { to: Place }, '配布'),
    receipt('forwarded', { from: Place, to: Place }, '転送; why is not told'),
    receipt('accepted', { section: Place }, '受領 by the 課 that has it'),
    receipt(
      'circulation_ended',
      { complete: Type.Boolean({ description: 'Whether all have seen it whom it was shown to' }) },
      '供覧 is over',
    ),
    receipt('drafted', {}, '起案 was made from it; how far that has come: GET /v1/receipts/{id}/progress'),
    receipt('closed', {}, '処理済; what became of it is not told'),
    receipt('corrected', {}, 'What was typed of it was corrected; its words are not told'),
    receipt('cancelled', {}, '登録の取消; the number stays'),
    cloudEvent(
      'receipt.changed',
      { sequence: Common.sequence, secret: Type.Literal(true) },
      'Something happened to a 収受文書 that is 秘 (R-16). More is not told',
    ),
  ],
  { description: 'An event of a 収受文書 in the shape of CloudEvents 1.0 (JSON)' },
)

/** Everything another system is told. */
export const FeedEvent = Type.Union([...ProposalEvent.anyOf, ...ReceiptEvent.anyOf], {
  description: 'An event of a case or of a 収受文書, by its `type`',
})
export type FeedEvent = Static<typeof FeedEvent>
export type FeedEventType = FeedEvent['type']

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
export const feedEventTypes: readonly FeedEventType[] = FeedEvent.anyOf.map((it) => it.properties.type.const)

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
    events: Type.Array(FeedEvent),
    next: Type.String({
      description: 'To go on from. Nothing that is committed later ever stands before it',
    }),
    more: Type.Boolean({ description: 'Whether there is more at once' }),
  },
  'Events of the cases the application submitted and of the 収受文書 it sent, in an order without gaps',
)
export type EventPage = Static<typeof EventPage>
