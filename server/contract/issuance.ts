import { Type, type Static } from 'typebox'
import { At, Day, Hash, Id, closed, described } from './common.ts'
import { ChannelName } from './issuing-acts.ts'

export const SealingName = Type.Union(
  [Type.Literal('seal'), Type.Literal('omitted'), Type.Literal('electronic')],
  { description: '公印 `seal`, 公印省略 `omitted`, 電子署名 `electronic`' },
)

/** 施行 as the drafter proposes it. */
export const IssuePlanContent = closed(
  {
    needed: Type.Boolean({ description: '施行の有無; false: nothing goes out, and nothing else counts' }),
    kind: Type.String({ maxLength: 40, description: "施行の種類, '' until chosen" }),
    sealing: SealingName,
    issuer: Type.String({ maxLength: 200, description: '発信者名: みほん道知事' }),
    addressees: Type.Array(closed({ name: Type.String({ maxLength: 400 }), channel: ChannelName }), {
      maxItems: 500,
      description: '宛先, each with its 発送手段; empty for what is for everybody (公告)',
    }),
    plannedOn: described(Type.Optional(Day), '施行予定日; absent: none was set'),
    numberKind: described(
      Type.Optional(Type.String({ maxLength: 40 })),
      'The kind of number it needs; absent: none',
    ),
  },
  '施行の方法, decided with the case',
)

/** 職員番号, name and title of that day. */
const Who = closed({ person: Type.String(), name: Type.String(), title: Type.String(), at: At })

const FileOf = closed(
  {
    revisionId: Id,
    name: Type.String(),
    sha256: Hash,
    hasPages: Type.Boolean({ description: 'Its pages are there to look at' }),
  },
  'A file that can be opened like any of the case',
)

const IssuedDocumentView = closed(
  {
    id: Type.String({ description: 'd1' }),
    name: Type.String(),
    madeBy: described(Who, '浄書者'),
    file: FileOf,
    from: described(
      Type.Optional(FileOf),
      'The decided file it was made of; absent for one that was brought',
    ),
    datedOn: Type.Optional(Day),
    filled: Type.Array(closed({ blank: Type.String(), text: Type.String() }), {
      description: 'Blanks of the decided draft that were filled in',
    }),
    collation: described(
      Type.Optional(closed({ by: Who, matches: Type.Boolean(), remark: Type.Optional(Type.String()) })),
      '照合',
    ),
    sealing: Type.Optional(
      closed(
        {
          by: Who,
          how: SealingName,
          sealName: Type.Optional(Type.String()),
          count: Type.Optional(Type.Integer()),
          signer: Type.Optional(Type.String({ description: 'The subject of the certificate' })),
          timestamped: Type.Optional(Type.Boolean()),
          signed: described(Type.Optional(FileOf), 'The signed PDF'),
        },
        '公印・公印省略・電子署名',
      ),
    ),
    voided: described(Type.Optional(closed({ by: Who, reason: Type.String() })), '書損'),
    pdf: described(Type.Optional(Hash), 'SHA-256 of the PDF that goes out; absent while it is being made'),
  },
  '施行文書',
)

const DispatchView = closed(
  {
    id: Type.String({ description: 'x1' }),
    document: Type.String(),
    addressee: Type.String(),
    channel: ChannelName,
    on: Day,
    by: Who,
    failure: described(Type.Optional(closed({ by: Who, reason: Type.String() })), '不着'),
    again: described(Type.Optional(Type.String()), 'The sending that took its place'),
  },
  '発送',
)

const IssuanceStage = Type.Union(
  [
    Type.Literal('to_issue'),
    Type.Literal('issued'),
    Type.Literal('nothing_to_issue'),
    Type.Literal('completed'),
  ],
  { description: '施行待, 施行済, 施行なし, 完結' },
)

export const IssuanceView = closed(
  {
    stage: IssuanceStage,
    plan: described(Type.Optional(IssuePlanContent), 'As decided; absent in cases from before it was asked'),
    issuer: described(
      Type.Optional(Type.String()),
      '発信者名 as it goes out: with the 職務代理者 where one decided',
    ),
    condition: described(Type.Optional(Type.String()), '条件付決裁: what it was decided under'),
    decidedOn: Day,
    documents: Type.Array(IssuedDocumentView),
    dispatches: Type.Array(DispatchView),
    unreached: Type.Array(Type.String(), { description: 'Addressees of the plan nothing has reached yet' }),
    issuedOn: described(Type.Optional(Day), '施行日'),
    completed: described(
      Type.Optional(closed({ on: Day, by: Who, unissued: Type.Optional(Type.String()) })),
      '完結',
    ),
    seals: Type.Array(
      closed({
        code: Type.String(),
        name: Type.String(),
        kind: Type.Union([Type.Literal('stamp'), Type.Literal('electronic')]),
        own: Type.Boolean({ description: 'The reader is its 公印取扱責任者' }),
        keepers: Type.Array(Type.String(), { description: 'Titles and names' }),
      }),
      { description: 'The seals of the body in use today' },
    ),
  },
  '施行 of a decided case',
)
export type IssuanceView = Static<typeof IssuanceView>

/** POST /v1/proposals/{id}/issued-files */
export const IssuedFile = closed(
  { revisionId: Id, name: Type.String(), sha256: Hash },
  'A file brought for 浄書; it stands apart from what was decided (R-11)',
)
export type IssuedFile = Static<typeof IssuedFile>
