import { Type, type Static } from 'typebox'
import { At, Day, Id, PersonRef, closed } from './common.ts'

export const InboxTab = Type.Union([
  Type.Literal('approve'),
  Type.Literal('concur'),
  Type.Literal('examine'),
  Type.Literal('returned'),
])
export type InboxTab = Static<typeof InboxTab>

/** One waiting act: 決裁・承認 (approve), 合議 (concur), 審査 (examine), or 差戻し (returned) to its drafter. */
export const InboxItem = closed({
  taskId: Type.Integer(),
  proposalId: Id,
  step: Type.String(),
  kind: Type.Union([
    Type.Literal('review'),
    Type.Literal('examine'),
    Type.Literal('concur'),
    Type.Literal('decide'),
    Type.Literal('returned'),
  ]),
  /** The post it waits for, as its holder's title. */
  asTitle: Type.String(),
  title: Type.String(),
  number: Type.Optional(Type.String()),
  drafter: PersonRef,
  arrivedAt: At,
  urgent: Type.Boolean(),
  dueOn: Type.Optional(Day),
  amountYen: Type.Optional(Type.Integer()),
  attachmentCount: Type.Integer(),
  pageCount: Type.Integer(),
})
export type InboxItem = Static<typeof InboxItem>

/** GET /v1/inbox?tab=&after= : urgent first, then by arrival, oldest first; `counts` for all tabs. */
export const InboxQuery = closed({ tab: Type.Optional(InboxTab), after: Type.Optional(Type.String()) })
export const Inbox = closed({
  counts: closed({
    approve: Type.Integer(),
    concur: Type.Integer(),
    examine: Type.Integer(),
    returned: Type.Integer(),
  }),
  items: Type.Array(InboxItem),
  next: Type.Optional(Type.String()),
})
export type Inbox = Static<typeof Inbox>
