import { Type, type Static } from 'typebox'
import { ActType } from './acts.ts'
import { At, CapacityView, Day, ExactAt, Hash, Id, PersonRef, closed } from './common.ts'
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
])
export type ProposalStatus = Static<typeof ProposalStatus>

/** What the drafter fills in. A draft may be empty anywhere; submission says what is missing. */
export const ProposalContent = closed({
  /** 件名 */
  title: Type.String({ maxLength: 400 }),
  /** 伺い文, plain text with line ends. */
  body: Type.String({ maxLength: 100_000 }),
  /** Row of the 専決 table (決裁区分), '' until chosen. */
  authorityCode: Type.String({ maxLength: 20 }),
  /** Yen, tax included, below 0 for a decrease (減額); absent when the matter has none. */
  amountYen: Type.Optional(Type.Integer({ minimum: -9_007_199_254_740_991, maximum: 9_007_199_254_740_991 })),
  /** 重要・異例・先例・紛議: move the matter up (専決の留保). */
  flags: Type.Array(Type.String({ maxLength: 20 }), { maxItems: 10 }),
  /** Why each of them applies; absent in cases from before it was asked. */
  flagReasons: Type.Optional(
    Type.Array(closed({ flag: Type.String({ maxLength: 20 }), reason: Type.String({ maxLength: 400 }) }), {
      maxItems: 10,
    }),
  ),
  /** 合議先, units in order; absent: those of the table. */
  concurringUnits: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 40 })),
  /** Optional steps of the route that the drafter leaves out: the template's key of the step, and why. */
  leftOut: Type.Optional(
    Type.Array(closed({ key: Type.String({ maxLength: 60 }), reason: Type.String({ maxLength: 400 }) }), {
      maxItems: 40,
    }),
  ),
  /** 後閲 designated at drafting (起案時指定): posts of 回議 steps the matter does not wait for, and why. */
  postReviewPosts: Type.Optional(
    Type.Array(closed({ post: Type.String({ maxLength: 80 }), reason: Type.String({ maxLength: 400 }) }), {
      maxItems: 40,
    }),
  ),
  /** 供覧先 that the drafter adds to those of the template: units in order. */
  circulationUnits: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 100 })),
  /** 宛先 of what is issued (施行) after the decision. */
  addressee: Type.Optional(Type.String({ maxLength: 400 })),
  /** 簿冊, '' until chosen. */
  folderId: Type.String({ maxLength: 60 }),
  /** 保存期間, '' until chosen. */
  retentionCode: Type.String({ maxLength: 20 }),
  /** 公開区分 */
  disclosure: closed({
    class: Type.String({ maxLength: 20 }),
    grounds: Type.Array(Type.String({ maxLength: 20 }), { maxItems: 20 }),
    until: Type.Optional(Day),
  }),
  /** 秘密区分 */
  secrecy: Type.String({ maxLength: 20 }),
  /** Persons who may read a 秘 or 時限秘 matter, besides the route. */
  accessList: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 200 }),
  urgent: Type.Boolean(),
  /** 至急の理由, or '' */
  urgentReason: Type.String({ maxLength: 400 }),
  /** 期限 */
  dueOn: Type.Optional(Day),
  /** 時限秘: when it ends by itself. */
  secretUntil: Type.Optional(ExactAt),
  /** 併用決裁: what goes round on paper, and why it must. */
  paper: Type.Optional(
    closed({ reason: Type.String({ maxLength: 400 }), what: Type.String({ maxLength: 400 }) }),
  ),
  /** 再起案・変更起案・引用起案: the proposal it comes from. */
  origin: Type.Optional(
    closed({
      proposalId: Id,
      number: Type.String({ maxLength: 80 }),
      kind: Type.Union([Type.Literal('redraft'), Type.Literal('change'), Type.Literal('quote')]),
    }),
  ),
})
export type ProposalContent = Static<typeof ProposalContent>

/** What a file is, by its content. */
export const FileKind = Type.Union(
  [
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
    'unknown',
  ].map((it) => Type.Literal(it)) as never,
)
export type FileKind =
  | 'docx'
  | 'xlsx'
  | 'pptx'
  | 'doc'
  | 'xls'
  | 'ppt'
  | 'odt'
  | 'ods'
  | 'odp'
  | 'rtf'
  | 'pdf'
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'webp'
  | 'tiff'
  | 'bmp'
  | 'svg'
  | 'heic'
  | 'text'
  | 'csv'
  | 'html'
  | 'zip'
  | 'eml'
  | 'unknown'

/** Something the drafter should know of a file that is kept all the same. */
export const FileWarning = closed({ code: Type.String(), text: Type.String() })

export const RenditionView = closed({
  status: Type.Union([
    Type.Literal('waiting'),
    Type.Literal('running'),
    Type.Literal('done'),
    Type.Literal('failed'),
  ]),
  pageCount: Type.Optional(Type.Integer()),
  /** Why it failed: a Japanese sentence that says what to do. */
  failure: Type.Optional(closed({ code: Type.String(), text: Type.String(), canRetry: Type.Boolean() })),
})
export type RenditionView = Static<typeof RenditionView>

export const AttachmentView = closed({
  id: Id,
  revisionId: Id,
  revisionNumber: Type.Integer(),
  name: Type.String(),
  kind: Type.String(),
  sizeBytes: Type.Integer(),
  sha256: Hash,
  warnings: Type.Array(FileWarning),
  rendition: RenditionView,
})
export type AttachmentView = Static<typeof AttachmentView>

