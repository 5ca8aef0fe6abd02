import { Readable } from 'node:stream'
import type { Kysely, Transaction } from 'kysely'
import type { DirectoryImportList, DirectoryImportView, RehearsalView } from '../contract/directory.ts'
import { mayRead } from '../domain/access/may-read.ts'
import type { Rehearsal } from '../domain/directory/rehearse.ts'
import type { DirectoryFile } from '../domain/directory/table.ts'
import { type Instant, type LocalDate, type PersonId, localDateOf } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { writeDirectory } from '../store/directory.ts'
import {
  type ImportAuthor,
  type ImportHead,
  type StoredFile,
  type StoredImport,
  findImport,
  listImports,
  markApplied,
  saveRehearsal,
} from '../store/directory-imports.ts'
import { listTitles } from '../store/matters.ts'
import { bumpOrganisationVersion, loadOrganisation, lockOrganisation } from '../store/organisation.ts'
import { problemSentence } from './directory-texts.ts'
import type { Clock, LiveBus, NewId, OrganisationSource } from './ports.ts'
import {
  type Planned,
  type RehearseDeps,
  organisationHash,
  planFiles,
  rehearsePlan,
} from './rehearse-directory.ts'
import { keepsSettings, readerOf, refOf } from './who-is.ts'

export type DirectoryDeps = RehearseDeps & {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly live: LiveBus
  readonly now: Clock
  readonly newId: NewId
}

export type DirectoryRefusal =
  | { readonly code: 'directory_not_yours' }
  | { readonly code: 'not_found' }
  | { readonly code: 'directory_files_missing' }
  | { readonly code: 'effective_day_past'; readonly effectiveOn: LocalDate }
  | { readonly code: 'import_has_errors'; readonly errors: number }
  | { readonly code: 'import_stale' }
  | { readonly code: 'import_applied' }

export type GivenFile = { readonly kind: DirectoryFile; readonly name: string; readonly bytes: Uint8Array }

/** Keeps the files as they came and answers the rehearsal; nothing else changes. */
export async function importDirectory(
  deps: DirectoryDeps,
  by: PersonId,
  given: {
    readonly files: readonly GivenFile[]
    readonly effectiveOn: LocalDate
    readonly scope: ImportHead['scope']
  },
): Promise<Result<DirectoryImportView, DirectoryRefusal>> {
  const organisation = await deps.organisation.current()
  if (!keepsSettings(organisation, by)) return no({ code: 'directory_not_yours' })
  const at = deps.now()
  const { effectiveOn, scope } = given
  if (effectiveOn < localDateOf(at)) return no({ code: 'effective_day_past', effectiveOn })
  if (given.files.length === 0) return no({ code: 'directory_files_missing' })
  const made = await make(deps, organisation, {
    id: deps.newId(),
    status: 'rehearsed',
    effectiveOn,
    scope,
    files: await keep(deps, given.files),
    author: { person: by },
    createdAt: at,
  })
  return yes(await viewOf(deps, organisation, made, by))
}

async function keep(deps: DirectoryDeps, given: readonly GivenFile[]): Promise<readonly StoredFile[]> {
  const files: StoredFile[] = []
  for (const { kind, name, bytes } of given) {
    const { encoding, rows } = deps.readTable(bytes)
    const kept = await deps.blobs.put(Readable.from([bytes]))
    files.push({ kind, name, ...kept, encoding, rows: Math.max(0, rows.length - 1) })
  }
  return files
}

type Given = Omit<StoredImport, 'organisationSha256' | 'problems' | 'rehearsal' | 'rehearsedAt' | 'vacated'>

async function make(deps: DirectoryDeps, organisation: Organisation, given: Given): Promise<StoredImport> {
  return save(deps, deps.db, given, await planFiles(deps, deps.db, organisation, given))
}

async function save(
  deps: DirectoryDeps,
  db: Kysely<Database>,
  given: Given,
  planned: Planned,
): Promise<StoredImport> {
  const { problems, organisationSha256 } = planned
  const rehearsal = await rehearsePlan(db, planned)
  const made: StoredImport = {
    ...given,
    ...{ organisationSha256, problems, rehearsal, vacated: rehearsal.vacated.length },
    rehearsedAt: deps.now(),
  }
  await saveRehearsal(db, made)
  return made
}

