import type { Kysely } from 'kysely'
import { planDirectory, type DirectoryInput, type DirectoryPlan } from '../domain/directory/plan.ts'
import { readPeople } from '../domain/directory/people-file.ts'
import { type Rehearsal, rehearse } from '../domain/directory/rehearse.ts'
import type { RowProblem } from '../domain/directory/table.ts'
import { readUnits } from '../domain/directory/units-file.ts'
import type { LocalDate, Sha256 } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { storableText } from '../domain/text/storable.ts'
import type { Database } from '../store/database.ts'
import { listAllLeaves, listOwnedFolders, loadContacts } from '../store/directory.ts'
import type { StoredFile } from '../store/directory-imports.ts'
import { loadOrganisation } from '../store/organisation.ts'
import { listRunningProposals } from '../store/running-proposals.ts'
import { sha256Of } from './hashes.ts'
import type { BlobStore } from './blob-store.ts'
import type { ReadTable } from './ports.ts'

export type RehearseDeps = { readonly blobs: BlobStore; readonly readTable: ReadTable }

/** The files of an import as tables. */
export type Tables = Readonly<Partial<Record<StoredFile['kind'], readonly (readonly string[])[]>>>

async function bytesOf(blobs: BlobStore, sha256: Sha256): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of await blobs.open(sha256)) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}

/** The files as tables. What cannot be kept in a text (a file in UTF-16 is full of it) is told of as a broken character. */
async function tablesOf(deps: RehearseDeps, files: readonly StoredFile[]): Promise<Tables> {
  const tables: Record<string, readonly (readonly string[])[]> = {}
  for (const it of files) {
    const { rows } = deps.readTable(await bytesOf(deps.blobs, it.sha256))
    tables[it.kind] = rows.map((row) => row.map(storableText))
  }
  return tables
}

/**
 * What an import stands on, as one hash: units, posts, people and orders of 代決. Absences are not in it: somebody is
 * always going on leave, and that moves no post.
 */
export function organisationHash(organisation: Organisation): Sha256 {
  const { units, positions, people, appointments, actingOrders } = organisation
  return sha256Of(
    JSON.stringify([
      [...units.values()],
      [...positions.values()],
      [...people.values()],
      appointments,
      actingOrders,
    ]),
  )
}

export type Planned = {
  readonly plan: DirectoryPlan
  readonly problems: readonly RowProblem[]
  /** The organisation with its names of the effective day: what the plan is a change of. */
  readonly organisation: Organisation
  readonly organisationSha256: Sha256
}

type Wanted = { readonly effectiveOn: LocalDate; readonly scope: DirectoryInput['scope'] }

/** The plan of an import's files on the organisation as it stands `today`. */
export async function planFiles(
  deps: RehearseDeps,
  db: Kysely<Database>,
  today: Organisation,
  wanted: Wanted & { readonly files: readonly StoredFile[] },
): Promise<Planned> {
  return planTables(db, today, wanted, await tablesOf(deps, wanted.files))
}

/** The plan of people.csv and units.csv as tables. */
export async function planTables(
  db: Kysely<Database>,
  today: Organisation,
  { effectiveOn, scope }: Wanted,
  tables: Tables,
): Promise<Planned> {
  const people = tables.people === undefined ? undefined : readPeople(tables.people)
  const units = tables.units === undefined ? undefined : readUnits(tables.units)
  // A name that changes before the effective day is no change of the file that has it.
  const organisation = await loadOrganisation(db, effectiveOn)
  const { plan, problems } = planDirectory(organisation, await loadContacts(db), {
    people: people?.rows ?? [],
    units: units?.rows ?? [],
    leaves: await listAllLeaves(db),
    effectiveOn,
    scope,
  })
  return {
    plan,
    problems: [...(units?.problems ?? []), ...(people?.problems ?? []), ...problems],
    organisation,
    organisationSha256: organisationHash(today),
  }
}

/** What a plan would change, with the proposals under way now. */
export async function rehearsePlan(
  db: Kysely<Database>,
  { organisation, plan }: Pick<Planned, 'organisation' | 'plan'>,
): Promise<Rehearsal> {
  const proposals = await listRunningProposals(db)
  return rehearse({ organisation, plan, proposals, folders: await listOwnedFolders(db) })
}
