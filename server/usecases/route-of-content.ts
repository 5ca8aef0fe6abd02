import type { Kysely } from 'kysely'
import type { ProposalContent } from '../contract/proposals.ts'
import type { Route } from '../domain/approval/route.ts'
import type { RouteProblem } from '../domain/authority/authority.ts'
import { compileRoute } from '../domain/authority/compile-route.ts'
import type { LocalDate, PersonId, PostId, UnitCode } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no } from '../domain/result.ts'
import { loadAuthority, loadTemplates } from '../store/authority.ts'
import type { Database } from '../store/database.ts'

/** The route that these properties get on a day, under the table and the templates in force then; or why none. */
export async function routeOfContent(
  db: Kysely<Database>,
  request: {
    readonly organisation: Organisation
    readonly content: ProposalContent
    readonly drafter: { readonly person: PersonId; readonly post: PostId }
    readonly day: LocalDate
  },
): Promise<Result<Route, readonly RouteProblem[]>> {
  const { organisation, content, drafter, day } = request
  const table = await loadAuthority(db, day)
  if (table === undefined) return no([{ code: 'no_authority_table', day }])
  return compileRoute({
    organisation,
    table,
    templates: await loadTemplates(db, day),
    item: content.authorityCode,
    flags: content.flags,
    drafter,
    day,
    ...(content.amountYen === undefined ? {} : { amountYen: content.amountYen }),
    ...(content.concurringUnits === undefined
      ? {}
      : { concurringUnits: content.concurringUnits as UnitCode[] }),
  })
}
