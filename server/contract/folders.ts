import { Type, type Static } from 'typebox'
import { At, Day, Id, PersonRef, closed, described, literals } from './common.ts'
import { ProposalStatus } from './proposals.ts'

export const FolderKey = Type.String({
  pattern: '^[0-9]{4}-[0-9A-Za-z._-]{1,50}$',
  description: '簿冊: its 年度 and 簿冊番号, 2026-111-01',
})
const ClassCode = Type.String({
  pattern: '^[0-9A-Za-z._]{1,20}$',
  description: 'Code of a class of the 文書分類表',
})
const UnitText = Type.String({ minLength: 1, maxLength: 40, description: 'Code of a 所属' })
const RetentionCode = Type.String({ minLength: 1, maxLength: 20, description: 'Code of a 保存期間' })
const Year = Type.String({ pattern: '^[0-9]{4}$', description: '年度' })
const FiscalYear = Type.Integer({ minimum: 1900, maximum: 2200, description: '年度' })
const Reason = Type.String({ minLength: 1, maxLength: 400 })
const Disposition = literals('transfer', 'destroy', 'appraise')
const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Day in Asia/Tokyo' })

const Unit = closed({ code: Type.String(), name: Type.String() })

const Term = closed(
  {
    kind: literals('constant_use', 'while_needed', 'needed_until', 'dated'),
    startsOn: described(Type.Optional(Day), '起算日'),
    endsOn: described(Type.Optional(Day), '満了日'),
    isProvisional: Type.Boolean({
      description: 'The year is not over, or a case is not 完結 yet: the days are the earliest there can be',
    }),
    because: Type.Optional(
      described(
        literals('folder', 'case', 'extension'),
        'What the end comes from: the 簿冊, a case in it that is kept longer, or its 延長',
      ),
    ),
  },
  'How long a 簿冊 is kept: computed, never typed (R-20); of the cases that the reader may read',
)

export const PhysicalPart = closed(
  {
    medium: literals('paper', 'magnetic', 'microfilm'),
    shelf: Type.String({ minLength: 1, maxLength: 200, description: '配架場所' }),
    quantity: Type.Integer({ minimum: 1, maximum: 9999, description: '冊, 巻 or 枚' }),
  },
  'What belongs to a 簿冊 and is no electronic file',
)

const facts = {
  id: Type.String(),
  code: Type.String({ description: '簿冊番号' }),
  name: Type.String(),
  fiscalYear: Type.Integer(),
  classification: Type.String({ description: 'Code of its class' }),
  path: Type.String({ description: 'Path of names, 総務 › 文書・法制 › 法制' }),
  retention: closed({ code: Type.String(), name: Type.String() }),
  disposition: described(Disposition, '満了時の措置 as planned'),
  owner: Type.Optional(described(Unit, 'The 課 that keeps it; absent for 庁内共通')),
  state: literals('kept', 'merged', 'disposed'),
  held: Type.Boolean({ description: '廃棄停止' }),
  term: Term,
  cases: Type.Integer({ description: 'How many of its cases the reader may read' }),
  hasPaper: Type.Boolean({ description: 'Whether something of it is no electronic file' }),
}

const filters = {
  year: Type.Optional(Year),
  owner: Type.Optional(
    Type.String({ minLength: 1, maxLength: 40, description: 'A unit, or `common` for 庁内共通' }),
  ),
  classification: Type.Optional(described(ClassCode, 'A class, with all below it')),
  words: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  retention: Type.Optional(RetentionCode),
  state: Type.Optional(literals('kept', 'held', 'merged', 'disposed')),
}

export const FolderQuery = closed({
  ...filters,
  after: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the page before' })),
})
export type FolderQuery = Static<typeof FolderQuery>

/** What is wanted of all 簿冊 at once. */
export const FolderFilters = closed(filters)
export type FolderFilters = Static<typeof FolderFilters>

/** How wide a 背表紙 is. */
export const SpineQuery = closed({
  width: Type.Optional(described(literals('3', '5', '8'), 'In cm; default 5')),
})

export const FolderItem = closed(facts)
export type FolderItem = Static<typeof FolderItem>

