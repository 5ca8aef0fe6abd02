import type { Kysely } from 'kysely'
import type { LegacyRuns } from '../contract/legacy-runs.ts'
import type { PersonId } from '../domain/ids.ts'
import { nothingCounted } from '../domain/legacy/counts.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { findRunStarter, listRejects, listRuns } from '../store/legacy-imports.ts'
import { rejectTable } from './legacy-texts.ts'
import type { Clock, OrganisationSource } from './ports.ts'
import { keepsSettings, nameOf, readerOf, watchesRecords } from './who-is.ts'

type Deps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly now: Clock
}

const shownAtMost = 200

/** The imports from old systems and how they ended, for those who keep the settings or watch over records. */
export async function viewLegacyRuns(
  deps: Deps,
  by: PersonId,
): Promise<Result<LegacyRuns, { readonly code: 'not_allowed' }>> {
  const organisation = await deps.organisation.current()
  if (!keepsSettings(organisation, by) && !watchesRecords(readerOf(organisation, by, deps.now())))
    return no({ code: 'not_allowed' })
  const found = await listRuns(deps.db, shownAtMost + 1)
  return yes({
    more: found.length > shownAtMost,
    items: found.slice(0, shownAtMost).map((it) => {
      const { secret: _secret, ...counts } = { ...nothingCounted, ...it.counts }
      return {
        ...{ id: it.id, source: it.source, startedAt: it.startedAt, counts },
        manifest: { name: it.manifestName, sha256: it.manifestSha256 },
        startedBy: { person: it.startedBy, name: nameOf(organisation, it.startedBy) },
        ...(it.decision === undefined ? {} : { decision: it.decision }),
        ...(it.ended === undefined ? {} : { ended: it.ended }),
        mayTakeRejects: it.startedBy === by && counts.rejected > 0,
      }
    }),
  })
}

/**
 * What a run did not take, as the rows of a CSV to be put right and fed in again. For whoever began the run only: it holds the
 * manifest's own words, also of 秘; anybody else hears that there is nothing.
 */
export async function legacyRejects(
  { db }: Pick<Deps, 'db'>,
  { run, by }: { readonly run: string; readonly by: PersonId },
): Promise<Result<readonly (readonly string[])[], { readonly code: 'not_found' }>> {
  if ((await findRunStarter(db, run)) !== by) return no({ code: 'not_found' })
  return yes(rejectTable(await listRejects(db, run)))
}
