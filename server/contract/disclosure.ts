import { type Static, Type } from 'typebox'
import { At, Day, Hash, Id, closed, described, literals } from './common.ts'
import { ProposalStatus } from './proposals.ts'

const words = Type.String({ maxLength: 4000 })
const version = Type.Integer({ minimum: 0, description: 'The version the person was looking at' })

const DisclosureReceiving = described(
  literals('view', 'copy', 'post', 'electronic'),
  '閲覧 (view), 写しの交付 (copy), 写しの送付 (post), 電子データ (electronic)',
)

const DisclosureOutcome = described(
  literals('full', 'partial', 'none'),
  '全部開示 (full), 部分開示 (partial), 不開示 (none)',
)

const DisclosureStatus = described(
  literals('open', 'correcting', 'notified', 'done', 'withdrawn'),
  '受付済 (open), 補正待ち (correcting), 通知済 (notified), 実施済 (done), 取下げ (withdrawn)',
)

export const NewDisclosureBody = closed(
  {
    requestedOn: described(Day, '請求日; today or earlier'),
    asks: Type.String({ minLength: 1, maxLength: 4000, description: '請求する公文書' }),
    receiving: DisclosureReceiving,
    requester: closed(
      {
        name: Type.String({ minLength: 1, maxLength: 200 }),
        contact: Type.String({ maxLength: 1000, description: 'Address, telephone, mail' }),
      },
      '請求者: kept apart from the record',
    ),
  },
  'POST /v1/disclosure-requests: 開示請求の受付',
)
export type NewDisclosureBody = Static<typeof NewDisclosureBody>

const DisclosureAct = literals(
  'ask_correction',
  'correct',
  'extend',
  'choose_case',
  'drop_case',
  'judge_file',
  'mask_file',
  'not_held',
  'consult',
  'answer',
  'draft',
  'name_case',
  'notify',
  'carry_out',
  'withdraw',
  'take_on',
)

const grounds = Type.Array(Type.String({ maxLength: 20 }), {
  maxItems: 20,
  description: 'Codes of 不開示情報, as GET /v1/reference lists them',
})

export const DisclosureActBody = Type.Union(
  [
    closed({ type: Type.Literal('ask_correction'), version, reason: words }, '補正を求める: the term stands'),
    closed({ type: Type.Literal('correct'), version, asks: words }, '補正された: what is asked for now'),
    closed({ type: Type.Literal('extend'), version, reason: words }, '期限の延長, once'),
    closed({ type: Type.Literal('choose_case'), version, proposalId: Id }, 'A case that is asked for'),
    closed({ type: Type.Literal('drop_case'), version, proposalId: Id, reason: words }, 'It is not'),
    closed(
      {
        type: Type.Literal('judge_file'),
        version,
        revisionId: Id,
        outcome: DisclosureOutcome,
        grounds,
        note: Type.Optional(words),
      },
      'What is decided of one file',
    ),
    closed({ type: Type.Literal('not_held'), version, reason: words }, '不存在'),
    closed(
      {
        type: Type.Literal('consult'),
        version,
        unit: Type.String({ maxLength: 40, description: '課, by its code' }),
        question: words,
      },
      '意見照会',
    ),
    closed(
      {
        type: Type.Literal('answer'),
        version,
        nth: Type.Integer({ minimum: 1, description: 'Which question, from 1' }),
        text: words,
      },
      'The opinion of the 課 that was asked',
    ),
    closed({ type: Type.Literal('name_case'), version, proposalId: Id }, 'The decided case that decides it'),
    closed({ type: Type.Literal('notify'), version }, '決定通知, today'),
    closed(
      {
        type: Type.Literal('carry_out'),
        version,
        feeYen: Type.Integer({ minimum: 0, maximum: 100_000_000, description: 'Yen' }),
      },
      '開示の実施, today',
    ),
    closed({ type: Type.Literal('withdraw'), version, reason: words }, '取下げ'),
    closed({ type: Type.Literal('take_on'), version }, '担当になる: works on it from now on'),
  ],
  { description: 'POST /v1/disclosure-requests/{id}/acts: one act, by its type' },
)
export type DisclosureActBody = Static<typeof DisclosureActBody>