export const FolderList = closed(
  {
    fiscalYear: Type.Integer({ description: 'The 年度 of today' }),
    years: Type.Array(Type.Integer(), { description: 'Years in which there are 簿冊, the newest first' }),
    items: Type.Array(FolderItem),
    counts: Type.Array(closed({ classification: Type.String(), folders: Type.Integer() }), {
      description: 'How many 簿冊 of each class there are by the same filter, whatever class it names',
    }),
    opens: Type.Array(Unit, { description: 'The 課 for which the reader may open 簿冊' }),
    manages: Type.Boolean({ description: 'Whether the reader is a 文書管理者' }),
    next: Type.Optional(Type.String()),
  },
  'GET /v1/folders: 簿冊 by year (the newest first) and 簿冊番号',
)
export type FolderList = Static<typeof FolderList>

const HistoryEntry = closed({
  at: At,
  by: PersonRef,
  type: Type.String(),
  text: Type.String({ description: 'What happened, as a Japanese sentence' }),
  reason: Type.Optional(Type.String()),
  folder: Type.Optional(closed({ id: Type.String(), name: Type.String() }, 'The other 簿冊 it was about')),
  case: Type.Optional(closed({ id: Id, title: Type.String() }, 'The case it was about')),
})

const FolderAct = literals(
  'amend',
  'shelve',
  'end_use',
  'extend',
  'hold',
  'release',
  'hand_over',
  'move_case',
  'merge',
)
export type FolderActType = Static<typeof FolderAct>

export const FolderView = closed(
  {
    ...facts,
    version: Type.Integer({ description: 'Sent back with an act' }),
    continues: Type.Optional(Type.String({ description: 'The 簿冊 of the year before that goes on in it' })),
    mergedInto: Type.Optional(Type.String()),
    hold: Type.Optional(closed({ by: PersonRef, at: At, reason: Type.String() })),
    useEndedOn: Type.Optional(Day),
    parts: Type.Array(PhysicalPart),
    acts: Type.Array(FolderAct, { description: 'What the reader may do' }),
    keepers: Type.Array(Type.String(), { description: '文書取扱主任 by title and name' }),
    history: Type.Array(HistoryEntry, { description: 'The newest first' }),
    chainIntact: Type.Boolean({ description: 'Whether its record is the one that was written' }),
  },
  'GET /v1/folders/{id}: a 簿冊',
)
export type FolderView = Static<typeof FolderView>

export const FolderCases = closed(
  {
    items: Type.Array(
      closed({
        id: Id,
        title: Type.String(),
        number: Type.Optional(Type.String()),
        status: ProposalStatus,
        retention: Type.String({ description: 'Name of the 保存期間 the case itself says' }),
        completedOn: described(Type.Optional(Day), '完結日; absent while it is not'),
      }),
    ),
    next: Type.Optional(Type.String()),
  },
  'GET /v1/folders/{id}/cases: those that the reader may read, as they are bound',
)
export type FolderCases = Static<typeof FolderCases>

export const OpenFolderBody = closed(
  {
    fiscalYear: FiscalYear,
    classification: ClassCode,
    name: Type.String({ minLength: 1, maxLength: 100 }),
    retention: RetentionCode,
    disposition: Disposition,
    owner: UnitText,
  },
  'A new 簿冊; its 簿冊番号 is given by the server',
)
export type OpenFolderBody = Static<typeof OpenFolderBody>

export const FolderActBody = Type.Union(
  [
    closed({
      type: Type.Literal('amend'),
      version: Type.Integer(),
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      classification: Type.Optional(ClassCode),
      retention: Type.Optional(RetentionCode),
      disposition: Type.Optional(Disposition),
      reason: Reason,
    }),
    closed({
      type: Type.Literal('shelve'),
      version: Type.Integer(),
      parts: Type.Array(PhysicalPart, { maxItems: 20 }),
    }),
    closed({
      type: Type.Literal('end_use'),
      version: Type.Integer(),
      on: DayText,
      retention: Type.Optional(described(RetentionCode, 'Of 常用: the 保存期間 that counts from then on')),
      reason: Reason,
    }),
    closed({ type: Type.Literal('extend'), version: Type.Integer(), to: DayText, reason: Reason }),
    closed({ type: Type.Literal('hold'), version: Type.Integer(), reason: Reason }),
    closed({ type: Type.Literal('release'), version: Type.Integer(), reason: Reason }),
    closed({ type: Type.Literal('hand_over'), version: Type.Integer(), to: UnitText, reason: Reason }),
    closed({
      type: Type.Literal('move_case'),
      version: Type.Integer(),
      case: Id,
      to: FolderKey,
      reason: Reason,
    }),
    closed({ type: Type.Literal('merge'), version: Type.Integer(), to: FolderKey, reason: Reason }),
  ],
  { description: 'Something done to a 簿冊, on the version its sender was looking at' },
)
export type FolderActBody = Static<typeof FolderActBody>

