import type { Kysely } from 'kysely'
import type { ProposalContent } from '../contract/proposals.ts'
import type { Route } from '../domain/approval/route.ts'
import type { RouteProblem } from '../domain/authority/authority.ts'
import { type RouteRequest, compileRoute } from '../domain/authority/compile-route.ts'
import type { Reassigned } from '../domain/authority/make-step.ts'
import type { LocalDate, PersonId, PostId, UnitCode } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { loadAuthority, loadTemplates } from '../store/authority.ts'
import type { Database } from '../store/database.ts'
import { loadPolicy } from '../store/policies.ts'

export type ContentOnDay = {
  readonly organisation: Organisation
  readonly content: ProposalContent
  readonly drafter: { readonly person: PersonId; readonly post: PostId }
  readonly day: LocalDate
  /** Whose table, templates and policy apply; absent: those of `day`. */
  readonly rulesOn?: LocalDate
  /** What the records office gave to other posts, of a case that comes again. */
  readonly reassigned?: readonly Reassigned[]
  /** The 簿冊 that a case that comes again was submitted with. */
  readonly filedBefore?: string
}

/** What these properties ask of the compiler, leaving away what the drafter did not say. */
export function askedOf(
  content: ProposalContent,
): Pick<
  RouteRequest,
  'item' | 'flags' | 'amountYen' | 'concurringUnits' | 'leftOut' | 'postReviewPosts' | 'circulationUnits'
> {
  const { amountYen, concurringUnits, leftOut, postReviewPosts, circulationUnits } = content
  return {
    item: content.authorityCode,
    flags: content.flags,
    ...(amountYen === undefined ? {} : { amountYen }),
    ...(concurringUnits === undefined ? {} : { concurringUnits: concurringUnits as UnitCode[] }),
    ...(leftOut === undefined ? {} : { leftOut }),
    ...(postReviewPosts === undefined
      ? {}
      : { postReviewPosts: postReviewPosts.map(({ post, reason }) => ({ post: post as PostId, reason })) }),
    ...(circulationUnits === undefined ? {} : { circulationUnits: circulationUnits as UnitCode[] }),
  }
}

/** What the compiler is asked for, under the table, the templates and the policy in force on the day; or what lacks. */
export async function routeRequestOf(
  db: Kysely<Database>,
  { organisation, content, drafter, day, rulesOn = day, reassigned = [] }: ContentOnDay,
): Promise<Result<RouteRequest, readonly RouteProblem[]>> {
  const table = await loadAuthority(db, rulesOn)
  const policy = await loadPolicy(db, rulesOn)
  if (table === undefined || policy === undefined) return no([{ code: 'no_authority_table', day: rulesOn }])
  const templates = await loadTemplates(db, rulesOn)
  return yes({
    organisation,
    table,
    templates,
    policy: policy.settings,
    drafter,
    day,
    reassigned,
    ...askedOf(content),
  })
}

/** The route that these properties get on a day, under the table and the templates in force then; or why none. */
export async function routeOfContent(
  db: Kysely<Database>,
  content: ContentOnDay,
): Promise<Result<Route, readonly RouteProblem[]>> {
  const request = await routeRequestOf(db, content)
  if (!request.ok) return request
  const compiled = compileRoute(request.value)
  const { day, rulesOn = day } = content
  return compiled.ok && rulesOn !== day ? yes({ ...compiled.value, rulesOn }) : compiled
}