export const DisclosureDone = closed(
  { id: Id, version: Type.Integer(), status: DisclosureStatus },
  'What a 開示請求 is at after an act',
)
export type DisclosureDone = Static<typeof DisclosureDone>

const points = Type.Number({ minimum: -20_000, maximum: 20_000 })
export const DisclosureMask = closed(
  {
    page: Type.Integer({ minimum: 0, maximum: 19_999, description: 'From 0' }),
    box: Type.Tuple([points, points, points, points], {
      description: 'x, y, width, height in points from the top left of the page as it is shown',
    }),
    ground: Type.String({ maxLength: 20, description: 'Code of the 不開示情報' }),
  },
  'A box of 墨塗り with its ground',
)
export type DisclosureMask = Static<typeof DisclosureMask>

export const MaskBody = closed(
  { version, revisionId: Id, masks: Type.Array(DisclosureMask, { minItems: 1, maxItems: 2000 }) },
  'POST /v1/disclosure-requests/{id}/copies: what lies under the boxes is taken out of a copy of the file’s pages',
)
export type MaskBody = Static<typeof MaskBody>

export const DraftFromDisclosureBody = closed(
  { version },
  'POST /v1/disclosure-requests/{id}/proposals: 起案 of the decision, with the masked copies attached',
)
export const DraftedFromDisclosure = closed({ proposalId: Id }, 'The draft that came of it')

const DisclosureFile = closed(
  {
    revisionId: Id,
    name: Type.String(),
    hasPages: Type.Boolean({ description: 'Whether its pages can be looked at, and so masked' }),
    outcome: Type.Optional(DisclosureOutcome),
    grounds: Type.Array(Type.String()),
    note: Type.Optional(Type.String()),
    copy: Type.Optional(
      closed({
        sha256: Hash,
        pages: Type.Integer({ description: 'How many' }),
        masks: Type.Array(DisclosureMask),
      }),
    ),
  },
  'A file that is asked for',
)
export type DisclosureFile = Static<typeof DisclosureFile>

export const DisclosureFilePages = closed(
  {
    name: Type.String(),
    sizes: Type.Array(Type.Number(), {
      description: 'Width and height in points of every page, flat: [w0, h0, w1, h1, …]',
    }),
  },
  'GET /v1/disclosure-requests/{id}/files/{revisionId}: the pages of a file that is asked for, to be masked',
)
export type DisclosureFilePages = Static<typeof DisclosureFilePages>

export const CandidatesQuery = closed(
  {
    q: Type.String({ minLength: 1, maxLength: 200, description: 'Words, as in GET /v1/search' }),
  },
  'GET /v1/disclosure-requests/{id}/candidates',
)

const DisclosureCase = closed(
  {
    proposalId: Id,
    title: Type.String(),
    number: Type.Optional(Type.String()),
    status: ProposalStatus,
    files: Type.Array(DisclosureFile),
  },
  'A chosen case, as far as its reader may know of it',
)
export type DisclosureCase = Static<typeof DisclosureCase>

const decision = { proposalId: Id, title: Type.String(), status: ProposalStatus }

const Opinion = closed(
  {
    nth: Type.Integer({ description: 'Of this request, from 1' }),
    unit: Type.String(),
    section: Type.String({ description: 'The 課 as it was called then' }),
    question: Type.String(),
    askedOn: Day,
    answer: Type.Optional(closed({ text: Type.String(), name: Type.String(), on: Day })),
    mayAnswer: Type.Boolean({ description: 'Whether the reader may answer it now' }),
  },
  '意見照会',
)

