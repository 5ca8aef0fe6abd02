import { Type, type Static } from 'typebox'
import { routeChange } from './acts.ts'
import { closed } from './common.ts'
import { FindingView } from './explain-route.ts'
import { RouteView } from './route.ts'

/** POST /v1/proposals/{id}/route-preview: what a `change_route` would make of the route; nothing is stored. */
export const RoutePreviewBody = closed(routeChange)
export type RoutePreviewBody = Static<typeof RoutePreviewBody>

export const RoutePreview = closed({
  /** Why the rules would refuse it; absent when they would not. */
  refused: Type.Optional(
    closed({
      text: Type.String(),
      rule: Type.Optional(Type.String()),
      ruleText: Type.Optional(Type.String()),
    }),
  ),
  /** The route with the change made; absent when it is refused. */
  route: Type.Optional(RouteView),
  /** Ids of the steps that are new in it. */
  added: Type.Array(Type.String()),
  /** Names of the posts whose steps are gone. */
  removed: Type.Array(Type.String()),
  /** What is worth a second look because of the change; empty when nothing is. */
  findings: Type.Array(FindingView),
})
export type RoutePreview = Static<typeof RoutePreview>
