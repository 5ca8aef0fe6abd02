import { Type, type Static } from 'typebox'
import { routeChange } from './acts.ts'
import { closed, described } from './common.ts'
import { FindingView } from './explain-route.ts'
import { RouteView } from './route.ts'

export const RoutePreviewBody = closed(
  routeChange,
  'POST /v1/proposals/{id}/route-preview: what a `change_route` would make of the route; nothing is stored',
)
export type RoutePreviewBody = Static<typeof RoutePreviewBody>

export const RoutePreview = closed(
  {
    refused: Type.Optional(
      closed(
        {
          text: Type.String(),
          rule: Type.Optional(Type.String()),
          ruleText: Type.Optional(Type.String()),
        },
        'Why the rules would refuse it; absent when they would not',
      ),
    ),
    route: described(Type.Optional(RouteView), 'The route with the change made; absent when it is refused'),
    added: Type.Array(Type.String(), { description: 'Ids of the steps that are new in it' }),
    removed: Type.Array(Type.String(), { description: 'Names of the posts whose steps are gone' }),
    findings: Type.Array(FindingView, {
      description: 'What is worth a second look because of the change; empty when nothing is',
    }),
  },
  'The route as it would be, or why the change is refused',
)
export type RoutePreview = Static<typeof RoutePreview>