export const DisclosureView = closed(
  {
    id: Id,
    version: Type.Integer(),
    number: Type.String(),
    status: DisclosureStatus,
    requestedOn: Day,
    asks: Type.String(),
    receiving: DisclosureReceiving,
    requester: described(
      Type.Optional(closed({ name: Type.String(), contact: Type.String() })),
      '請求者: for the 情報公開担当 alone',
    ),
    dueOn: described(
      Type.Optional(Day),
      '決定の期限; absent while a 補正 is waited for, and when it is over',
    ),
    overdue: Type.Boolean(),
    daysLeft: described(Type.Optional(Type.Integer()), 'Days from today to `dueOn`; below 0 when it is over'),
    extension: described(
      Type.Optional(closed({ reason: Type.String(), on: Day })),
      '期限の延長: why, and the day it was done',
    ),
    pauses: Type.Array(closed({ from: Day, to: Type.Optional(Day) }), {
      description: 'Spans in which a 補正 was waited for: the term stood; without `to` it stands now',
    }),
    handler: described(
      Type.Optional(Type.String()),
      '担当: who works on it, by name; for the 情報公開担当 alone',
    ),
    cases: Type.Array(DisclosureCase),
    hidden: Type.Integer({ description: 'Chosen cases the reader may not read any more' }),
    notHeld: Type.Optional(Type.String({ description: '不存在: why' })),
    opinions: Type.Array(Opinion),
    drafts: Type.Array(
      closed({
        ...decision,
        isStale: Type.Boolean({ description: 'Something of what it says was changed since' }),
      }),
      { description: '起案 of the decision, as far as the reader may know of them' },
    ),
    decidedIn: Type.Optional(closed(decision, 'The case that decides it')),
    notifiedOn: Type.Optional(Day),
    carriedOut: Type.Optional(closed({ on: Day, feeYen: Type.Integer() })),
    history: Type.Array(
      closed({
        seq: Type.Integer({ description: 'The place in the chain, from 1' }),
        type: Type.String(),
        at: At,
        name: Type.String(),
        title: Type.String(),
        text: Type.String({ description: 'Japanese sentence' }),
        comment: Type.Optional(Type.String()),
      }),
    ),
    allowed: Type.Array(DisclosureAct, { description: 'What the reader may do now' }),
  },
  'A 開示請求. A 課 that is asked for its opinion sees what is asked and its own question, nothing else',
)
export type DisclosureView = Static<typeof DisclosureView>

const DisclosureListItem = closed({
  id: Id,
  number: Type.String(),
  status: DisclosureStatus,
  asks: Type.String(),
  requestedOn: Day,
  dueOn: Type.Optional(Day),
  overdue: Type.Boolean(),
  daysLeft: Type.Optional(
    Type.Integer({ description: 'Days from today to `dueOn`; below 0 when it is over' }),
  ),
  handler: Type.Optional(Type.String({ description: '担当, by name; for the 情報公開担当 alone' })),
  files: Type.Integer({ description: 'Files that are asked for' }),
  judged: Type.Integer({ description: 'Of these, those whose 区分 is chosen' }),
  opinions: Type.Integer({ description: '意見照会 without an answer' }),
  asked: Type.Boolean({ description: 'The reader’s 課 is asked for its opinion' }),
})

export const DisclosureListQuery = closed(
  { state: Type.Optional(described(literals('running', 'all'), 'Those that are not over, or all')) },
  'GET /v1/disclosure-requests',
)
export const DisclosureList = closed(
  {
    mayRegister: Type.Boolean(),
    items: Type.Array(DisclosureListItem),
  },
  'What runs out first comes first; 500 at most. For a 課 those in which it is asked',
)
export type DisclosureList = Static<typeof DisclosureList>

export const PublicationIndex = closed(
  {
    columns: Type.Array(Type.String()),
    rows: Type.Array(Type.Array(Type.String()), { description: 'As many cells as there are columns' }),
  },
  'GET /v1/publication-index: 公文書目録 of a fiscal year, as the CSV has it',
)
export type PublicationIndex = Static<typeof PublicationIndex>

export const PublicationIndexQuery = closed({
  year: Type.String({ pattern: '^(19|20|21)\\d{2}$', description: 'Fiscal year (年度)' }),
})
