import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import type { Actor } from '../domain/approval/events.ts'
import { type PackagedFile, type PackagedFolder } from '../domain/records/transfer/packaged.ts'
import {
  type BaggedFile,
  bagAlgorithms,
  bagDeclaration,
  bagInfo,
  bagManifest,
} from '../domain/records/transfer/bag.ts'
import { type DescribedCase, metsOf } from '../domain/records/transfer/mets.ts'
import { premisOf } from '../domain/records/transfer/premis.ts'
import type { Instant, ProposalId, Sha256 } from '../domain/ids.ts'
import { allCasesOf, findFolder, lockFolders, writeFolder } from '../store/folders.ts'
import {
  type StoredPackage,
  advancePackage,
  findPackage,
  listUnfinishedPackages,
} from '../store/transfer-packages.ts'
import type { BlobStore } from './blob-store.ts'
import { type FolderDeps } from './folder-keeping.ts'
import { hashLink } from './hashes.ts'
import { type CaseDeps, type CasePart, NoDecisionPdf, NotReady, partsOfCase } from './package-case.ts'
import { type FolderPart, indexPage, indexRows, packagedFolder } from './package-folder.ts'
import type {
  JobQueue,
  MeasuredEntry,
  Scratch,
  TransferShelf,
  WriteTable,
  WriteXml,
  WriteZip,
} from './ports.ts'
import { transferContents } from './transfer-contents.ts'
import { utf8Table } from './utf8-table.ts'

export type MakePackageDeps = FolderDeps &
  CaseDeps & {
    readonly blobs: BlobStore
    readonly transfers: TransferShelf
    readonly writeZip: WriteZip
    readonly writeXml: WriteXml
    readonly writeTable: WriteTable
    /** The text of docs/verify/verify.mjs. */
    readonly verifier: string
    readonly log: { warn(facts: Record<string, unknown>): void }
  }

/** Somebody gave it up. */
class GivenUp extends Error {}
/** Why it cannot be made: a code of `packageFailures`. */
class Unmakeable extends Error {
  readonly code: string
  constructor(code: string) {
    super(`the package cannot be made: ${code}`)
    this.code = code
  }
}

/** Milliseconds between two notes of how far it is. */
const noteEveryMs = 500

type Bagged = { readonly file: BaggedFile; readonly entry: MeasuredEntry }

/**
 * Makes the 移管パッケージ of a 簿冊, a bag (RFC 8493) in a zip, and puts it on the shelf; then the chain of the 簿冊 says so. The
 * same state gives the same bytes. Every content is read once before and measured, and is never in memory as a whole. Safe to
 * run twice; what cannot be made is marked as failed, and one that was given up leaves nothing.
 */
export async function makeTransferPackage(
  deps: MakePackageDeps,
  id: string,
): Promise<'done' | 'waiting' | 'failed' | 'cancelled' | 'nothing'> {
  const row = await findPackage(deps.db, id)
  if (row === undefined || !(await advancePackage(deps.db, id, { status: 'running', steps_done: 0 }))) {
    return 'nothing'
  }
  const scratch = await deps.transfers.scratch()
  try {
    await make(deps, row, scratch)
    return 'done'
  } catch (error) {
    if (error instanceof NotReady) return 'waiting'
    const over = { finished_at: deps.now() }
    if (error instanceof GivenUp) {
      await advancePackage(deps.db, id, { status: 'cancelled', ...over })
      return 'cancelled'
    }
    deps.log.warn({ event: 'transfer.failed', packageId: id, err: error })
    const failure =
      error instanceof Unmakeable ? error.code : error instanceof NoDecisionPdf ? 'decision_pdf' : 'other'
    await advancePackage(deps.db, id, { status: 'failed', failure, ...over })
    return 'failed'
  } finally {
    await scratch.close()
  }
}

/** Sends a job for every package somebody waits for; one that is queued or running already is joined. */
export async function requeuePackages(deps: {
  readonly db: MakePackageDeps['db']
  readonly jobs: JobQueue
}): Promise<void> {
  for (const id of await listUnfinishedPackages(deps.db))
    await deps.jobs.send('transfer', { packageId: id }, id)
}

async function make(deps: MakePackageDeps, row: StoredPackage, scratch: Scratch): Promise<void> {
  const { db } = deps
  const stored = await findFolder(db, row.folder_id)
  if (stored === undefined) throw new Unmakeable('changed')
  const contents = await transferContents(db, stored.id, stored.folder)
  const cases = await allCasesOf(db, stored.id)
  const step = stepping(deps, row.id, 2 * cases.length + 1)
  const bag = new Bag(deps, stored.id, scratch)
  const described: DescribedCase[] = []
  let asOf = '' as Instant
  for (const [at, one] of cases.entries()) {
    const packaged = await addCase(deps, bag, one, at)
    asOf = latest(asOf, packaged.events.at(-1)?.at)
    described.push(packaged)
    await step(at + 1)
  }
  const part = await packagedFolder(deps, stored, { contents, asOf })
  await addFolder(deps, bag, part, described)
  const { entries, payload } = await bag.closed(part.folder)
  const hash = createHash('sha256')
  const sizeBytes = await deps.transfers.put(
    row.id,
    hashed(
      deps.writeZip(
        counted(entries, (written) => step(cases.length + (cases.length * written) / entries.length)),
      ),
      hash,
    ),
  )
  await finish(deps, row, { contents, sizeBytes, files: payload, package: hash.digest('hex') as Sha256 })
}

