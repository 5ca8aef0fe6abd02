import { Type, type Static } from 'typebox'
import { Day, closed } from './common.ts'
import { SealingName } from './issuance.ts'

export const OrganisationView = closed(
  {
    on: Day,
    units: Type.Array(
      closed({
        code: Type.String(),
        name: Type.String(),
        kind: Type.String(),
        parent: Type.Optional(Type.String()),
        symbol: Type.Optional(Type.String()),
      }),
    ),
    posts: Type.Array(
      closed({
        id: Type.String(),
        unit: Type.String(),
        position: Type.String(),
        title: Type.String(),
        holders: Type.Array(
          closed({ person: Type.String(), name: Type.String(), kind: Type.String(), absent: Type.Boolean() }),
        ),
      }),
    ),
  },
  'GET /v1/organisation?on=DAY: the organisation as of a day (default today)',
)
export type OrganisationView = Static<typeof OrganisationView>

export const PersonView = closed(
  {
    id: Type.String(),
    name: Type.String(),
    nameKana: Type.String(),
    appointments: Type.Array(
      closed({
        post: Type.Optional(
          Type.String({ description: 'Absent for 派遣 and 休職: on the roll, in no post' }),
        ),
        kind: Type.Union([
          Type.Literal('primary'),
          Type.Literal('concurrent'),
          Type.Literal('handling'),
          Type.Literal('proxy'),
          Type.Literal('seconded'),
          Type.Literal('on_leave'),
        ]),
        title: Type.String(),
        from: Day,
        to: Type.Optional(Day),
      }),
    ),
  },
  "GET /v1/people/{id}: a person's appointments with their history, newest first",
)
export type PersonView = Static<typeof PersonView>

export const AuthorityItems = closed(
  {
    version: Type.String(),
    source: Type.String(),
    note: Type.Optional(Type.String({ description: '備考 of the whole table: how its amounts are counted' })),
    flags: Type.Array(Type.String()),
    items: Type.Array(
      closed({
        code: Type.String(),
        name: Type.String(),
        needsAmount: Type.Boolean({ description: 'Whether the decider depends on the amount' }),
        bands: Type.Array(
          closed({
            minYen: Type.Integer({ description: 'From this amount, tax included' }),
            maxYen: Type.Optional(
              Type.Integer({ description: 'Below this amount, tax included; absent: no upper end' }),
            ),
            maxInclusive: Type.Optional(
              Type.Literal(true, { description: '以下: maxYen itself is in the band' }),
            ),
            class: Type.String(),
            deciderName: Type.Optional(Type.String()),
            note: Type.Optional(Type.String()),
          }),
        ),
        concurringUnits: Type.Array(Type.String()),
        examiningUnits: Type.Array(Type.String()),
        note: Type.Optional(Type.String()),
      }),
    ),
  },
  'GET /v1/authority-items?on=DAY: the rows of the 専決 table in force on that day',
)
export type AuthorityItems = Static<typeof AuthorityItems>

export const Reference = closed(
  {
    fiscalYear: Type.Integer({ description: 'April to March, named after the year it starts in' }),
    folders: Type.Array(
      closed({
        id: Type.String(),
        code: Type.String(),
        name: Type.String(),
        classification: Type.String({ description: 'Path of names, 総務 › 文書・法制 › 法制' }),
        retention: Type.String({ description: 'Retention code of the folder' }),
      }),
    ),
    retentionPeriods: Type.Array(closed({ code: Type.String(), name: Type.String() })),
    disclosureClasses: Type.Array(
      closed({
        code: Type.String(),
        name: Type.String(),
        needsGround: Type.Boolean(),
        needsUntil: Type.Boolean(),
      }),
    ),
    disclosureGrounds: Type.Array(
      closed({
        code: Type.String(),
        name: Type.String(),
        article: Type.String({ description: "条項 of the 情報公開条例, '' for none" }),
      }),
    ),
    secrecyLevels: Type.Array(
      closed({
        code: Type.String(),
        name: Type.String(),
        needsUntil: Type.Boolean(),
        electronic: Type.Boolean(),
      }),
    ),
    numberKinds: Type.Array(Type.String(), {
      description: 'Kinds of numbers a decided case may get: 施行番号, 指令番号 …',
    }),
    issueKinds: Type.Array(
      closed({
        kind: Type.String(),
        sealing: SealingName,
        issuer: Type.String({ description: '発信者名' }),
        isAddressed: Type.Boolean({ description: 'False for what is for everybody: 公告, 公表' }),
        numberKind: Type.Optional(Type.String()),
      }),
      { description: '施行の種類, with what is proposed for each' },
    ),
    attachmentSoftLimitMb: Type.Integer({
      description:
        'Files together beyond which the drafter is told so, and may submit all the same; in megabytes of 1024 × 1024 bytes',
    }),
  },
  'GET /v1/reference: the lists a compose page chooses from',
)
export type Reference = Static<typeof Reference>
