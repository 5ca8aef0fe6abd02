import { Type, type Static } from 'typebox'
import { At, Hash, Id, closed, described } from './common.ts'

/** GET /v1/proposals/{id}/decision */
export const DecisionRecord = closed(
  {
    proposalId: Id,
    result: Type.Union([Type.Literal('decided'), Type.Literal('rejected')], { description: '決裁, 否決' }),
    decidedAt: At,
    number: Type.String({ description: "起案番号, '' when the policy gives none" }),
    title: Type.String({ description: '件名 as it was decided upon' }),
    section: Type.String({ description: '主務課, its code' }),
    authorityCode: Type.String({ description: 'Row of the 専決 table' }),
    amountYen: Type.Optional(
      Type.Integer({ description: 'Yen, tax included; absent when the matter has none' }),
    ),
    decider: closed(
      {
        person: Type.String({ description: '職員番号' }),
        name: Type.String(),
        title: Type.String({ description: '職名 on that day' }),
        actingFor: Type.Optional(
          closed(
            { person: Type.String({ description: '職員番号' }), name: Type.String(), title: Type.String() },
            '代決: whom the decider stood in for',
          ),
        ),
      },
      'Who decided: a snapshot of that day',
    ),
    condition: Type.Optional(Type.String({ description: '条件付決裁: the condition' })),
    reason: Type.Optional(Type.String({ description: '否決の理由' })),
    numbers: Type.Array(closed({ kind: Type.String(), number: Type.String() }), {
      description: '施行番号, 指令番号 … given so far, as they are written',
    }),
    files: Type.Array(closed({ name: Type.String(), sha256: Hash, sizeBytes: Type.Integer() }), {
      description: 'The attachments that were decided upon, in their order',
    }),
    manifestSha256: described(Hash, 'What the decision binds to: text, properties and files (R-23)'),
    event: closed(
      { seq: Type.Integer(), hash: Hash },
      'The link of the chain of events in which it was decided; keep it: it proves later that nothing was changed',
    ),
    head: closed({ seq: Type.Integer(), hash: Hash }, 'The end of the chain now'),
  },
  'What was decided, when, by whom: what the system that asked for the decision writes back',
)
export type DecisionRecord = Static<typeof DecisionRecord>
