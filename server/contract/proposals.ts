import { Type, type Static } from 'typebox'
import { ActType } from './acts.ts'
import { AssertedView } from './asserted.ts'
import { At, CapacityView, Day, ExactAt, Hash, Id, PersonRef, closed, described } from './common.ts'
import { IssuanceView, IssuePlanContent } from './issuance.ts'
import { Denied, proceedings } from './proceedings.ts'
import { RouteView } from './route.ts'

export const ProposalStatus = Type.Union([
  Type.Literal('draft'),
  Type.Literal('in_approval'),
  Type.Literal('returned'),
  Type.Literal('decided'),
  Type.Literal('rejected'),
  Type.Literal('withdrawn'),
  Type.Literal('abandoned'),
  Type.Literal('imported', { description: '移行: brought in from another system, as its record says' }),
])
export type ProposalStatus = Static<typeof ProposalStatus>

export const ProposalContent = closed(
  {
    title: Type.String({ maxLength: 400, description: '件名' }),
    body: Type.String({ maxLength: 100_000, description: '伺い文, plain text with line ends' }),
    authorityCode: Type.String({
      maxLength: 20,
      description: "Row of the 専決 table (決裁区分), '' until chosen",
    }),
    amountYen: Type.Optional(
      Type.Integer({
        minimum: -9_007_199_254_740_991,
        maximum: 9_007_199_254_740_991,
        description: 'Yen, tax included, below 0 for a decrease (減額); absent when the matter has none',
      }),
    ),
    flags: Type.Array(Type.String({ maxLength: 20 }), {
      maxItems: 10,
      description: '重要・異例・先例・紛議: move the matter up (専決の留保)',
    }),
    flagReasons: Type.Optional(
      Type.Array(closed({ flag: Type.String({ maxLength: 20 }), reason: Type.String({ maxLength: 400 }) }), {
        maxItems: 10,
        description: 'Why each of them applies; absent in cases from before it was asked',
      }),
    ),
    concurringUnits: Type.Optional(
      Type.Array(Type.String({ maxLength: 40 }), {
        maxItems: 40,
        description: '合議先, units in order; absent: those of the table',
      }),
    ),
    leftOut: Type.Optional(
      Type.Array(closed({ key: Type.String({ maxLength: 60 }), reason: Type.String({ maxLength: 400 }) }), {
        maxItems: 40,
        description:
          "Optional steps of the route that the drafter leaves out: the template's key of the step, and why",
      }),
    ),
    postReviewPosts: Type.Optional(
      Type.Array(closed({ post: Type.String({ maxLength: 80 }), reason: Type.String({ maxLength: 400 }) }), {
        maxItems: 40,
        description:
          '後閲 designated at drafting (起案時指定): posts of 回議 steps the matter does not wait for, and why',
      }),
    ),
    circulationUnits: Type.Optional(
      Type.Array(Type.String({ maxLength: 40 }), {
        maxItems: 100,
        description: '供覧先 that the drafter adds to those of the template: units in order',
      }),
    ),
    addressee: Type.Optional(
      Type.String({ maxLength: 400, description: '宛先 in words, in cases from before `issue` was asked' }),
    ),
    issue: Type.Optional(IssuePlanContent),
    folderId: Type.String({ maxLength: 60, description: "簿冊, '' until chosen" }),
    retentionCode: Type.String({ maxLength: 20, description: "保存期間, '' until chosen" }),
    disclosure: closed(
      {
        class: Type.String({ maxLength: 20 }),
        grounds: Type.Array(Type.String({ maxLength: 20 }), { maxItems: 20 }),
        until: Type.Optional(Day),
      },
      '公開区分',
    ),
    secrecy: Type.String({ maxLength: 20, description: '秘密区分' }),
    accessList: Type.Array(Type.String({ maxLength: 40 }), {
      maxItems: 200,
      description: 'Persons who may read a 秘 or 時限秘 matter, besides the route',
    }),
    urgent: Type.Boolean(),
    urgentReason: Type.String({ maxLength: 400, description: "至急の理由, or ''" }),
    dueOn: described(Type.Optional(Day), '期限'),
    secretUntil: described(Type.Optional(ExactAt), '時限秘: when it ends by itself'),
    paper: Type.Optional(
      closed(
        { reason: Type.String({ maxLength: 400 }), what: Type.String({ maxLength: 400 }) },
        '併用決裁: what goes round on paper, and why it must (R-18)',
      ),
    ),
    received: Type.Optional(
      closed(
        {
          receiptId: Id,
          number: Type.String({ maxLength: 80, description: '収受番号' }),
          receivedOn: Day,
          sender: Type.String({ maxLength: 400, description: '差出人' }),
          senderNumber: Type.String({ maxLength: 100 }),
        },
        '接受起案: the 収受文書 it comes from, as POST /v1/receipts/{id}/proposals writes it. A save keeps it as it is',
      ),
    ),
    origin: Type.Optional(
      closed(
        {
          proposalId: Id,
          number: Type.String({ maxLength: 80 }),
          kind: Type.Union([Type.Literal('redraft'), Type.Literal('change'), Type.Literal('quote')]),
        },
        '再起案・変更起案・引用起案: the proposal it comes from, as POST /v1/proposals/{id}/redraft writes it. Taken only of a case that ended, that its sender may read, and with its number',
      ),
    ),
  },
  'What the drafter fills in. A draft may be empty anywhere; submission says what is missing',
)
export type ProposalContent = Static<typeof ProposalContent>