export const RenewalQuery = closed({ year: Year, owner: Type.String({ minLength: 1, maxLength: 40 }) })

export const Renewal = closed(
  {
    fromYear: Type.Integer(),
    toYear: Type.Integer(),
    items: Type.Array(
      closed({
        id: Type.String(),
        code: Type.String(),
        name: Type.String(),
        path: Type.String(),
        retention: Type.String(),
        becomes: described(
          literals('opens', 'there', 'stays', 'class_ended'),
          'What comes of it: a 簿冊 of the next year, nothing as there is one, it goes on as 常用, or nothing as its class ended',
        ),
      }),
    ),
  },
  'GET /v1/folders/renewal: which 簿冊 of a 課 would be opened anew for the next 年度',
)
export type Renewal = Static<typeof Renewal>

export const RenewBody = closed(
  {
    year: FiscalYear,
    owner: Type.String({ minLength: 1, maxLength: 40, description: 'A unit, or `common` for 庁内共通' }),
    folders: Type.Array(FolderKey, { minItems: 1, maxItems: 500 }),
  },
  '年度更新: opens these 簿冊 of a year anew for the next',
)
export type RenewBody = Static<typeof RenewBody>

export const Renewed = closed({ opened: Type.Array(Type.String()) }, 'The 簿冊 that were opened')
export type Renewed = Static<typeof Renewed>

export const HandOverBody = closed(
  { from: UnitText, to: UnitText, reason: Reason },
  '引継ぎ: every 簿冊 of a 所属 goes to another one',
)
export type HandOverBody = Static<typeof HandOverBody>

export const HandedOver = closed({ folders: Type.Integer() }, 'How many 簿冊 were handed over')
export type HandedOver = Static<typeof HandedOver>

export const ClassificationBody = closed(
  {
    code: ClassCode,
    name: Type.String({ minLength: 1, maxLength: 60 }),
    parent: Type.Optional(described(ClassCode, 'Absent for a 大分類')),
  },
  'A new class of the 文書分類表',
)
export type ClassificationBody = Static<typeof ClassificationBody>

export const ClassificationActBody = Type.Union(
  [
    closed({
      type: Type.Literal('rename'),
      name: Type.String({ minLength: 1, maxLength: 60 }),
      reason: Reason,
    }),
    closed({ type: Type.Literal('end'), reason: Reason }),
  ],
  { description: 'A class gets another name, or takes no more 簿冊' },
)
export type ClassificationActBody = Static<typeof ClassificationActBody>

export const ClassificationList = closed(
  {
    mayKeep: Type.Boolean({ description: 'Whether the reader may change it' }),
    retentionPeriods: Type.Array(
      closed({
        code: Type.String(),
        name: Type.String(),
        years: Type.Union([Type.Integer(), Type.Null()], {
          description: 'null for 常用, 0 for 1年未満',
        }),
      }),
    ),
    items: Type.Array(
      closed({
        code: Type.String(),
        name: Type.String(),
        parent: Type.Optional(Type.String()),
        level: Type.Integer({ description: '1 大分類 to 4 細分類' }),
        folders: Type.Integer({ description: '簿冊 right under it, of all years' }),
        takesFolders: Type.Boolean({ description: 'Whether 簿冊 may be opened under it' }),
        endedOn: Type.Optional(Day),
      }),
    ),
  },
  'GET /v1/classifications: the 文書分類表, by code',
)
export type ClassificationList = Static<typeof ClassificationList>
