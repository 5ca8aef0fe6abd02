import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import type { PersonId, Sha256 } from '../domain/ids.ts'
import { type LegacyRecord, type LegacyWorld, checkRecord } from '../domain/legacy/check-record.ts'
import { type LegacyCounts, nothingCounted } from '../domain/legacy/counts.ts'
import type { LegacyProblem } from '../domain/legacy/problem.ts'
import type { RawRecord } from '../domain/legacy/raw-record.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findImported } from '../store/legacy-cases.ts'
import {
  type FoundFolder,
  type LegacyReject,
  findFoldersNamed,
  holdSource,
  insertRejects,
  insertRun,
  noteRun,
} from '../store/legacy-imports.ts'
import {
  type BatchRun,
  type ReadyRecord,
  folderKey,
  folderOf,
  hashOfRecord,
  writeBatch,
} from './legacy-batch.ts'
import type { LegacyFiles } from './legacy-files.ts'
import { type ManifestFile, readManifest } from './legacy-manifest.ts'
import { readFiles } from './legacy-store-files.ts'
import { loadLegacyWorld } from './legacy-world.ts'
import type { Clock, DatabasePorts, NewId, OrganisationSource, ReadTable } from './ports.ts'
import { recordActor } from './record-actor.ts'
import type { StoreFileDeps } from './store-file.ts'

export type ImportLegacyDeps = Pick<DatabasePorts, 'db'> &
  StoreFileDeps & {
    readonly pool: Pool
    readonly organisation: OrganisationSource
    readonly readTable: ReadTable
    readonly now: Clock
    readonly newId: NewId
  }

export type LegacyOrder = {
  readonly by: PersonId
  /** The old system: its keys are told apart by it. */
  readonly source: string
  readonly manifest: ManifestFile
  readonly files: LegacyFiles
  /** Everything is looked at and tried as it would be, and nothing is kept. */
  readonly isRehearsal: boolean
  /** 起案番号 of the case by which the import was decided. */
  readonly decision?: string
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, counts: LegacyCounts) => void
}

export type LegacyReport = {
  /** Absent of a rehearsal. */
  readonly run?: string
  readonly manifestSha256: Sha256
  readonly outcome: 'done' | 'stopped'
  readonly counts: LegacyCounts
  /** Not taken, in the order of the manifest. */
  readonly rejects: readonly LegacyReject[]
  /** Taken, with something to look at. */
  readonly warnings: readonly Omit<LegacyReject, 'rows'>[]
}

export type LegacyRefusal =
  | { readonly code: 'not_records_manager' | 'no_post' | 'import_running' }
  /** What is wrong with all of the manifest. */
  | { readonly code: 'manifest_unreadable'; readonly problems: readonly LegacyProblem[] }

/** Records that are written together, and files that are read at the same time. */
const recordsAtOnce = 50
const readsAtOnce = 16

/**
 * Brings in the records of an old system, a batch a transaction. What is there already is left as it is; what is wrong is told and
 * passed over. A process that is killed leaves whole batches: the next run of the same manifest goes on after them.
 */
export async function importLegacy(
  deps: ImportLegacyDeps,
  order: LegacyOrder,
): Promise<Result<LegacyReport, LegacyRefusal>> {
  const organisation = await deps.organisation.current()
  const at = deps.now()
  if (organisation.people.get(order.by)?.roles.includes('records_manager') !== true)
    return no({ code: 'not_records_manager' })
  const actor = recordActor(organisation, order.by, at)
  if (actor === undefined) return no({ code: 'no_post' })
  const { records, problems } = readManifest(deps.readTable, order.manifest)
  if (problems.length > 0) return no({ code: 'manifest_unreadable', problems })
  const release = await holdSource(deps.pool, order.source)
  if (release === undefined) return no({ code: 'import_running' })
  try {
    const manifest = createHash('sha256').update(order.manifest.bytes).digest('hex') as Sha256
    const { source, decision } = order
    const run: BatchRun = {
      ...{ id: deps.newId(), source, manifest, by: actor, at },
      ...(decision === undefined ? {} : { decision }),
    }
    const world = await loadLegacyWorld(deps.db, organisation, at)
    return yes(await new Import(deps, order, run, world).through(records))
  } finally {
    await release()
  }
}

type Checked = {
  readonly raw: RawRecord
  readonly record: LegacyRecord
  readonly warnings: readonly LegacyProblem[]
}

