import type { LegacyUpload, LegacyUploads } from '../contract/legacy-uploads.ts'
import type { PersonId } from '../domain/ids.ts'
import { type LegacyCounts, nothingCounted } from '../domain/legacy/counts.ts'
import type { LegacyProblem } from '../domain/legacy/problem.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { LegacyReject } from '../store/legacy-imports.ts'
import {
  type StoredUpload,
  advanceLegacyUpload,
  beginLegacyImport,
  findLegacyUpload,
  insertLegacyUpload,
  listLegacyUploads,
} from '../store/legacy-uploads.ts'
import { problemLine, rejectTable } from './legacy-texts.ts'
import type { Clock, DatabasePorts, JobQueue, LegacyShelf, NewId, OrganisationSource } from './ports.ts'

export type LegacyUploadDeps = Pick<DatabasePorts, 'db'> & {
  readonly organisation: OrganisationSource
  readonly now: Clock
  readonly newId: NewId
  readonly jobs: JobQueue
  readonly legacy: LegacyShelf
}

export type LegacyUploadProblem = { readonly code: 'not_allowed' | 'not_found' | 'legacy_not_ready' }

/** Why nothing could be read, by the code in its row. */
const failures: Readonly<Record<string, string>> = {
  manifest_unreadable: '目録を読めません。示した所を直し、もう一度送ってください。',
  files_unreadable: 'ファイルをまとめたZIPを読めません。作り直して、もう一度送ってください。',
  import_running: '同じ旧システムの取込みが動いています。終わってから、もう一度送ってください。',
  not_records_manager: '取込みができるのは文書管理者です。文書管理者に頼んでください。',
  no_post: 'いま職に就いていないため、取り込めません。職にある文書管理者に頼んでください。',
  gone: '送ったファイルはもうありません。もう一度送ってください。',
  other: '取込みの途中で止まりました。もう一度取り込み、続くときはシステム管理者に知らせてください。',
}

const shownAtMost = 50
const listedAtMost = 10

/** Whether somebody may bring records of an old system in. */
export async function mayBringIn({ organisation }: LegacyUploadDeps, by: PersonId): Promise<boolean> {
  return (await organisation.current()).people.get(by)?.roles.includes('records_manager') === true
}

/** Has what was put on the shelf tried: nothing is kept of it, and everything that is wrong is told. */
export async function beginLegacyUpload(
  deps: LegacyUploadDeps,
  by: PersonId,
  given: {
    readonly id: string
    readonly source: string
    readonly decision?: string
    readonly manifest: string
    readonly files?: string
  },
): Promise<Result<LegacyUpload, LegacyUploadProblem>> {
  if (!(await mayBringIn(deps, by))) return no({ code: 'not_allowed' })
  const { id, source, decision, manifest, files } = given
  await insertLegacyUpload(deps.db, {
    ...{ id, person_id: by, source: source.trim(), decision: decision ?? null, at: deps.now() },
    ...{ manifest_name: manifest, files_name: files ?? null },
  })
  await deps.jobs.send('legacy', { uploadId: id }, id)
  return ownUpload(deps, { id, by })
}

type Own = { readonly id: string; readonly by: PersonId }

async function findOwn(
  { db }: LegacyUploadDeps,
  { id, by }: Own,
): Promise<Result<StoredUpload, LegacyUploadProblem>> {
  const row = await findLegacyUpload(db, id)
  return row === undefined || row.person_id !== by ? no({ code: 'not_found' }) : yes(row)
}

async function ownUpload(
  deps: LegacyUploadDeps,
  own: Own,
): Promise<Result<LegacyUpload, LegacyUploadProblem>> {
  const row = await findOwn(deps, own)
  return row.ok ? yes(viewOf(row.value)) : row
}

/** What somebody sent, and how far each is; of others nothing. */
export async function viewLegacyUploads(deps: LegacyUploadDeps, by: PersonId): Promise<LegacyUploads> {
  const rows = await listLegacyUploads(deps.db, by, listedAtMost)
  return { mayUpload: await mayBringIn(deps, by), items: rows.map(viewOf) }
}

/** Brings in what was tried, or goes on where it was stopped. */
export async function importUpload(
  deps: LegacyUploadDeps,
  own: Own,
): Promise<Result<LegacyUpload, LegacyUploadProblem>> {
  if (!(await mayBringIn(deps, own.by))) return no({ code: 'not_allowed' })
  const row = await findOwn(deps, own)
  if (!row.ok) return row
  if (!(await beginLegacyImport(deps.db, own.id))) return no({ code: 'legacy_not_ready' })
  await deps.jobs.send('legacy', { uploadId: own.id }, own.id)
  return ownUpload(deps, own)
}

/** Stops what is tried or brought in: whole batches stay. What is over stays as it is. */
export async function stopLegacyUpload(
  deps: LegacyUploadDeps,
  own: Own,
): Promise<Result<null, LegacyUploadProblem>> {
  const row = await findOwn(deps, own)
  if (!row.ok) return row
  await advanceLegacyUpload(deps.db, own.id, { status: 'stopped', finished_at: deps.now() })
  return yes(null)
}

/** What is not taken, as the rows of a CSV to be put right and sent again. */
export async function uploadRejects(
  deps: LegacyUploadDeps,
  own: Own,
): Promise<Result<readonly (readonly string[])[], LegacyUploadProblem>> {
  const row = await findOwn(deps, own)
  return row.ok ? yes(rejectTable(row.value.rejects as unknown as readonly LegacyReject[])) : row
}

function viewOf(row: StoredUpload): LegacyUpload {
  const { secret: _secret, ...counts } = { ...nothingCounted, ...(row.counts as Partial<LegacyCounts>) }
  const told = (all: unknown) =>
    (all as readonly LegacyReject[]).slice(0, shownAtMost).map(({ line, key, problems }) => ({
      ...{ line, key, problems: problems.map(problemLine) },
    }))
  const isOver = row.status !== 'waiting' && row.status !== 'running'
  return {
    ...{ id: row.id, source: row.source, manifest: row.manifest_name, at: row.at, counts },
    ...(row.decision === null ? {} : { decision: row.decision }),
    ...(row.files_name === null ? {} : { files: row.files_name }),
    mode: row.mode as LegacyUpload['mode'],
    status: row.status as LegacyUpload['status'],
    recordsDone: row.records_done,
    ...(row.failure === null ? {} : { failure: failures[row.failure] ?? failures['other'] ?? '' }),
    problems: (row.problems as unknown as readonly LegacyProblem[]).map(problemLine),
    rejects: told(row.rejects),
    warnings: told(row.warnings),
    mayImport: row.mode === 'rehearsal' ? row.status === 'done' : isOver && row.status !== 'done',
  }
}
