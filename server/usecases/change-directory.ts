import type { Kysely } from 'kysely'
import type {
  DirectoryChangeBody,
  DirectoryChangePreview,
  DirectoryChangePreviewBody,
  DirectoryChangeView,
} from '../contract/directory-changes.ts'
import type { DirectoryImportView } from '../contract/directory.ts'
import { type DirectoryChange, type DirectoryChangeRefusal, changedRows } from '../domain/directory/change.ts'
import { peopleTable } from '../domain/directory/people-file.ts'
import type { DirectoryPlan } from '../domain/directory/plan.ts'
import { type DirectoryFacts, peopleRowsOn, unitRowsOn } from '../domain/directory/rows.ts'
import { unitsTable } from '../domain/directory/units-file.ts'
import { type LocalDate, type PersonId, localDateOf, parseLocalDate } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { listAllLeaves, loadContacts, loadSeatDetails } from '../store/directory.ts'
import { loadOrganisation } from '../store/organisation.ts'
import {
  type DirectoryDeps,
  type DirectoryRefusal,
  type GivenFile,
  type Prepared,
  importAtOnce,
  rehearsalView,
} from './directory-imports.ts'
import { problemSentence } from './directory-texts.ts'
import type { WriteTable } from './ports.ts'
import { type Planned, type Tables, planTables, rehearsePlan } from './rehearse-directory.ts'
import { keepsSettings } from './who-is.ts'
import { utf8Table } from './utf8-table.ts'

export type ChangeDirectoryDeps = DirectoryDeps & { readonly writeTable: WriteTable }

export type DirectoryChangeProblem =
  | DirectoryRefusal
  | DirectoryChangeRefusal
  | { readonly code: 'not_a_day'; readonly value: string }
  | { readonly code: 'directory_not_in_cp932'; readonly values: readonly string[] }

async function factsOn(db: Kysely<Database>, day: LocalDate): Promise<DirectoryFacts> {
  return factsOf(db, await loadOrganisation(db, day))
}

/** What the files of a day are made of, about an organisation that was read with the names of that day. */
export async function factsOf(db: Kysely<Database>, organisation: Organisation): Promise<DirectoryFacts> {
  return {
    organisation,
    contacts: await loadContacts(db),
    leaves: await listAllLeaves(db),
    detailOf: await loadSeatDetails(db),
  }
}

type Made = { readonly effectiveOn: LocalDate; readonly tables: Tables; readonly planned: Planned }

/** The change as the files that would bring it in, and their plan on the organisation as it stands `today`. */
async function make(
  deps: Pick<ChangeDirectoryDeps, 'now'>,
  db: Kysely<Database>,
  today: Organisation,
  by: PersonId,
  { effectiveOn: day, change }: DirectoryChangePreviewBody,
): Promise<Result<Made, DirectoryChangeProblem>> {
  if (!keepsSettings(today, by)) return no({ code: 'directory_not_yours' })
  const effectiveOn = parseLocalDate(day)
  if (effectiveOn === undefined) return no({ code: 'not_a_day', value: day })
  if (effectiveOn < localDateOf(deps.now())) return no({ code: 'effective_day_past', effectiveOn })
  const asked = changeOf(change)
  if (!asked.ok) return asked
  const rows = changedRows(await factsOn(db, effectiveOn), asked.value, effectiveOn)
  if (!rows.ok) return rows
  const { people, units } = rows.value
  const tables: Tables = {
    ...(people.length === 0 ? {} : { people: peopleTable(people) }),
    ...(units.length === 0 ? {} : { units: unitsTable(units) }),
  }
  const planned = await planTables(db, today, { effectiveOn, scope: 'listed' }, tables)
  return yes({ effectiveOn, tables, planned })
}

/** What came over HTTP, as a change; a day that is none is refused. */
function changeOf(it: DirectoryChangeView): Result<DirectoryChange, DirectoryChangeProblem> {
  if (it.change === 'appoint' && it.until !== undefined && parseLocalDate(it.until) === undefined) {
    return no({ code: 'not_a_day', value: it.until })
  }
  // Codes are text that the rules look up; whatever is not there is refused by name.
  return yes(it as DirectoryChange)
}

