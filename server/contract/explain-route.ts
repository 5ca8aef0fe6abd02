import { Type, type Static } from 'typebox'
import { Day, closed, described } from './common.ts'
import { ProposalContent } from './proposals.ts'
import { BecauseView, RouteView } from './route.ts'

export const WhatIf = closed(
  {
    amountYen: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 9_007_199_254_740_991, description: 'Yen, tax included' }),
    ),
    on: described(Type.Optional(Day), 'Another day: another table, other people in the posts'),
    flags: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 10 })),
  },
  'A matter as it might be instead; what is absent stays as it is',
)
export type WhatIf = Static<typeof WhatIf>

export const ExplainRouteBody = closed(
  {
    content: ProposalContent,
    drafterPost: Type.Optional(Type.String({ description: 'The post it is drafted in; default the 本務' })),
    on: Type.Optional(Day),
    whatIf: Type.Optional(
      Type.Array(WhatIf, {
        maxItems: 10,
        description: 'Asked beside the route itself, each answered in order',
      }),
    ),
  },
  'POST /v1/explain-route: the route a submission would get, and why; nothing is stored',
)
export type ExplainRouteBody = Static<typeof ExplainRouteBody>

const Sentence = closed(
  { code: Type.String(), text: Type.String() },
  'A Japanese sentence, and the code behind it',
)

export const FindingView = closed({
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning'), Type.Literal('hint')]),
  code: Type.String(),
  text: Type.String(),
})
export type FindingView = Static<typeof FindingView>

export const WhatIfAnswer = closed({
  asked: WhatIf,
  problems: Type.Array(Sentence, { description: 'Why there would be no route; empty when there is one' }),
  route: Type.Optional(
    closed(
      {
        class: Type.String({ description: '決裁区分' }),
        decider: Type.String({ description: "The decider's post: 経済部長" }),
        deciderNames: Type.Array(Type.String()),
        row: Type.String({ description: 'The row of the table that says so, as a sentence' }),
        comes: Type.Array(Type.String(), {
          description:
            'Steps that come and go against the present route, as 「回議 経済部長」; empty without a present route',
        }),
        goes: Type.Array(Type.String()),
      },
      'Absent when there would be no route',
    ),
  ),
})
export type WhatIfAnswer = Static<typeof WhatIfAnswer>

export const ExplainedRoute = closed(
  {
    route: Type.Optional(RouteView),
    problems: Type.Array(Sentence, {
      description: 'Japanese sentences; empty exactly when there is a route',
    }),
    leftOutByCondition: Type.Array(Type.String(), {
      description:
        'Steps of the template that are not on the route because their condition does not hold: a sentence each',
    }),
    mayLeaveOut: Type.Array(closed({ step: Type.String(), key: Type.String() }), {
      description: 'Steps the drafter may leave out: id of the step, and the key to say so in `leftOut`',
    }),
    circulation: Type.Array(
      closed({ unit: Type.String(), unitName: Type.String(), because: Type.Array(BecauseView) }),
      { description: '供覧 after the decision' },
    ),
    findings: Type.Array(FindingView, { description: 'What is worth a second look; empty when nothing is' }),
    whatIf: Type.Array(WhatIfAnswer),
  },
  'The route a draft would take, with the reason for every step, or why there is none',
)
export type ExplainedRoute = Static<typeof ExplainedRoute>