function latest(one: Instant, other: Instant | undefined): Instant {
  return other !== undefined && other > one ? other : one
}

/** Notes how far it is now and then; throws when it was given up. */
function stepping({ db }: MakePackageDeps, id: string, steps: number): (done: number) => Promise<void> {
  let notedAt = 0
  return async (done) => {
    if (performance.now() - notedAt < noteEveryMs) return
    notedAt = performance.now()
    const goesOn = await advancePackage(db, id, { status: 'running', steps, steps_done: Math.floor(done) })
    if (!goesOn) throw new GivenUp()
  }
}

/** The same entries, telling how many were begun before each. */
function counted(
  entries: readonly MeasuredEntry[],
  tell: (written: number) => Promise<void>,
): readonly MeasuredEntry[] {
  return entries.map((it, at) => ({
    ...it,
    open: async () => {
      await tell(at)
      return it.open()
    },
  }))
}

async function* hashed(
  source: AsyncIterable<Uint8Array>,
  hash: { update(chunk: Uint8Array): unknown },
): AsyncIterable<Uint8Array> {
  for await (const chunk of source) {
    hash.update(chunk)
    yield chunk
  }
}

async function addCase(deps: MakePackageDeps, bag: Bag, id: ProposalId, at: number): Promise<DescribedCase> {
  const folder = `cases/${String(at + 1).padStart(4, '0')}`
  const parts = await partsOfCase(deps, id)
  const files: PackagedFile[] = []
  for (const part of parts.files) files.push(await bag.add(folder, part))
  const { index } = parts
  if (index !== undefined) {
    const inside = files.filter((it) => it.path.startsWith(`${folder}/${index.under}/`))
    files.push(
      await bag.add(
        folder,
        index.of(
          inside.map((it) => ({ ...it, path: it.path.slice(folder.length + index.under.length + 2) })),
        ),
      ),
    )
  }
  const packaged = { ...parts.facts, folder, files }
  const premis = await bag.add(folder, {
    ...{ path: 'premis.xml', use: 'record', format: 'PREMIS 3.0', mediaType: 'application/xml' },
    text: deps.writeXml(premisOf(packaged)),
  })
  return { ...packaged, premis }
}

async function addFolder(
  deps: MakePackageDeps,
  bag: Bag,
  { folder, chain }: FolderPart,
  cases: readonly DescribedCase[],
): Promise<void> {
  const others: PackagedFile[] = []
  const text = (path: string, mediaType: string, format: string, content: string): CasePart => ({
    ...{ path, mediaType, format, text: content },
    use: path.startsWith('folder/') ? 'record' : 'index',
  })
  for (const [path, content] of chain)
    others.push(await bag.add('', text(`folder/${path}`, 'application/json', 'JSON', content)))
  const csv = { path: 'index.csv', use: 'index', mediaType: 'text/csv', format: 'CSV' } as const
  others.push(await bag.add('', { ...csv, bytes: utf8Table(deps.writeTable, indexRows(cases)) }))
  others.push(await bag.add('', text('index.html', 'text/html', 'HTML', indexPage(folder, cases))))
  others.push(await bag.add('', text('verify.mjs', 'text/javascript', 'JavaScript', deps.verifier)))
  const mets = deps.writeXml(metsOf(folder, cases, others))
  await bag.add('', text('metadata/mets.xml', 'application/xml', 'METS', mets))
}

/** When nothing moved meanwhile the chain of the 簿冊 says what was made of it. */
async function finish(
  deps: MakePackageDeps,
  row: StoredPackage,
  made: {
    readonly contents: Sha256
    readonly package: Sha256
    readonly sizeBytes: number
    readonly files: number
  },
): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    const found = (await lockFolders(trx, [row.folder_id])).get(row.folder_id)
    const { folder } = found ?? {}
    const isSame =
      folder !== undefined &&
      folder.status === 'kept' &&
      folder.transfer === undefined &&
      folder.disposalDecision !== undefined &&
      (await transferContents(trx, row.folder_id, folder)) === made.contents
    if (found === undefined || !isSame) throw new Unmakeable('changed')
    const at = deps.now()
    const kept = await advancePackage(trx, row.id, {
      ...{ status: 'done', sha256: made.package, size_bytes: made.sizeBytes, file_count: made.files },
      finished_at: at,
    })
    if (!kept) throw new GivenUp()
    const by = row.made_by as unknown as Actor
    await writeFolder(trx, found, [{ type: 'transfer_packaged', at, by, ...made }], hashLink)
  })
}