/** Thrown at the end of a batch that was only tried. */
class Tried extends Error {}

class Import {
  readonly #deps: ImportLegacyDeps
  readonly #order: LegacyOrder
  readonly #run: BatchRun
  readonly #world: LegacyWorld
  readonly #folders = new Map<string, FoundFolder>()
  /** 満了時の措置 of 簿冊 that are to be opened. */
  readonly #planned = new Map<string, string>()
  /** 簿冊 that a rehearsal would have opened. */
  readonly #tried = new Set<string>()
  readonly #rejects: LegacyReject[] = []
  readonly #warnings: Omit<LegacyReject, 'rows'>[] = []
  #counts = nothingCounted
  #keptRejects = 0

  constructor(deps: ImportLegacyDeps, order: LegacyOrder, run: BatchRun, world: LegacyWorld) {
    this.#deps = deps
    this.#order = order
    this.#run = run
    this.#world = world
  }

  async through(records: readonly RawRecord[]): Promise<LegacyReport> {
    const { isRehearsal, signal, onProgress } = this.#order
    this.#counts = { ...nothingCounted, records: records.length }
    if (!isRehearsal) await this.#begin(this.#deps.db)
    let outcome: LegacyReport['outcome'] = 'done'
    try {
      for (let from = 0; from < records.length; from += recordsAtOnce) {
        if (signal?.aborted === true) throw signal.reason
        await this.#batch(records.slice(from, from + recordsAtOnce))
        onProgress?.(Math.min(records.length, from + recordsAtOnce), this.#counts)
      }
    } catch (error) {
      if (signal?.aborted !== true) {
        await this.#end('failed').catch(() => undefined)
        throw error
      }
      outcome = 'stopped'
    }
    await this.#end(outcome)
    return {
      ...(isRehearsal ? {} : { run: this.#run.id }),
      ...{ manifestSha256: this.#run.manifest, outcome, counts: this.#counts },
      rejects: this.#rejects.toSorted((a, b) => a.line - b.line),
      warnings: this.#warnings.toSorted((a, b) => a.line - b.line),
    }
  }

  async #begin(db: ImportLegacyDeps['db']): Promise<void> {
    const { id, source, manifest, by, at, decision } = this.#run
    await insertRun(db, {
      ...{ id, source, manifestName: this.#order.manifest.name, manifestSha256: manifest, startedAt: at },
      startedBy: by.person,
      ...(decision === undefined ? {} : { decision }),
    })
  }

  async #end(outcome: 'done' | 'stopped' | 'failed'): Promise<void> {
    if (this.#order.isRehearsal) return
    await this.#keepRejects()
    await noteRun(this.#deps.db, this.#run.id, this.#counts, { at: this.#deps.now(), outcome })
  }

  async #keepRejects(): Promise<void> {
    const fresh = this.#rejects.slice(this.#keptRejects)
    await insertRejects(this.#deps.db, this.#run.id, this.#keptRejects, fresh)
    this.#keptRejects += fresh.length
  }

  async #batch(raws: readonly RawRecord[]): Promise<void> {
    const checked = raws.flatMap((raw): Checked[] => {
      const found = checkRecord(raw, this.#world)
      if (!found.ok) this.#reject(raw, found.error)
      return found.ok ? [{ raw, ...found.value }] : []
    })
    await this.#findFolders(checked)
    const known = await findImported(
      this.#deps.db,
      this.#run.source,
      checked.map((it) => it.record.key),
    )
    const ready: (Checked & ReadyRecord)[] = []
    await inTurns(checked, readsAtOnce, async (one) => {
      const it = await this.#readyOf(one, known.get(one.record.key))
      if (it !== undefined) ready.push(it)
    })
    ready.sort((a, b) => a.record.line - b.record.line)
    if (ready.length > 0) await this.#write(ready)
    if (!this.#order.isRehearsal) {
      await this.#keepRejects()
      await noteRun(this.#deps.db, this.#run.id, this.#counts)
    }
  }

  /** The 簿冊 that are there under the names of a batch; those that an earlier one opened are known. */
  async #findFolders(checked: readonly Checked[]): Promise<void> {
    const names = new Set(
      checked
        .filter((it) => folderOf(this.#folders, it.record) === undefined)
        .map((it) => it.record.folder.name),
    )
    if (names.size === 0) return
    for (const it of await findFoldersNamed(this.#deps.db, [...names]))
      this.#folders.set(folderKey(it, it.owner ?? ''), it)
  }

  /** 満了時の措置 of the 簿冊 of a record: as it is, or as the first record says for which it is to be opened. */
  #plannedFor(record: LegacyRecord, folder: FoundFolder | undefined): string {
    if (folder !== undefined) return folder.disposition
    const key = folderKey(record.folder, record.section)
    const planned = this.#planned.get(key) ?? record.folder.disposition ?? 'appraise'
    this.#planned.set(key, planned)
    return planned
  }

  /** A record with its files, stored; undefined where it is there already or is not taken. */
  async #readyOf(one: Checked, imported: Sha256 | undefined): Promise<(Checked & ReadyRecord) | undefined> {
    const { raw, record } = one
    const { isRehearsal, files: from, signal } = this.#order
    const folder = folderOf(this.#folders, record)
    if (imported === undefined && folder?.isOpen === false)
      return this.#reject(raw, [{ field: 'folder', code: 'folder_closed', value: folder.id }])
    const planned = this.#plannedFor(record, folder)
    const { disposition = planned } = record.folder
    if (imported === undefined && disposition !== planned)
      return this.#reject(raw, [{ field: 'disposition', code: 'disposition_differs', value: planned }])
    const keeps = !isRehearsal && imported === undefined
    const files = await readFiles(this.#deps, record, from, {
      keeps,
      ...(signal === undefined ? {} : { signal }),
    })
    if (!files.ok) return this.#reject(raw, files.error)
    const sha256 = hashOfRecord(record, files.value)
    if (imported === undefined) return { ...one, files: files.value, sha256 }
    if (imported !== sha256)
      return this.#reject(raw, [{ field: 'key', code: 'record_changed', value: record.key }])
    this.#add({ same: 1 })
    return undefined
  }

  async #write(ready: readonly (Checked & ReadyRecord)[]): Promise<void> {
    const { db, organisation, newId } = this.#deps
    const { isRehearsal } = this.#order
    let done: Awaited<ReturnType<typeof writeBatch>> | undefined
    try {
      await db.transaction().execute(async (trx) => {
        if (isRehearsal) await this.#begin(trx)
        done = await writeBatch(
          { trx, organisation: await organisation.current(), newId },
          this.#run,
          ready,
          this.#folders,
        )
        if (isRehearsal) throw new Tried()
      })
    } catch (error) {
      if (!(error instanceof Tried)) throw error
    }
    if (done === undefined) throw new Error('a batch that did nothing')
    const { opened, numbers, warnings, closed } = done
    for (const it of opened) {
      const key = folderKey(it, it.owner ?? '')
      if (!this.#tried.has(key)) this.#add({ folders: 1 })
      // What was only tried is not there for the next batch.
      if (isRehearsal) this.#tried.add(key)
      else this.#folders.set(key, it)
    }
    this.#add({ numbers })
    for (const it of ready) {
      const { raw, record, files } = it
      if (closed.has(record.key)) {
        this.#reject(raw, [{ field: 'folder', code: 'folder_closed', value: record.folder.name }])
        continue
      }
      const last = warnings.get(record.key)
      const problems = [...it.warnings, ...(last === undefined ? [] : [last])]
      if (problems.length > 0) this.#warnings.push({ line: raw.line, key: raw.key, problems })
      this.#add({
        ...{ imported: 1, files: files.length, warned: problems.length > 0 ? 1 : 0 },
        bytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
        secret: record.secrecy === 'none' ? 0 : 1,
      })
    }
  }

  #reject({ line, key, rows }: RawRecord, problems: readonly LegacyProblem[]): undefined {
    this.#rejects.push({ line, key, rows, problems })
    this.#add({ rejected: 1 })
    return undefined
  }

  #add(more: Partial<LegacyCounts>): void {
    const sum = Object.entries(more).map(([name, it]) => [
      name,
      this.#counts[name as keyof LegacyCounts] + it,
    ])
    this.#counts = { ...this.#counts, ...(Object.fromEntries(sum) as Partial<LegacyCounts>) }
  }
}

/** Does something with each, so many at the same time. The first that throws ends all. */
async function inTurns<Value>(
  values: readonly Value[],
  atOnce: number,
  act: (value: Value) => Promise<void>,
): Promise<void> {
  let next = 0
  const work = async (): Promise<void> => {
    for (let at = next++; at < values.length; at = next++) await act(values[at] as Value)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, values.length) }, work))
}
