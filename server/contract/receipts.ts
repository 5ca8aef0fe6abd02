import { type Static, Type } from 'typebox'
import { At, Day, Hash, Id, PersonRef, closed, described, literals } from './common.ts'
import { ExternalRef } from './new-proposal.ts'
import { AttachmentView, ProposalStatus } from './proposals.ts'

const Channel = literals('paper', 'mail', 'fax', 'email', 'electronic_application', 'lgwan', 'brought')
export type Channel = Static<typeof Channel>

const person = Type.String({ maxLength: 40, description: '職員番号' })
const unit = Type.String({ maxLength: 40, description: '所属, by its code' })
const longText = Type.String({ maxLength: 4000 })

export const ArrivalBody = closed(
  {
    title: Type.String({ maxLength: 400, description: '件名' }),
    sender: Type.String({ maxLength: 400, description: '差出人' }),
    senderNumber: Type.String({ maxLength: 100, description: "Their 文書番号, '' for none" }),
    sentOn: described(Type.Optional(Day), 'The day on their letter'),
    receivedOn: described(Type.Optional(Day), '収受日; absent: the day of the registration'),
    earlierReason: Type.String({ maxLength: 400, description: "Why an earlier day, or ''" }),
    channel: described(
      Channel,
      '紙 (paper), 郵便 (mail), FAX, 電子メール (email), 電子申請 (electronic_application), LGWAN, 持参 (brought)',
    ),
    signature: Type.Optional(
      described(
        literals('valid', 'invalid', 'none'),
        'LGWAN: what the check of its 電子署名 gave; required there',
      ),
    ),
    secrecy: described(literals('none', 'secret'), '秘'),
    accessList: Type.Array(person, {
      maxItems: 200,
      description: 'Who may know of a 秘 besides its registrar',
    }),
    personalData: Type.Boolean({ description: '個人情報を含む' }),
    dueOn: described(Type.Optional(Day), '処理期限'),
    folderId: Type.String({ maxLength: 60, description: "簿冊, '' until chosen" }),
  },
  'What is typed of something that arrived (収受)',
)
export type ArrivalBody = Static<typeof ArrivalBody>

export const NewReceiptBody = closed(
  {
    arrival: Type.Optional(ArrivalBody),
    post: Type.Optional(
      Type.String({
        maxLength: 80,
        description: 'In which of one’s posts; absent: the 本務. Its 課 registers it',
      }),
    ),
    externalRef: Type.Optional(described(ExternalRef, 'For applications: 受付番号 of the calling system')),
  },
  'POST /v1/receipts: begins a registration. Files follow, then POST /v1/receipts/{id}/register. Header `Idempotency-Key` makes a retry answer the same one',
)

export const SaveReceiptBody = closed(
  { version: Type.Integer({ minimum: 0 }), arrival: ArrivalBody },
  'PUT /v1/receipts/{id}/draft, before it is registered. 409 `version_changed` when another tab saved first',
)

export const SavedReceipt = closed({ version: Type.Integer() }, 'What it is at after it was saved')

export const RegisterBody = closed(
  {
    version: Type.Integer({ minimum: 0 }),
    distributeTo: Type.Optional(described(unit, '配布 in the same breath: the 課 it goes to')),
    branchOf: Type.Optional(
      Type.Integer({
        ...{ minimum: 1, maximum: 999_999_999 },
        description:
          '枝番: the number, of the same 課, beside which this one stands; absent: the next number',
      }),
    ),
    branchYear: Type.Optional(
      Type.Integer({
        ...{ minimum: 1900, maximum: 2999 },
        description: 'Year of the book that gave it; absent: this one',
      }),
    ),
  },
  'POST /v1/receipts/{id}/register: 収受番号 is taken, and from now on everything is on the record',
)
export type RegisterBody = Static<typeof RegisterBody>

export const ReceiptStatus = described(
  literals('draft', 'arrived', 'handed', 'accepted', 'drafted', 'closed', 'cancelled'),
  'Being entered (draft), 未配布 (arrived), 受領待ち (handed), 受領済 (accepted), 起案済 (drafted), 処理済 (closed), 取消 (cancelled)',
)
export type ReceiptStatus = Static<typeof ReceiptStatus>