/** The files of a bag, measured as they come in. */
class Bag {
  readonly #deps: MakePackageDeps
  readonly #root: string
  readonly #scratch: Scratch
  readonly #payload: Bagged[] = []

  constructor(deps: MakePackageDeps, root: string, scratch: Scratch) {
    this.#deps = deps
    this.#root = root
    this.#scratch = scratch
  }

  /** Takes a file into `data/`. */
  async add(folder: string, part: CasePart): Promise<PackagedFile> {
    const open = await this.#source(part)
    const measured = await measure(await open(), part)
    const described = 'describe' in part ? part.describe(measured.claim) : part
    const { use, mediaType, format, note, name, from } = described
    const path = folder === '' ? described.path : `${folder}/${described.path}`
    this.#payload.push(this.#bagged(`data/${path}`, measured, open))
    const { sizeBytes, sha256, sha512 } = measured
    return {
      ...{ path, use, mediaType, format, sizeBytes, sha256, sha512 },
      ...(note === undefined ? {} : { note }),
      ...(name === undefined ? {} : { name }),
      ...(from === undefined ? {} : { from: `${folder}/${from}` }),
    }
  }

  /** Everything in the order of the zip, tag files first, and how many files the bag has. */
  async closed(
    folder: PackagedFolder,
  ): Promise<{ readonly entries: readonly MeasuredEntry[]; readonly payload: number }> {
    const payload = this.#payload.map((it) => it.file)
    const tags: Bagged[] = []
    const tag = async (path: string, text: string): Promise<void> => {
      const part = { path, text }
      const open = await this.#source(part)
      tags.push(this.#bagged(path, await measure(await open(), part), open))
    }
    await tag('bagit.txt', bagDeclaration)
    await tag('bag-info.txt', bagInfo(folder, payload))
    for (const it of bagAlgorithms) await tag(`manifest-${it}.txt`, bagManifest(payload, it))
    const tagged = tags.map((it) => it.file)
    for (const it of bagAlgorithms) await tag(`tagmanifest-${it}.txt`, bagManifest(tagged, it))
    const all = [...tags, ...this.#payload]
    return { entries: all.map((it) => it.entry), payload: all.length }
  }

  async #source(part: { readonly text: string } | CasePart): Promise<() => Promise<Readable>> {
    if ('blob' in part) return () => this.#deps.blobs.open(part.blob.sha256)
    return this.#scratch.add('bytes' in part ? part.bytes : Buffer.from(part.text))
  }

  #bagged(path: string, { crc, ...file }: Measured, open: () => Promise<Readable>): Bagged {
    const { sizeBytes } = file
    return { file: { path, ...file }, entry: { path: `${this.#root}/${path}`, sizeBytes, crc32: crc, open } }
  }
}

type Measured = {
  readonly sizeBytes: number
  readonly sha256: Sha256
  readonly sha512: string
  readonly crc: number
  /** The PDF/A it says it is, `2B`; absent for anything else. */
  readonly claim?: string
}

/** XMP says it in one place, and in PDF/A it is not packed. */
const claimIn = /pdfaid:part(?:>|\s*=\s*["'])\s*(\d)/
const conformanceIn = /pdfaid:conformance(?:>|\s*=\s*["'])\s*([A-Z])/
const overlap = 400

async function measure(source: Readable, part: object): Promise<Measured> {
  const [sha256, sha512] = [createHash('sha256'), createHash('sha512')]
  let [crc, sizeBytes, tail] = [0, 0, '']
  let [claim, conformance]: (string | undefined)[] = []
  const isPdf = 'describe' in part
  for await (const chunk of source as AsyncIterable<Buffer>) {
    sha256.update(chunk)
    sha512.update(chunk)
    crc = crc32(chunk, crc)
    sizeBytes += chunk.length
    if (!isPdf || (claim !== undefined && conformance !== undefined)) continue
    const window = tail + chunk.toString('latin1')
    claim ??= claimIn.exec(window)?.[1]
    conformance ??= conformanceIn.exec(window)?.[1]
    tail = window.slice(-overlap)
  }
  const digest = sha256.digest('hex') as Sha256
  const blob = 'blob' in part ? (part.blob as { readonly sha256: Sha256 }) : undefined
  if (blob !== undefined && blob.sha256 !== digest) throw new Unmakeable('damaged')
  return {
    ...{ sizeBytes, sha256: digest, sha512: sha512.digest('hex'), crc },
    ...(claim === undefined ? {} : { claim: `${claim}${conformance ?? ''}` }),
  }
}