const fileKinds = [
  'docx',
  'xlsx',
  'pptx',
  'doc',
  'xls',
  'ppt',
  'odt',
  'ods',
  'odp',
  'rtf',
  'pdf',
  'png',
  'jpeg',
  'gif',
  'webp',
  'tiff',
  'bmp',
  'svg',
  'heic',
  'text',
  'csv',
  'html',
  'zip',
  'eml',
  'msg',
  'cad',
  'unknown',
] as const
export const FileKind = Type.Union(fileKinds.map((it) => Type.Literal(it)) as never, {
  description: 'What a file is, by its content',
})
export type FileKind = (typeof fileKinds)[number]

export const FileWarning = closed(
  { code: Type.String(), text: Type.String() },
  'Something the drafter should know of a file that is kept all the same',
)

export const RenditionView = closed({
  status: Type.Union([
    Type.Literal('waiting'),
    Type.Literal('running'),
    Type.Literal('visible', {
      description: 'Its pages can be looked at; their words and small pictures are still to come',
    }),
    Type.Literal('done'),
    Type.Literal('failed'),
  ]),
  pageCount: Type.Optional(Type.Integer({ description: 'Pages; absent while they are being made' })),
  failure: Type.Optional(
    closed(
      {
        code: Type.String(),
        text: Type.String(),
        canRetry: Type.Boolean({ description: 'Whether converting again may help' }),
      },
      'Why it failed: a Japanese sentence that says what to do',
    ),
  ),
})
export type RenditionView = Static<typeof RenditionView>

export const AttachmentView = closed({
  id: Id,
  revisionId: Id,
  revisionNumber: Type.Integer({ description: 'The content of the attachment, from 1' }),
  name: Type.String(),
  kind: Type.String(),
  sizeBytes: Type.Integer({ description: 'Of the original file' }),
  sha256: Hash,
  warnings: Type.Array(FileWarning),
  rendition: RenditionView,
})
export type AttachmentView = Static<typeof AttachmentView>

export const HistoryEntry = closed({
  seq: Type.Integer({ description: 'The place in the chain, from 1' }),
  type: Type.String(),
  at: At,
  person: Type.String(),
  name: Type.String(),
  title: Type.String(),
  text: Type.String({ description: 'Japanese sentence' }),
  application: described(Type.Optional(Type.String()), 'The 外部システム that sent it for the person'),
  comment: Type.Optional(Type.String()),
  replaced: Type.Optional(
    Type.Array(
      closed({
        name: Type.String({ description: 'The file, as it is called since' }),
        earlierId: described(Id, 'The revision before'),
        laterId: described(Id, 'The revision it brought'),
      }),
      {
        description:
          'Files it changed whose pages can be laid beside what they were; absent when there are none',
      },
    ),
  ),
  hash: Hash,
})
export type HistoryEntry = Static<typeof HistoryEntry>