/** The same files on the organisation as it is now. */
export async function rehearseAgain(
  deps: DirectoryDeps,
  by: PersonId,
  id: string,
): Promise<Result<DirectoryImportView, DirectoryRefusal>> {
  const organisation = await deps.organisation.current()
  if (!keepsSettings(organisation, by)) return no({ code: 'directory_not_yours' })
  const stored = await findImport(deps.db, id)
  if (stored === undefined) return no({ code: 'not_found' })
  if (stored.status === 'applied') return no({ code: 'import_applied' })
  return yes(await viewOf(deps, organisation, await make(deps, organisation, stored), by))
}

/** Writes what was rehearsed. A second time it answers what the first did. */
export async function applyImport(
  deps: DirectoryDeps,
  by: PersonId,
  id: string,
): Promise<Result<DirectoryImportView, DirectoryRefusal>> {
  if (!keepsSettings(await deps.organisation.current(), by)) return no({ code: 'directory_not_yours' })
  const at = deps.now()
  const done = await deps.db.transaction().execute(async (trx) => {
    // Before reading: two who apply at once would otherwise both find the organisation as it was rehearsed.
    await lockOrganisation(trx)
    const stored = await findImport(trx, id)
    if (stored === undefined) return no({ code: 'not_found' as const })
    if (stored.status === 'applied') return yes('before' as const)
    const { effectiveOn } = stored
    if (effectiveOn < localDateOf(at)) return no({ code: 'effective_day_past' as const, effectiveOn })
    const errors = errorsOf(stored)
    if (errors > 0) return no({ code: 'import_has_errors' as const, errors })
    const organisation = await loadOrganisation(trx, localDateOf(at))
    const { plan, problems, organisationSha256 } = await planFiles(deps, trx, organisation, stored)
    // A login may have been taken meanwhile, which the hash does not hold.
    const isOther = problems.length !== stored.problems.length
    if (organisationSha256 !== stored.organisationSha256 || isOther)
      return no({ code: 'import_stale' as const })
    await write(trx, plan, id, by, at)
    return yes('now' as const)
  })
  if (!done.ok) return done
  if (done.value === 'now') tellDirectory(deps)
  return viewImport(deps, by, id)
}

async function write(
  trx: Transaction<Database>,
  plan: Planned['plan'],
  id: string,
  by: PersonId | undefined,
  at: Instant,
): Promise<void> {
  await writeDirectory(trx, plan, id)
  await markApplied(trx, id, by, at)
  await bumpOrganisationVersion(trx)
}

/** Tells every process and every open page that the organisation has changed. */
export function tellDirectory(deps: Pick<DirectoryDeps, 'organisation' | 'live'>): void {
  deps.organisation.changed()
  deps.live.publish({ type: 'organisation' })
}

/** Files with their plan, both made on the organisation of the transaction in which they are asked for. */
export type Prepared = {
  readonly files: readonly GivenFile[]
  readonly effectiveOn: LocalDate
  readonly planned: Planned
}

/**
 * Keeps and applies what a transaction that holds the organisation (`lockOrganisation`) has prepared: as an import like
 * any other. Whoever calls it tells the others afterwards (`tellDirectory`).
 */
export async function applyWithin(
  deps: DirectoryDeps,
  trx: Transaction<Database>,
  author: ImportAuthor,
  { files: given, effectiveOn, planned }: Prepared,
): Promise<StoredImport> {
  const id = deps.newId()
  const at = deps.now()
  const files = await keep(deps, given)
  const created = { id, status: 'rehearsed' as const, author, createdAt: at }
  const made = await save(deps, trx, { ...created, effectiveOn, scope: 'listed', files }, planned)
  await write(trx, planned.plan, id, 'person' in author ? author.person : undefined, at)
  return made
}

/**
 * Keeps and applies in one go what `prepare` makes of the organisation while nobody else can change it: kept as an
 * import like any other. When it refuses, nothing is stored.
 */
