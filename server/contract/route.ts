import { Type, type Static } from 'typebox'
import { At, CapacityView, Day, closed } from './common.ts'

export const BecauseView = closed(
  {
    code: Type.String(),
    text: Type.String(),
    version: Type.Optional(
      Type.String({ description: 'Version of the 専決 table or route template it rests on' }),
    ),
    row: Type.Optional(Type.String({ description: 'Row of the 専決 table: B04' })),
    article: Type.Optional(Type.String({ description: '根拠条項: 第5条第1項・別表第1' })),
  },
  'Why a step is there, ready to be read: a sentence, and the facts behind it',
)
export type BecauseView = Static<typeof BecauseView>

export const MarkView = closed({
  act: Type.Union([
    Type.Literal('approved'),
    /** 仮決裁. */
    Type.Literal('provisionally_decided'),
    Type.Literal('examined'),
    Type.Literal('concurred'),
    Type.Literal('decided'),
    Type.Literal('rejected'),
    /** 差戻し that waits until the others of the parallel stage have spoken. */
    Type.Literal('returned'),
  ]),
  person: Type.String(),
  name: Type.String(),
  familyName: Type.String({ description: '姓, for the seal' }),
  capacity: CapacityView,
  alsoAs: Type.Array(CapacityView),
  at: At,
  comment: Type.Optional(Type.String()),
  opinion: Type.Optional(
    Type.Union([Type.Literal('agree'), Type.Literal('conditional'), Type.Literal('object')], {
      description: 'Of a 合議: 同意・条件付同意・異議',
    }),
  ),
  condition: Type.Optional(Type.String({ description: '条件付決裁' })),
  actingFor: Type.Optional(
    closed(
      {
        title: Type.String(),
        name: Type.String(),
        absence: Type.String(),
        exception: Type.Optional(closed({ kind: Type.String(), reason: Type.String() })),
      },
      '代決: 「局長 氏名 代 課長 氏名」',
    ),
  ),
  paperChecked: Type.Optional(Type.Boolean({ description: '紙を確認した' })),
  current: Type.Boolean({ description: 'False when the text or a file changed after this act' }),
})
export type MarkView = Static<typeof MarkView>

export const StepView = closed({
  id: Type.String(),
  role: Type.Union([
    Type.Literal('review'),
    Type.Literal('examine'),
    Type.Literal('concur'),
    Type.Literal('decide'),
  ]),
  post: Type.String(),
  postName: Type.String(),
  holders: Type.Array(
    closed({ id: Type.String(), name: Type.String(), title: Type.String(), absent: Type.Boolean() }),
    { description: 'Who holds the post now; empty when vacant' },
  ),
  because: Type.Array(BecauseView),
  skipped: Type.Optional(
    Type.Union([
      Type.Literal('self'),
      Type.Literal('merged'),
      Type.Literal('vacant'),
      Type.Literal('left_out'),
      Type.Literal('post_review'),
    ]),
  ),
  state: Type.Union([
    Type.Literal('done'),
    Type.Literal('waiting'),
    Type.Literal('ahead'),
    Type.Literal('skipped'),
    Type.Literal('returned'),
  ]),
  mark: Type.Optional(MarkView),
  passed: Type.Optional(
    Type.Union(
      [Type.Literal('absence'), Type.Literal('pull_up'), Type.Literal('merged'), Type.Literal('self')],
      { description: 'Passed over without an act: 不在 (後閲), 引上げ (後閲), 併合 into the next, 自己' },
    ),
  ),
  held: Type.Optional(closed({ by: Type.String(), at: At, reason: Type.String() }, '保留: by whom and why')),
  sentBack: Type.Optional(
    closed({ by: Type.String(), at: At, reason: Type.String() }, '差戻し from a later step, and why'),
  ),
  provisional: Type.Optional(Type.Boolean({ description: '仮決裁' })),
  removable: Type.Optional(Type.Boolean({ description: 'May be taken out of the rest of the route' })),
  atOnceWith: Type.Optional(
    Type.String({ description: 'The same person goes through it at once with the step of this post (兼務)' }),
  ),
  conflict: Type.Optional(
    closed(
      { name: Type.String(), earlier: Type.String() },
      'The holder acted before in another post and the records office has not confirmed it yet',
    ),
  ),
})
export type StepView = Static<typeof StepView>

export const RouteView = closed({
  class: Type.String({ description: '決裁区分' }),
  template: Type.String(),
  templateName: Type.String(),
  compiledFor: Day,
  authorityVersion: Type.String(),
  stages: Type.Array(
    closed({
      steps: Type.Array(StepView),
      needs: Type.Optional(Type.Integer({ description: 'So many of the steps suffice; absent: all' })),
    }),
  ),
  circulation: Type.Array(Type.String(), { description: '供覧 after the decision: names of 所属' }),
})
export type RouteView = Static<typeof RouteView>