export const ReceiptAct = literals(
  'distribute',
  'forward',
  'accept',
  'circulate',
  'see',
  'end_circulation',
  'draft',
  'close',
  'correct',
  'cancel',
)
export type ReceiptAct = Static<typeof ReceiptAct>

const version = Type.Integer({ minimum: 0, description: 'The version the person was looking at' })
const reason = longText

export const ReceiptActBody = Type.Union(
  [
    closed(
      { type: Type.Literal('distribute'), version, unit, note: Type.Optional(longText) },
      '配布 to the 課 in charge',
    ),
    closed({ type: Type.Literal('forward'), version, unit, reason }, '転送 to the 課 it belongs to'),
    closed({ type: Type.Literal('accept'), version }, '受領 by the 課 that has it'),
    closed(
      {
        type: Type.Literal('circulate'),
        version,
        people: Type.Array(person, { maxItems: 200 }),
        posts: Type.Array(Type.String({ maxLength: 80 }), { maxItems: 200, description: '職: KAN:P-DIR' }),
        units: Type.Array(unit, { maxItems: 50, description: 'Everybody who is in them that day' }),
        note: Type.Optional(longText),
      },
      '供覧: to persons, posts and whole 所属; no decision comes of it',
    ),
    closed({ type: Type.Literal('see'), version, comment: Type.Optional(longText) }, '閲覧済'),
    closed({ type: Type.Literal('end_circulation'), version, reason }, '供覧 ends before all have seen it'),
    closed({ type: Type.Literal('close'), version, reason }, '処理済: what became of it'),
    closed(
      { type: Type.Literal('correct'), version, arrival: ArrivalBody, reason },
      'Corrects what was typed; the earlier words stay on the record',
    ),
    closed(
      { type: Type.Literal('cancel'), version, reason },
      '取消 of a wrong registration; its number stays',
    ),
  ],
  { description: 'POST /v1/receipts/{id}/acts: one act, by its type' },
)
export type ReceiptActBody = Static<typeof ReceiptActBody>

export const DraftFromReceiptBody = closed(
  { version, post: Type.Optional(Type.String({ maxLength: 80, description: 'In which of one’s posts' })) },
  'POST /v1/receipts/{id}/proposals: 接受起案. The draft gets title, sender as addressee, deadline, 秘 and the files',
)
export const DraftedFromReceipt = closed({ proposalId: Id }, 'The draft that came of it')

export const ReceiptDone = closed(
  { id: Id, version: Type.Integer(), status: ReceiptStatus },
  'What a 収受文書 is at after an act',
)
export type ReceiptDone = Static<typeof ReceiptDone>

export const BegunReceipt = closed({ id: Id }, 'A registration that was begun')

const PlaceView = closed({ unit: Type.String(), name: Type.String() }, 'A 課 as it was called then')

export const ShownView = closed(
  {
    kind: literals('person', 'post'),
    id: Type.String({ description: '職員番号, or the 職' }),
    name: Type.String(),
    unit: Type.Optional(Type.String({ description: 'The 所属 it was asked with' })),
    askedAt: At,
    seen: Type.Optional(closed({ by: PersonRef, at: At, comment: Type.Optional(Type.String()) }, '閲覧済')),
  },
  'A 供覧先',
)
export type ShownView = Static<typeof ShownView>

const ReceiptCase = closed(
  {
    proposalId: Id,
    title: Type.String(),
    number: Type.Optional(Type.String()),
    status: ProposalStatus,
  },
  'A case that was drafted from it, as far as the reader may know of it',
)

export const ReceiptHistoryEntry = closed({
  seq: Type.Integer({ description: 'The place in the chain, from 1' }),
  type: Type.String(),
  at: At,
  name: Type.String(),
  title: Type.String(),
  text: Type.String({ description: 'Japanese sentence' }),
  comment: Type.Optional(Type.String()),
  application: Type.Optional(Type.String({ description: 'The 外部システム that sent it' })),
  hash: Hash,
})
export type ReceiptHistoryEntry = Static<typeof ReceiptHistoryEntry>

