import { type Static, Type } from 'typebox'
import { Day, Id, closed, described, literals } from './common.ts'
import { FolderItem, FolderKey, PhysicalPart } from './folders.ts'
import { ProposalStatus } from './proposals.ts'
import { TransferView } from './transfers.ts'

const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Day in Asia/Tokyo' })
const Reason = Type.String({ minLength: 1, maxLength: 400 })
const Step = literals(
  'running',
  'expired',
  'appraised',
  'decided',
  'published',
  'packaged',
  'transferred',
  'disposed',
)

export const ExpiryQuery = closed({
  year: Type.Optional(
    Type.String({
      pattern: '^[0-9]{4}$',
      description: '年度 in which the 保存期間 ends; absent: all that has ended, or ends within a year',
    }),
  ),
  folder: Type.Optional(
    Type.String({ maxLength: 40, description: 'That 簿冊 alone, once it may be appraised' }),
  ),
  after: Type.Optional(Type.String({ maxLength: 400, description: '`next` of the page before' })),
})
export type ExpiryQuery = Static<typeof ExpiryQuery>

const ExpiringFolder = Type.Evaluate(
  Type.Intersect([
    FolderItem,
    Type.Object({
      version: Type.Integer({ description: 'Sent back with an act' }),
      step: described(
        Step,
        '満了 → 評価選別 → 決定 → 公表 → 廃棄, or → 決定 → パッケージ → 受領 → 廃棄 of our own copy',
      ),
      appraisal: Type.Optional(
        closed({
          outcome: literals('destroy', 'transfer'),
          on: Day,
          by: Type.String(),
          reason: Type.String(),
        }),
      ),
      parts: Type.Array(PhysicalPart, { description: 'What belongs to it and is no electronic file' }),
      draft: described(
        Type.Optional(closed({ id: Id, title: Type.String(), status: ProposalStatus })),
        '起案 of what is to be decided, made from this list; absent for a reader who may not read it',
      ),
      decision: Type.Optional(
        closed({
          on: Day,
          case: Type.Optional(
            closed(
              { id: Id, title: Type.String(), number: Type.Optional(Type.String()) },
              'Absent for a reader who may not read it',
            ),
          ),
        }),
      ),
      publishedOn: Type.Optional(Day),
      disposedOn: Type.Optional(Day),
      transfer: Type.Optional(
        described(
          TransferView,
          '移管, of what was appraised so; absent for who does not keep it or receive it',
        ),
      ),
      mayAct: Type.Boolean({ description: 'Whether the reader may decide, publish and dispose' }),
      obstacle: Type.Optional(
        Type.String({ description: 'What stands in the way of 廃棄 now, as a Japanese sentence' }),
      ),
    }),
  ]),
)

export const ExpiryList = closed(
  {
    today: Day,
    waitingDays: Type.Integer({ description: 'Whole days the published list stands before 廃棄' }),
    appraises: Type.Boolean({ description: 'Whether the reader is of the 文書館' }),
    items: Type.Array(ExpiringFolder, {
      description: 'By 満了日 within a page; pages go by the earliest 満了日 there can be',
    }),
    cases: Type.Array(
      closed({ id: Id, title: Type.String(), number: Type.Optional(Type.String()), decidedOn: Day }),
      { description: 'Decided cases of the 課 of the reader, one of which may decide a disposal' },
    ),
    next: Type.Optional(
      Type.String({
        description: 'Asks for the next page as `after`; a page may have no items and yet a next',
      }),
    ),
  },
  'GET /v1/folder-expiry: 簿冊 at the end of their 保存期間',
)
export type ExpiryList = Static<typeof ExpiryList>
export type ExpiringFolder = ExpiryList['items'][number]

const folders = Type.Array(closed({ id: FolderKey, version: Type.Integer() }), {
  minItems: 1,
  maxItems: 500,
  description: 'On the versions their sender was looking at',
})

export const ExpiryActBody = Type.Union(
  [
    closed({
      type: Type.Literal('appraise'),
      folders,
      outcome: literals('destroy', 'transfer'),
      reason: Reason,
    }),
    closed({
      type: Type.Literal('appraise'),
      folders,
      outcome: Type.Literal('extend'),
      years: Type.Integer({ minimum: 1, maximum: 30 }),
      reason: Reason,
    }),
    closed({
      type: Type.Literal('decide'),
      folders,
      case: described(Id, 'The decided case by which 廃棄 or 引渡し was decided'),
    }),
    closed({
      type: Type.Literal('publish'),
      folders,
      on: described(Type.Optional(DayText), 'Not before the decision; absent: today'),
    }),
    closed({
      type: Type.Literal('dispose'),
      folders,
      paper: Type.Optional(
        described(
          literals('dissolved', 'shredded', 'burned', 'wiped'),
          'How what is no electronic file was destroyed; absent where there is none',
        ),
      ),
    }),
  ],
  { description: 'Something done to 簿冊 at the end of their 保存期間: to all of them, or to none' },
)
export type ExpiryActBody = Static<typeof ExpiryActBody>

export const DraftDisposalBody = closed(
  { folders },
  'POST /v1/folder-expiry/proposals: 起案 of the 廃棄 (or 引渡し) of 簿冊 that were appraised alike, with their list attached',
)
export type DraftDisposalBody = Static<typeof DraftDisposalBody>
export const DraftedDisposal = closed({ proposalId: Id }, 'The draft that came of it')
export type DraftedDisposal = Static<typeof DraftedDisposal>

export const ExpiryDone = closed({ folders: Type.Integer() }, 'To how many 簿冊 it was done')
export type ExpiryDone = Static<typeof ExpiryDone>
