import { Type, type Static } from 'typebox'
import { Day, closed } from './common.ts'
import { ProposalContent } from './proposals.ts'
import { BecauseView, RouteView } from './route.ts'

/** A matter as it might be instead; what is absent stays as it is. */
export const WhatIf = closed({
  /** Yen, tax included. */
  amountYen: Type.Optional(Type.Integer({ minimum: 0, maximum: 9_007_199_254_740_991 })),
  /** Another day: another table, other people in the posts. */
  on: Type.Optional(Day),
  flags: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 10 })),
})
export type WhatIf = Static<typeof WhatIf>

/** POST /v1/explain-route: the route a submission would get, and why; nothing is stored. */
export const ExplainRouteBody = closed({
  content: ProposalContent,
  /** The post it is drafted in; default the 本務. */
  drafterPost: Type.Optional(Type.String()),
  on: Type.Optional(Day),
  /** Asked beside the route itself, each answered in order. */
  whatIf: Type.Optional(Type.Array(WhatIf, { maxItems: 10 })),
})
export type ExplainRouteBody = Static<typeof ExplainRouteBody>

/** A Japanese sentence, and the code behind it. */
const Sentence = closed({ code: Type.String(), text: Type.String() })

export const FindingView = closed({
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning'), Type.Literal('hint')]),
  code: Type.String(),
  text: Type.String(),
})
export type FindingView = Static<typeof FindingView>

export const WhatIfAnswer = closed({
  asked: WhatIf,
  /** Why there would be no route; empty when there is one. */
  problems: Type.Array(Sentence),
  /** Absent when there would be no route. */
  route: Type.Optional(
    closed({
      /** 決裁区分 */
      class: Type.String(),
      /** The decider's post: 経済部長. */
      decider: Type.String(),
      deciderNames: Type.Array(Type.String()),
      /** The row of the table that says so, as a sentence. */
      row: Type.String(),
      /** Steps that come and go against the present route, as 「回議 経済部長」; empty without a present route. */
      comes: Type.Array(Type.String()),
      goes: Type.Array(Type.String()),
    }),
  ),
})
export type WhatIfAnswer = Static<typeof WhatIfAnswer>

export const ExplainedRoute = closed({
  route: Type.Optional(RouteView),
  /** Japanese sentences; empty exactly when there is a route. */
  problems: Type.Array(Sentence),
  /** Steps of the template that are not on the route because their condition does not hold: a sentence each. */
  leftOutByCondition: Type.Array(Type.String()),
  /** Steps the drafter may leave out: id of the step, and the key to say so in `leftOut`. */
  mayLeaveOut: Type.Array(closed({ step: Type.String(), key: Type.String() })),
  /** 供覧 after the decision. */
  circulation: Type.Array(
    closed({ unit: Type.String(), unitName: Type.String(), because: Type.Array(BecauseView) }),
  ),
  /** What is worth a second look; empty when nothing is. */
  findings: Type.Array(FindingView),
  whatIf: Type.Array(WhatIfAnswer),
})
export type ExplainedRoute = Static<typeof ExplainedRoute>