export const ReceiptView = closed(
  {
    id: Id,
    version: Type.Integer(),
    status: ReceiptStatus,
    number: described(Type.Optional(Type.String()), '収受番号; absent until it is registered'),
    arrival: ArrivalBody,
    folderName: Type.String({ description: "Of its 簿冊, '' for none" }),
    accessNames: Type.Array(PersonRef, { description: 'Those of the access list' }),
    section: described(PlaceView, 'Where it was registered'),
    holder: described(PlaceView, 'The 課 that has it now'),
    registrar: PersonRef,
    application: Type.Optional(
      closed(
        { name: Type.String(), ref: Type.Optional(Type.String({ description: '受付番号' })) },
        'The 外部システム it came from',
      ),
    ),
    createdAt: At,
    registeredAt: Type.Optional(At),
    files: Type.Array(AttachmentView),
    shown: Type.Array(ShownView, { description: '供覧先' }),
    circulation: Type.Optional(literals('open', 'ended')),
    ended: Type.Optional(closed({ reason: Type.String(), at: At }, '処理済 or 取消: why')),
    cases: Type.Array(ReceiptCase),
    history: Type.Array(ReceiptHistoryEntry),
    allowed: Type.Array(ReceiptAct, { description: 'What the reader may do now' }),
  },
  'A 収受文書 as its reader may see it now',
)
export type ReceiptView = Static<typeof ReceiptView>

export const ReceiptProgress = closed(
  {
    id: Id,
    status: ReceiptStatus,
    number: Type.Optional(Type.String()),
    receivedOn: Type.Optional(Day),
    externalRef: Type.Optional(Type.String()),
    cases: Type.Array(
      closed({
        status: ProposalStatus,
        decidedAt: Type.Optional(At),
        number: Type.Optional(Type.String({ description: '施行番号, once it has one' })),
      }),
    ),
  },
  'GET /v1/receipts/{id}/progress: how far it is, for the application that sent it. No words, no names',
)
export type ReceiptProgress = Static<typeof ReceiptProgress>

export const ReceiptTab = literals('entering', 'arrived', 'section', 'shown', 'done', 'all')
export type ReceiptTab = Static<typeof ReceiptTab>

export const ReceiptListQuery = closed(
  {
    tab: Type.Optional(
      described(
        ReceiptTab,
        '登録中 of mine (entering), 未配布 (arrived), what my 課 has (section), 供覧 that waits for me (shown), 起案済・処理済・取消 (done), all I may read',
      ),
    ),
    q: Type.Optional(
      Type.String({ maxLength: 200, description: 'In 件名, 差出人, 収受番号, their 文書番号' }),
    ),
    channel: Type.Optional(Channel),
    due: Type.Optional(described(literals('overdue'), 'Only what is past its 処理期限')),
    after: Type.Optional(Type.String()),
  },
  'GET /v1/receipts: newest first; `counts` for the tabs where something waits, 1000 at most each',
)

export const ReceiptListItem = closed({
  id: Id,
  number: Type.Optional(Type.String()),
  title: Type.String(),
  sender: Type.String(),
  channel: Channel,
  status: ReceiptStatus,
  holder: Type.String({ description: 'Name of the 課 that has it' }),
  receivedOn: Type.Optional(Day),
  dueOn: Type.Optional(Day),
  overdue: Type.Boolean(),
  secret: Type.Boolean(),
  personalData: Type.Boolean(),
  fileCount: Type.Integer({ description: 'Files' }),
  createdAt: At,
})
export type ReceiptListItem = Static<typeof ReceiptListItem>

export const ReceiptList = closed(
  {
    counts: closed({
      entering: Type.Integer(),
      arrived: Type.Integer(),
      section: Type.Integer(),
      shown: Type.Integer(),
    }),
    items: Type.Array(ReceiptListItem),
    next: Type.Optional(
      Type.String({ description: 'Asks for the next page as `after`; absent on the last' }),
    ),
  },
  'A tab of 収受',
)
export type ReceiptList = Static<typeof ReceiptList>

export const ArrivedFile = closed(
  {
    file: AttachmentView,
    found: Type.Optional(
      closed(
        {
          title: Type.Optional(Type.String()),
          sender: Type.Optional(Type.String()),
          sentOn: Type.Optional(Day),
        },
        'Of a mail: what its head says. Fields that were empty are filled by it',
      ),
    ),
    version: Type.Integer({ description: 'Of the draft: a mail fills in what was empty' }),
  },
  'POST /v1/receipts/{id}/files: multipart/form-data with one part `file`, before it is registered; `Idempotency-Key` makes a retry answer the same file',
)
export type ArrivedFile = Static<typeof ArrivedFile>
