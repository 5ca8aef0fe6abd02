import { Type, type Static } from 'typebox'
import { At, Day, PersonRef, closed } from './common.ts'

/** POST /v1/positions */
export const PositionBody = closed(
  {
    code: Type.String({ pattern: '^[A-Za-z0-9._-]{1,40}$', description: 'Never given out a second time' }),
    name: Type.String({ minLength: 1, maxLength: 60 }),
    below: Type.String({
      minLength: 1,
      maxLength: 40,
      description: 'The code of the position right above in rank',
    }),
    isLine: Type.Boolean({
      description: 'Whether it is of the line (決裁の系統): 課長 and 係長 are, 担当課長 and 主査 are not',
    }),
    isDecider: Type.Boolean({ description: 'Whether it may be named as 決裁権者' }),
  },
  'A 職位: its name, rank, and whether it decides',
)
export type PositionBody = Static<typeof PositionBody>

export const PositionList = closed(
  {
    today: Day,
    items: Type.Array(
      closed({
        code: Type.String(),
        name: Type.String(),
        rank: Type.Integer(),
        isLine: Type.Boolean({
          description: 'Whether the position is of the line of decision (担当部長 and the like are not)',
        }),
        isDecider: Type.Boolean({ description: 'Whether the position decides by the 専決 table' }),
        posts: Type.Integer({ description: 'Posts of it, vacant ones too' }),
        people: Type.Integer({ description: 'People appointed to one of them' }),
        decides: Type.Array(Type.String(), {
          description: 'Rows of the 専決 table in which it decides, by code and name',
        }),
        routes: Type.Array(Type.String(), { description: 'Routes it has a step in, by name' }),
        standsInFor: Type.Array(Type.String(), { description: 'Positions for which it stands in' }),
        recorded: Type.Optional(
          closed({ by: PersonRef, at: At }, 'Absent for what came with the installation'),
        ),
      }),
    ),
  },
  'GET /v1/positions: 職位, the most senior first, with what each means and where it is used today',
)
export type PositionList = Static<typeof PositionList>