export const ProposalView = closed(
  {
    id: Id,
    version: Type.Integer(),
    status: ProposalStatus,
    number: Type.Optional(Type.String()),
    content: ProposalContent,
    names: closed(
      {
        authority: Type.String(),
        folder: Type.String(),
        retention: Type.String(),
        disclosure: Type.String(),
        secrecy: Type.String(),
      },
      'Names of the codes in `content`, for showing',
    ),
    movedTo: described(
      Type.Optional(closed({ id: Type.String(), name: Type.String() })),
      'The 簿冊 it lies in now, when it was moved',
    ),
    drafter: PersonRef,
    drafterCapacity: described(CapacityView, "The drafter's seal text: 姓 and unit"),
    drafterFamilyName: Type.String(),
    application: Type.Optional(
      closed(
        {
          clientId: Type.String(),
          name: Type.String(),
          trial: Type.Boolean({ description: '試験: made for trying, stays a draft' }),
          ref: described(Type.Optional(Type.String()), '連携元の番号: under which that system knows it'),
        },
        'The application (外部システム) it was made through; absent for what was drafted on the page',
      ),
    ),
    createdAt: At,
    updatedAt: At,
    submittedAt: Type.Optional(At),
    decidedAt: Type.Optional(At),
    disposedOn: described(Type.Optional(Day), 'When its 簿冊 was disposed of: its files are gone (R-22)'),
    manifestSha256: Hash,
    attachments: Type.Array(AttachmentView),
    asserted: described(
      Type.Optional(AssertedView),
      'Of an imported case (移行) alone: what the old system says of it',
    ),
    route: described(Type.Optional(RouteView), 'Compiled at submission; absent while a draft'),
    returned: Type.Optional(
      closed(
        { by: Type.String(), title: Type.String(), at: At, reason: Type.String() },
        'Why it lies with the drafter again',
      ),
    ),
    ended: Type.Optional(closed({ reason: Type.String() }, '否決, 取下げ or 廃案: why it ended')),
    history: Type.Array(HistoryEntry),
    ...proceedings,
    issuance: described(Type.Optional(IssuanceView), '施行; absent before the 決裁'),
    allowed: Type.Array(ActType, {
      description: 'What the rules would accept from the reader now; the buttons are exactly these',
    }),
    denied: Type.Array(Denied, {
      description: 'Why other acts are not there: a sentence each, with the rule',
    }),
    redraftable: Type.Boolean({
      description: '再起案 or 変更起案 is possible: POST /v1/proposals/{id}/redraft',
    }),
    editable: Type.Boolean({ description: 'The reader may change text and files now' }),
    stampedPdf: Type.Union([
      Type.Literal('none'),
      Type.Literal('preparing'),
      Type.Literal('ready'),
      Type.Literal('failed'),
    ]),
  },
  'A case as its reader may see it now, with what the reader may do',
)
export type ProposalView = Static<typeof ProposalView>

export const SaveDraftBody = closed(
  { version: Type.Integer({ minimum: 0 }), content: ProposalContent },
  'PUT /v1/proposals/{id}/draft: autosave. 409 `version_changed` when another tab saved first',
)
export type SaveDraftBody = Static<typeof SaveDraftBody>
export const SavedDraft = closed(
  { version: Type.Integer(), manifestSha256: Hash, savedAt: At },
  'What a draft is at after it was saved',
)
export type SavedDraft = Static<typeof SavedDraft>

export const ActDone = closed(
  {
    id: Id,
    version: Type.Integer(),
    status: ProposalStatus,
    rehearsed: Type.Optional(
      Type.Boolean({
        description:
          'True: sent by an application for trying (試験). Everything was judged as it would be, and nothing was stored',
      }),
    ),
  },
  'The answer to an accepted act; the client then asks for the proposal again',
)
export type ActDone = Static<typeof ActDone>

export const ProposalListQuery = closed(
  {
    scope: Type.Optional(Type.Union([Type.Literal('mine'), Type.Literal('section'), Type.Literal('acted')])),
    status: Type.Optional(ProposalStatus),
    changedSince: Type.Optional(
      described(ExactAt, 'For applications: only what changed at or after it, in that order'),
    ),
    externalRef: described(
      Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      'For applications: only what it made under this number of its own',
    ),
    after: Type.Optional(Type.String()),
  },
  'GET /v1/proposals?scope=mine|section&status=&after= : newest first. For an application what it made, in the order it changed',
)
export const ProposalListItem = closed({
  id: Id,
  title: Type.String(),
  number: Type.Optional(Type.String()),
  status: ProposalStatus,
  drafter: PersonRef,
  application: described(Type.Optional(Type.String()), 'The name of the 外部システム it came through'),
  trial: Type.Optional(Type.Boolean({ description: '試験: made for trying, stays a draft' })),
  externalRef: described(Type.Optional(Type.String()), '連携元の番号: under which that system knows it'),
  updatedAt: At,
  submittedAt: Type.Optional(At),
  decidedAt: Type.Optional(At),
  urgent: Type.Boolean(),
  dueOn: Type.Optional(Day),
  attachmentCount: Type.Integer({ description: 'Attachments' }),
  waitingFor: Type.Array(Type.String(), { description: 'Titles of the posts it waits for' }),
})
export type ProposalListItem = Static<typeof ProposalListItem>
export const ProposalList = closed(
  {
    items: Type.Array(ProposalListItem),
    next: Type.Optional(
      Type.String({ description: 'Asks for the next page as `after`; absent on the last' }),
    ),
  },
  'Cases, newest first, a page at a time',
)
export type ProposalList = Static<typeof ProposalList>
