import type { PersonId } from '../domain/ids.ts'
import {
  type StoredUpload,
  advanceLegacyUpload,
  findLegacyUpload,
  listWaitingUploads,
} from '../store/legacy-uploads.ts'
import { type ImportLegacyDeps, importLegacy } from './import-legacy.ts'
import type { JobQueue, LegacyShelf } from './ports.ts'

export type RunLegacyDeps = ImportLegacyDeps & {
  readonly legacy: LegacyShelf
  readonly log: { warn(facts: Record<string, unknown>): void }
}

type Outcome = 'done' | 'stopped' | 'failed' | 'nothing' | 'again'

/** Milliseconds between two notes of how far it is. */
const noteEveryMs = 500
/** So many rows that are not taken, or are to be looked at, are kept beside what was sent; the rest is counted. */
const keptAtMost = 2000

/**
 * Tries what was sent, or brings it in, as its row says. `again`: the worker was told to end, and the queue gives it to the next
 * one, which goes on after the last whole batch. Safe to run twice.
 */
export async function runLegacyUpload(
  deps: RunLegacyDeps,
  id: string,
  ending: AbortSignal,
): Promise<Outcome> {
  const row = await findLegacyUpload(deps.db, id)
  if (row === undefined || !(await advanceLegacyUpload(deps.db, id, { status: 'running' }))) return 'nothing'
  try {
    return await run(deps, row, ending)
  } catch (error) {
    deps.log.warn({ event: 'legacy.failed', uploadId: id, err: error })
    return fail(deps, id, 'other')
  }
}

async function fail(deps: RunLegacyDeps, id: string, failure: string, problems: readonly object[] = []) {
  const over = { status: 'failed', failure, problems: JSON.stringify(problems), finished_at: deps.now() }
  await advanceLegacyUpload(deps.db, id, over)
  return 'failed' as const
}

async function run(deps: RunLegacyDeps, row: StoredUpload, ending: AbortSignal): Promise<Outcome> {
  const { id } = row
  const bytes = await deps.legacy.manifest(id)
  if (bytes === undefined) return fail(deps, id, 'gone')
  const files = await deps.legacy.files(id)
  if (files === undefined) return fail(deps, id, 'files_unreadable')
  const given = new AbortController()
  let noted = 0
  const notes = new Set<Promise<unknown>>()
  try {
    const done = await importLegacy(deps, {
      ...{ by: row.person_id as PersonId, source: row.source, files },
      ...(row.decision === null ? {} : { decision: row.decision }),
      manifest: { name: row.manifest_name, bytes },
      isRehearsal: row.mode === 'rehearsal',
      signal: AbortSignal.any([given.signal, ending]),
      onProgress(records, counts) {
        if (performance.now() - noted < noteEveryMs) return
        noted = performance.now()
        const note = advanceLegacyUpload(deps.db, id, {
          ...{ records_done: records, counts: JSON.stringify(counts) },
        })
          .then((isOn) => !isOn && given.abort(new Error('stopped')))
          // The next note, or the end, says how far it is.
          .catch((error: unknown) => deps.log.warn({ event: 'legacy.not_noted', uploadId: id, err: error }))
          .finally(() => notes.delete(note))
        notes.add(note)
      },
    })
    await Promise.all(notes)
    if (!done.ok) {
      const { error } = done
      return await fail(deps, id, error.code, 'problems' in error ? error.problems : [])
    }
    const { outcome, counts, rejects, warnings } = done.value
    // Its row says so already, or waits for the next one to go on.
    if (given.signal.aborted) return 'stopped'
    if (outcome === 'stopped') return 'again'
    const isOn = await advanceLegacyUpload(deps.db, id, {
      ...{ status: outcome, failure: null, problems: '[]', finished_at: deps.now() },
      ...(outcome === 'done' ? { records_done: counts.records } : {}),
      ...{ counts: JSON.stringify(counts), rejects: JSON.stringify(rejects.slice(0, keptAtMost)) },
      warnings: JSON.stringify(warnings.slice(0, keptAtMost)),
    })
    if (isOn && outcome === 'done' && row.mode === 'import') await deps.legacy.drop(id)
    return isOn ? outcome : 'stopped'
  } finally {
    await files.close()
  }
}

/** Sends a job for everything that waits; one that is queued or running already is joined. */
export async function requeueLegacyUploads(deps: {
  readonly db: RunLegacyDeps['db']
  readonly jobs: JobQueue
}): Promise<void> {
  for (const id of await listWaitingUploads(deps.db)) await deps.jobs.send('legacy', { uploadId: id }, id)
}
