import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Readable, addAbortSignal } from 'node:stream'
import type { Sha256 } from '../domain/ids.ts'
import { BlobMissing, BlobTooLarge, type BlobStore } from '../usecases/blob-store.ts'

/** Network chunks are 16 to 64 KiB; fewer, larger writes are three times as fast. */
const batchBytes = 1024 * 1024
/** Of a large file so many bytes are given to the disk at a time while the next arrive, and not all at the end. */
const syncedBytes = 32 * 1024 * 1024
/** A temporary file this old belongs to a process that died. */
const leftoverAgeMs = 24 * 60 * 60 * 1000

/**
 * Blobs in a folder of the local disk: `objects/ab/cd/<sha256>`, written beside it in `tmp` and renamed when complete,
 * so that a name always means complete and correct bytes.
 */
export function createDiskBlobs(dir: string): BlobStore {
  const root = resolve(dir)
  const objects = join(root, 'objects')
  const temporary = join(root, 'tmp')
  const trash = join(root, 'trash')
  mkdirSync(trash, { recursive: true })
  mkdirSync(objects, { recursive: true })
  mkdirSync(temporary, { recursive: true })
  sweep(temporary)

  const folders = new Map<string, Promise<void>>()
  const folderOf = (sha256: string) => join(objects, sha256.slice(0, 2), sha256.slice(2, 4))
  const pathOf = (sha256: string) => join(folderOf(sha256), sha256)

  /** Makes the folder of a hash, safe against power loss; once a process for each folder. */
  function ensureFolder(sha256: string): Promise<void> {
    const folder = folderOf(sha256)
    const known = folders.get(folder)
    if (known !== undefined) return known
    const made = (async () => {
      await mkdir(folder, { recursive: true })
      await Promise.all([syncFolder(join(folder, '..')), syncFolder(objects)])
    })()
    folders.set(folder, made)
    made.catch(() => folders.delete(folder))
    return made
  }

  /** A copy that was brought meanwhile is as good. */
  async function giveBack(sha256: string): Promise<void> {
    const taken = join(trash, sha256)
    await ensureFolder(sha256)
    if ((await sizeOf(pathOf(sha256))) === undefined) await moved(taken, pathOf(sha256))
    else await rm(taken, { force: true })
    await Promise.all([syncFolder(folderOf(sha256)), syncFolder(trash)])
  }

  return {
    async put(source, options = {}) {
      const temp = join(temporary, randomUUID())
      const file = await open(temp, 'wx', 0o600)
      try {
        const { sha256, sizeBytes } = await copyAndHash(source, file, options)
        await options.accept?.({ path: temp, sizeBytes })
        await file.chmod(0o440)
        // Both must be on the disk before the name is.
        await Promise.all([file.sync(), ensureFolder(sha256)])
        await file.close()
        const existing = await sizeOf(pathOf(sha256))
        // A copy of another size is damaged: the good bytes take its place.
        // What is there is brought again, and is not erased meanwhile; where that was faster, this copy takes its place.
        if (existing === sizeBytes && (await touched(pathOf(sha256)))) await rm(temp)
        else await rename(temp, pathOf(sha256))
        await syncFolder(folderOf(sha256))
        return { sha256, sizeBytes }
      } catch (error) {
        await file.close().catch(() => undefined)
        await rm(temp, { force: true })
        throw error
      }
    },

    async open(sha256, range) {
      const file = await openBlob(pathOf(sha256), sha256)
      return file.createReadStream(range === undefined ? {} : { start: range.start, end: range.end })
    },

    async path(sha256) {
      if ((await sizeOf(pathOf(sha256))) === undefined) throw new BlobMissing(sha256)
      return pathOf(sha256)
    },

    async has(sha256) {
      return (await sizeOf(pathOf(sha256))) !== undefined
    },

    trash: {
      async take(sha256, olderThanMs) {
        const taken = join(trash, sha256)
        if (!(await moved(pathOf(sha256), taken))) return true
        // Looked at after its name is gone: whoever brings it from here on makes a new one.
        const { mtimeMs } = await stat(taken)
        if (Date.now() - mtimeMs >= olderThanMs) return true
        await giveBack(sha256)
        return false
      },
      giveBack,
      async empty(sha256) {
        await rm(join(trash, sha256), { force: true })
        await syncFolder(trash)
      },
      async list() {
        return (await readdir(trash)) as Sha256[]
      },
    },
  }
}

/** Writes while hashing; one batch is on its way to the disk while the next one arrives. */
async function copyAndHash(
  source: AsyncIterable<Uint8Array>,
  file: FileHandle,
  { maxBytes = Infinity, signal }: { readonly maxBytes?: number; readonly signal?: AbortSignal },
): Promise<{ readonly sha256: Sha256; readonly sizeBytes: number }> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  let batch: Uint8Array[] = []
  let batched = 0
  let writing: Promise<void> = Promise.resolve()
  let syncing: Promise<void> = Promise.resolve()
  let unsynced = 0
  const flush = async () => {
    const chunks = batch
    unsynced += batched
    batch = []
    batched = 0
    await writing
    writing = writeAll(file, chunks)
    // A failed write is reported where it is awaited; until then it is not an unhandled rejection.
    writing.catch(() => undefined)
    if (unsynced < syncedBytes) return
    unsynced = 0
    // The system tells a failure only once: it must be heard here, the last sync would know nothing of it.
    await syncing
    syncing = file.datasync()
    syncing.catch(() => undefined)
  }
  // A source that has fallen silent wakes up only when it is destroyed.
  if (signal !== undefined && source instanceof Readable) addAbortSignal(signal, source)
  try {
    for await (const chunk of source) {
      signal?.throwIfAborted()
      sizeBytes += chunk.byteLength
      if (sizeBytes > maxBytes) throw new BlobTooLarge(maxBytes)
      hash.update(chunk)
      batch.push(chunk)
      batched += chunk.byteLength
      if (batched >= batchBytes) await flush()
    }
    signal?.throwIfAborted()
    await flush()
  } finally {
    await Promise.all([writing, syncing])
  }
  return { sha256: hash.digest('hex') as Sha256, sizeBytes }
}

async function writeAll(file: FileHandle, chunks: readonly Uint8Array[]): Promise<void> {
  let left = [...chunks]
  while (left.length > 0) {
    let { bytesWritten } = await file.writev(left)
    while (left[0] !== undefined && bytesWritten >= left[0].byteLength) {
      bytesWritten -= left[0].byteLength
      left = left.slice(1)
    }
    if (left[0] !== undefined && bytesWritten > 0) left[0] = left[0].subarray(bytesWritten)
  }
}

async function openBlob(path: string, sha256: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (isMissing(error)) throw new BlobMissing(sha256)
    throw error
  }
}

/** Notes that the file was brought just now; false when it is not there (any more). */
async function touched(path: string): Promise<boolean> {
  const now = new Date()
  return utimes(path, now, now).then(() => true, falseIfMissing)
}

/** False when there is nothing to move. */
async function moved(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(() => true, falseIfMissing)
}

function falseIfMissing(error: unknown): false {
  if (isMissing(error)) return false
  throw error
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function sweep(temporary: string): void {
  for (const name of readdirSync(temporary)) {
    const path = join(temporary, name)
    const found = statSync(path, { throwIfNoEntry: false })
    if (found !== undefined && Date.now() - found.mtimeMs > leftoverAgeMs) rmSync(path, { force: true })
  }
}

/** The file is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