export async function importAtOnce<Problem>(
  deps: DirectoryDeps,
  by: PersonId,
  prepare: (trx: Transaction<Database>, today: Organisation) => Promise<Result<Prepared, Problem>>,
): Promise<Result<DirectoryImportView, Problem | DirectoryRefusal>> {
  const done = await deps.db.transaction().execute(async (trx) => {
    await lockOrganisation(trx)
    const prepared = await prepare(trx, await loadOrganisation(trx, localDateOf(deps.now())))
    if (!prepared.ok) return prepared
    if (prepared.value.files.length === 0) return no({ code: 'directory_files_missing' as const })
    return yes((await applyWithin(deps, trx, { person: by }, prepared.value)).id)
  })
  if (!done.ok) return done
  tellDirectory(deps)
  return viewImport(deps, by, done.value)
}

/** One import with its rehearsal. */
export async function viewImport(
  deps: DirectoryDeps,
  by: PersonId,
  id: string,
): Promise<Result<DirectoryImportView, DirectoryRefusal>> {
  const organisation = await deps.organisation.current()
  if (!keepsSettings(organisation, by)) return no({ code: 'directory_not_yours' })
  const stored = await findImport(deps.db, id)
  return stored === undefined ? no({ code: 'not_found' }) : yes(await viewOf(deps, organisation, stored, by))
}

/** All imports, newest first. */
export async function viewImports(
  deps: DirectoryDeps,
  by: PersonId,
): Promise<Result<DirectoryImportList, DirectoryRefusal>> {
  const organisation = await deps.organisation.current()
  if (!keepsSettings(organisation, by)) return no({ code: 'directory_not_yours' })
  const items = await listImports(deps.db)
  return yes({ items: items.map((it) => headOf(organisation, it, deps.now())) })
}

function errorsOf(it: Pick<ImportHead, 'problems'>): number {
  return it.problems.filter((one) => one.severity === 'error').length
}

function headOf(
  organisation: Organisation,
  it: ImportHead,
  at: Instant,
): DirectoryImportList['items'][number] {
  return {
    id: it.id,
    status: it.status,
    effectiveOn: it.effectiveOn,
    scope: it.scope,
    files: it.files.map(({ kind, name, sha256, sizeBytes, encoding, rows }) => ({
      kind,
      name,
      sha256,
      sizeBytes,
      encoding,
      rows,
    })),
    ...('person' in it.author
      ? { createdBy: refOf(organisation, it.author.person, at) }
      : { application: { clientId: it.author.application, name: it.author.name } }),
    createdAt: it.createdAt,
    rehearsedAt: it.rehearsedAt,
    ...(it.applied === undefined
      ? {}
      : {
          appliedAt: it.applied.at,
          ...(it.applied.by === undefined ? {} : { appliedBy: refOf(organisation, it.applied.by, at) }),
        }),
    errors: errorsOf(it),
    vacated: it.vacated,
  }
}

async function viewOf(
  deps: DirectoryDeps,
  organisation: Organisation,
  stored: StoredImport,
  by: PersonId,
): Promise<DirectoryImportView> {
  const at = deps.now()
  return {
    ...headOf(organisation, stored, at),
    problems: stored.problems.map((it) => ({ ...it, text: problemSentence(it) })),
    rehearsal: await rehearsalView(deps, organisation, stored.rehearsal, by),
    stale: stored.status === 'rehearsed' && organisationHash(organisation) !== stored.organisationSha256,
  }
}

/** Titles only of what the reader may read: an administrator sees numbers. */
export async function rehearsalView(
  deps: Pick<DirectoryDeps, 'db' | 'now'>,
  organisation: Organisation,
  rehearsal: Rehearsal,
  by: PersonId,
): Promise<RehearsalView> {
  const reader = readerOf(organisation, by, deps.now())
  const found = await listTitles(
    deps.db,
    rehearsal.proposals.map((it) => it.id),
  )
  const titles = new Map(
    found.filter((it) => mayRead(it.matter, reader)).map((it): [string, string] => [it.id, it.title]),
  )
  // It comes from the database as it went in, as JSON: the copy only makes it the caller's own.
  const copy = structuredClone(rehearsal) as unknown as RehearsalView
  return {
    ...copy,
    proposals: copy.proposals.map((it) => {
      const title = titles.get(it.id)
      return title === undefined ? it : { ...it, title }
    }),
  }
}