/** What a change would do to people, posts and cases under way; nothing is stored. */
export async function previewChange(
  deps: ChangeDirectoryDeps,
  by: PersonId,
  body: DirectoryChangePreviewBody,
): Promise<Result<DirectoryChangePreview, DirectoryChangeProblem>> {
  const made = await make(deps, deps.db, await deps.organisation.current(), by, body)
  if (!made.ok) return made
  const { effectiveOn, planned } = made.value
  const rehearsal = await rehearsePlan(deps.db, planned)
  return yes({
    effectiveOn,
    problems: planned.problems.map((it) => ({ ...it, text: problemSentence(it) })),
    rehearsal: await rehearsalView(deps, planned.organisation, rehearsal, by),
    nothing: changesNothing(planned.plan),
    organisationSha256: planned.organisationSha256,
  })
}

/** Whether things are so already. */
export function changesNothing({ units, ...people }: DirectoryPlan): boolean {
  const { joining, renaming, ending, cancelling, beginning, leaving, leavesEnding } = people
  const lists = [joining, renaming, ending, cancelling, beginning, leaving, leavesEnding]
  return [...lists, units.beginning, units.changing, units.ending].every((it) => it.length === 0)
}

/**
 * Brings a change in as it was looked at: kept as an import like any other, and applied. Refused when units, posts or
 * people have moved since, so that nothing is applied that nobody saw.
 */
export async function applyChange(
  deps: ChangeDirectoryDeps,
  by: PersonId,
  body: DirectoryChangeBody,
): Promise<Result<DirectoryImportView, DirectoryChangeProblem>> {
  // What was seen is compared with the very organisation that is written to.
  return importAtOnce(deps, by, async (trx, today): Promise<Result<Prepared, DirectoryChangeProblem>> => {
    const made = await make(deps, trx, today, by, body)
    if (!made.ok) return made
    const { effectiveOn, tables, planned } = made.value
    if (planned.organisationSha256 !== body.organisationSha256) return no({ code: 'import_stale' })
    const errors = planned.problems.filter((it) => it.severity === 'error').length
    if (errors > 0) return no({ code: 'import_has_errors', errors })
    const { change } = body
    const name = `${change.change}-${'person' in change ? change.person : change.unit}.csv`
    return yes({ files: filesOf(deps, name, tables), effectiveOn, planned })
  })
}

/** Tables as the files that are kept of them. */
export function filesOf(
  { writeTable }: Pick<ChangeDirectoryDeps, 'writeTable'>,
  name: string,
  tables: Tables,
): readonly GivenFile[] {
  return Object.entries(tables).map(([kind, rows]) => {
    const bytes = utf8Table(writeTable, rows)
    return { kind: kind === 'people' ? ('people' as const) : ('units' as const), name, bytes }
  })
}

/**
 * Everybody or every unit as of a day (default today), in the columns the import takes: what next year's file starts
 * from. Brought in again for that day, it changes nothing.
 */
export async function exportDirectory(
  deps: ChangeDirectoryDeps,
  by: PersonId,
  wanted: {
    readonly file: 'people' | 'units'
    readonly on: LocalDate | undefined
    readonly encoding: 'utf-8' | 'cp932'
  },
): Promise<Result<{ readonly name: string; readonly bytes: Uint8Array }, DirectoryChangeProblem>> {
  if (!keepsSettings(await deps.organisation.current(), by)) return no({ code: 'directory_not_yours' })
  const { file, on = localDateOf(deps.now()), encoding } = wanted
  const facts = await factsOn(deps.db, on)
  const rows = file === 'people' ? peopleTable(peopleRowsOn(facts, on)) : unitsTable(unitRowsOn(facts, on))
  const written = deps.writeTable(rows, encoding)
  if ('unwritable' in written) return no({ code: 'directory_not_in_cp932', values: written.unwritable })
  return yes({ name: `${file}-${on}.csv`, bytes: written.bytes })
}
