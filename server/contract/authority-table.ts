import { Type, type Static } from 'typebox'
import { closed, described } from './common.ts'

export const Code = Type.String({ maxLength: 40 })
export const Name = Type.String({ maxLength: 200 })
const Note = Type.Optional(Type.String({ maxLength: 1000 }))
export const Yen = Type.Integer({ minimum: 0, maximum: 9_007_199_254_740_991 })
/** 根拠条項: where the regulation says so. */
export const Article = Type.Optional(
  Type.String({ minLength: 1, maxLength: 200, description: '根拠条項: 第5条第1項・別表第1' }),
)
const Units = Type.Array(Code, { maxItems: 60 })

export const AuthorityTableContent = closed(
  {
    source: described(Name, 'The regulation it is taken from'),
    classes: Type.Array(closed({ class: Name, deciders: Type.Array(Code, { maxItems: 20 }) }), {
      minItems: 1,
      maxItems: 20,
      description: '決裁区分, most senior first; the general decider of each first',
    }),
    escalation: Type.Record(
      Type.String({ minLength: 1, maxLength: 20 }),
      Type.Integer({ minimum: 0, maximum: 5 }),
      { description: '専決の留保: by how many classes a flag moves a matter up' },
    ),
    escalationArticles: Type.Optional(
      Type.Record(
        Type.String({ minLength: 1, maxLength: 20 }),
        Type.String({ minLength: 1, maxLength: 200 }),
        { description: '根拠条項 of each reservation, by flag' },
      ),
    ),
    items: Type.Array(
      closed({
        code: Type.String({ maxLength: 20 }),
        name: Name,
        article: Article,
        bands: Type.Array(
          closed({
            minYen: Yen,
            maxYen: Type.Optional(Yen),
            maxInclusive: Type.Optional(Type.Literal(true)),
            class: Name,
            decider: Type.Optional(Code),
            note: Note,
            selfDecides: Type.Optional(Type.Boolean()),
            entrustedBy: described(
              Article,
              '委任の根拠: decided, and issued, in the own name of the decider',
            ),
          }),
          {
            maxItems: 20,
            description:
              'From `minYen` on and below `maxYen`, or up to it with `maxInclusive` (以下); tax included',
          },
        ),
        examiningUnits: Units,
        concurringUnits: Units,
        template: Type.Optional(Code),
        note: Note,
      }),
      { maxItems: 1000 },
    ),
    note: described(Note, '備考 of the whole table: how its amounts are counted'),
  },
  'The 専決表 as it is edited',
)
export type AuthorityTableContent = Static<typeof AuthorityTableContent>