export const HistoryEntry = closed({
  seq: Type.Integer(),
  type: Type.String(),
  at: At,
  person: Type.String(),
  name: Type.String(),
  title: Type.String(),
  /** Japanese sentence. */
  text: Type.String(),
  comment: Type.Optional(Type.String()),
  hash: Hash,
})
export type HistoryEntry = Static<typeof HistoryEntry>

/** GET /v1/proposals/{id} */
export const ProposalView = closed({
  id: Id,
  version: Type.Integer(),
  status: ProposalStatus,
  number: Type.Optional(Type.String()),
  content: ProposalContent,
  /** Names of the codes in `content`, for showing. */
  names: closed({
    authority: Type.String(),
    folder: Type.String(),
    retention: Type.String(),
    disclosure: Type.String(),
    secrecy: Type.String(),
  }),
  drafter: PersonRef,
  /** The drafter's seal text: 姓 and unit. */
  drafterCapacity: CapacityView,
  drafterFamilyName: Type.String(),
  createdAt: At,
  updatedAt: At,
  submittedAt: Type.Optional(At),
  decidedAt: Type.Optional(At),
  manifestSha256: Hash,
  attachments: Type.Array(AttachmentView),
  /** Compiled at submission; absent while a draft. */
  route: Type.Optional(RouteView),
  /** Why it lies with the drafter again. */
  returned: Type.Optional(closed({ by: Type.String(), title: Type.String(), at: At, reason: Type.String() })),
  /** 否決, 取下げ or 廃案: why it ended. */
  ended: Type.Optional(closed({ reason: Type.String() })),
  history: Type.Array(HistoryEntry),
  ...proceedings,
  /** What the rules would accept from the reader now; the buttons are exactly these. */
  allowed: Type.Array(ActType),
  /** Why other acts are not there: a sentence each, with the rule. */
  denied: Type.Array(Denied),
  /** 再起案 or 変更起案 is possible: POST /v1/proposals/{id}/redraft. */
  redraftable: Type.Boolean(),
  /** The reader may change text and files now. */
  editable: Type.Boolean(),
  stampedPdf: Type.Union([
    Type.Literal('none'),
    Type.Literal('preparing'),
    Type.Literal('ready'),
    Type.Literal('failed'),
  ]),
})
export type ProposalView = Static<typeof ProposalView>

/**
 * POST /v1/proposals: a new draft. Header `Idempotency-Key` makes a retry answer the same draft; the same key with
 * another body is 422 `idempotency_key_reused`.
 */
export const CreateProposalBody = closed({
  content: Type.Optional(ProposalContent),
  drafterPost: Type.Optional(Type.String()),
})
export type CreateProposalBody = Static<typeof CreateProposalBody>

/**
 * POST /v1/proposals/{id}/redraft: a new draft with the text and files of one that ended. `redraft` 再起案,
 * `change` 変更起案 of a decided one, `quote` 引用起案. Header `Idempotency-Key` makes a retry answer the same draft.
 */
export const RedraftBody = closed({
  kind: Type.Union([Type.Literal('redraft'), Type.Literal('change'), Type.Literal('quote')]),
})
export type RedraftBody = Static<typeof RedraftBody>

/** PUT /v1/proposals/{id}/draft: autosave. 409 `version_changed` when another tab saved first. */
export const SaveDraftBody = closed({ version: Type.Integer({ minimum: 0 }), content: ProposalContent })
export type SaveDraftBody = Static<typeof SaveDraftBody>
export const SavedDraft = closed({ version: Type.Integer(), manifestSha256: Hash, savedAt: At })
export type SavedDraft = Static<typeof SavedDraft>

/** The answer to an accepted act; the client then asks for the proposal again. */
export const ActDone = closed({ id: Id, version: Type.Integer(), status: ProposalStatus })
export type ActDone = Static<typeof ActDone>

/** GET /v1/proposals?scope=mine|section&status=&after= : newest first. */
export const ProposalListQuery = closed({
  scope: Type.Optional(Type.Union([Type.Literal('mine'), Type.Literal('section'), Type.Literal('acted')])),
  status: Type.Optional(ProposalStatus),
  after: Type.Optional(Type.String()),
})
export const ProposalListItem = closed({
  id: Id,
  title: Type.String(),
  number: Type.Optional(Type.String()),
  status: ProposalStatus,
  drafter: PersonRef,
  updatedAt: At,
  submittedAt: Type.Optional(At),
  decidedAt: Type.Optional(At),
  urgent: Type.Boolean(),
  dueOn: Type.Optional(Day),
  attachmentCount: Type.Integer(),
  /** Titles of the posts it waits for. */
  waitingFor: Type.Array(Type.String()),
})
export type ProposalListItem = Static<typeof ProposalListItem>
export const ProposalList = closed({
  items: Type.Array(ProposalListItem),
  next: Type.Optional(Type.String()),
})
export type ProposalList = Static<typeof ProposalList>

/** GET /v1/proposals/{id}/events: the chain as stored. hash = sha256(bytes of prevHash (none for the first) + UTF-8 of body). */
export const EventChain = closed({
  proposalId: Id,
  events: Type.Array(
    closed({
      seq: Type.Integer(),
      body: Type.String(),
      prevHash: Type.Optional(Hash),
      hash: Hash,
    }),
  ),
})
export type EventChain = Static<typeof EventChain>
