import { Type, type Static } from 'typebox'
import { At, Day, Id, PersonRef, closed } from './common.ts'
import { ReceiptListItem } from './receipts.ts'

export const InboxTab = Type.Union(
  [
    Type.Literal('approve'),
    Type.Literal('concur'),
    Type.Literal('examine'),
    Type.Literal('circulate'),
    Type.Literal('post_review'),
    Type.Literal('returned'),
    Type.Literal('consult'),
    Type.Literal('ahead'),
  ],
  {
    description:
      '決裁・承認 (approve) · 合議 (concur) · 審査 (examine) · 供覧 (circulate) · 後閲 (post_review) · 差戻し・処理意見 (returned) · 相談 (consult) · これから (ahead): on its way here, where 引上げ is found',
  },
)
export type InboxTab = Static<typeof InboxTab>

export const InboxItem = closed(
  {
    taskId: Type.Integer({ description: 'Stays the same while the task waits' }),
    proposalId: Id,
    step: Type.String(),
    kind: Type.Union([
      Type.Literal('review'),
      Type.Literal('provisional'),
      Type.Literal('examine'),
      Type.Literal('concur'),
      Type.Literal('decide'),
      Type.Literal('returned'),
      Type.Literal('respond'),
      Type.Literal('post_review'),
      Type.Literal('circulate'),
      Type.Literal('consult'),
      Type.Literal('ahead'),
    ]),
    asTitle: Type.String({ description: "The post it waits for, as its holder's title" }),
    actingFor: Type.Optional(
      closed(
        { name: Type.String(), title: Type.String() },
        '代決: the absent 決裁権者 or 合議先 in whose place the reader may act',
      ),
    ),
    title: Type.String(),
    number: Type.Optional(Type.String()),
    drafter: PersonRef,
    arrivedAt: At,
    urgent: Type.Boolean(),
    dueOn: Type.Optional(Day),
    amountYen: Type.Optional(Type.Integer()),
    attachmentCount: Type.Integer({ description: 'Attachments' }),
    pageCount: Type.Integer({ description: 'Pages of all attachments that are ready' }),
    application: Type.Optional(
      Type.String({ description: 'The name of the application (外部システム) it came through' }),
    ),
  },
  'One waiting act, or one that is on its way (`ahead`)',
)
export type InboxItem = Static<typeof InboxItem>

export const InboxQuery = closed(
  { tab: Type.Optional(InboxTab), after: Type.Optional(Type.String()) },
  'GET /v1/inbox?tab=&after= : urgent first, then by arrival, oldest first; `counts` for all tabs, 1000 at most each',
)
export const Inbox = closed(
  {
    counts: closed({
      approve: Type.Integer(),
      concur: Type.Integer(),
      examine: Type.Integer(),
      circulate: Type.Integer(),
      post_review: Type.Integer(),
      returned: Type.Integer(),
      consult: Type.Integer(),
      ahead: Type.Integer(),
    }),
    items: Type.Array(InboxItem),
    receipts: Type.Optional(
      Type.Array(ReceiptListItem, {
        description:
          '収受文書 whose 供覧 waits for the reader, newest first, at most 50; with the first page of the tab `circulate`, where they are counted',
      }),
    ),
    next: Type.Optional(
      Type.String({ description: 'Asks for the next page as `after`; absent on the last' }),
    ),
  },
  'One tab of what waits, with the counts of all',
)
export type Inbox = Static<typeof Inbox>
