import type { Kysely } from 'kysely'
import type { ExplainRouteBody, ExplainedRoute } from '../contract/proposals.ts'
import { type LocalDate, type PersonId, type PostId, localDateOf } from '../domain/ids.ts'
import { capacitiesOf } from '../domain/organisation/holders.ts'
import type { Database } from '../store/database.ts'
import { routeProblemText } from './because-text.ts'
import type { Clock, OrganisationSource } from './ports.ts'
import { routeOfContent } from './route-of-content.ts'
import { toRouteView } from './route-view.ts'

export type OrganisationDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly now: Clock
}

/**
 * The route a submission by this person would get on a day (default today), with the reason for every step; nothing is
 * stored. Without a post asked for, it is drafted in the 本務.
 */
export async function explainRoute(
  deps: OrganisationDeps,
  request: Pick<ExplainRouteBody, 'content' | 'drafterPost'> & {
    readonly by: PersonId
    readonly on?: LocalDate
  },
): Promise<ExplainedRoute> {
  const { by, content } = request
  const organisation = await deps.organisation.current()
  const day = request.on ?? localDateOf(deps.now())
  const own = capacitiesOf(organisation, by, day)[0]?.post
  // A person without any post is told the same as one who asks for a post of somebody else.
  const post = (request.drafterPost ?? own ?? '') as PostId
  const compiled = await routeOfContent(deps.db, {
    organisation,
    content,
    drafter: { person: by, post },
    day,
  })
  if (!compiled.ok) {
    return { problems: compiled.error.map((it) => ({ code: it.code, text: routeProblemText(it) })) }
  }
  return { route: toRouteView({ route: compiled.value, organisation, day, marks: [] }), problems: [] }
}
