import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type Test, test } from 'tap'
import type { Sha256 } from '../domain/ids.ts'
import { BlobMissing, BlobTooLarge } from '../usecases/blob-store.ts'
import { createDiskBlobs } from './blobs-disk.ts'

async function folder(t: Test): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'blobs-'))
  t.teardown(() => rm(dir, { recursive: true }))
  return dir
}

async function filesUnder(dir: string): Promise<string[]> {
  const found = await readdir(dir, { recursive: true, withFileTypes: true })
  return found.filter((it) => it.isFile()).map((it) => it.name)
}

test('bytes come back as they were put, under their hash, read-only', async (t) => {
  const dir = await folder(t)
  const blobs = createDiskBlobs(dir)
  const bytes = randomBytes(3_500_000)
  const put = await blobs.put(
    Readable.from([bytes.subarray(0, 10), bytes.subarray(10, 2_000_000), bytes.subarray(2_000_000)]),
  )
  t.strictSame(put, { sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: bytes.length })
  t.ok(bytes.equals(await buffer(await blobs.open(put.sha256))))
  const part = await buffer(await blobs.open(put.sha256, { start: 100, end: 199 }))
  t.ok(bytes.subarray(100, 200).equals(part), 'a range is inclusive on both ends')
  t.equal(
    await blobs.path(put.sha256),
    join(dir, 'objects', put.sha256.slice(0, 2), put.sha256.slice(2, 4), put.sha256),
  )
  t.equal((await stat(await blobs.path(put.sha256))).mode & 0o222, 0, 'nobody can write')
  t.ok(await blobs.has(put.sha256))
  const nothing = '0'.repeat(64) as Sha256
  t.notOk(await blobs.has(nothing))
  await t.rejects(blobs.open(nothing), BlobMissing)
  await t.rejects(blobs.path(nothing), BlobMissing)
})

test('the same content put many times at once is stored once', async (t) => {
  const dir = await folder(t)
  const blobs = createDiskBlobs(dir)
  const puts = await Promise.all(
    Array.from({ length: 8 }, () => blobs.put(Readable.from([Buffer.from('同じ内容')]))),
  )
  t.equal(new Set(puts.map((it) => it.sha256)).size, 1)
  t.strictSame(await filesUnder(dir), [puts[0]?.sha256])
})

test('a damaged copy is replaced by the good bytes', async (t) => {
  const blobs = createDiskBlobs(await folder(t))
  const { sha256 } = await blobs.put(Readable.from([Buffer.from('正しい内容')]))
  const path = await blobs.path(sha256)
  await rm(path)
  await writeFile(path, '正し')
  await blobs.put(Readable.from([Buffer.from('正しい内容')]))
  t.equal((await buffer(await blobs.open(sha256))).toString(), '正しい内容')
})

test('what is too large, refused, broken off or aborted leaves nothing', async (t) => {
  const dir = await folder(t)
  const blobs = createDiskBlobs(dir)
  const big = () => Readable.from(Array.from({ length: 40 }, () => Buffer.alloc(65_536)))
  await t.rejects(blobs.put(big(), { maxBytes: 1_000_000 }), BlobTooLarge)
  await t.rejects(
    blobs.put(big(), {
      accept: async ({ path, sizeBytes }) => {
        t.equal((await stat(path)).size, sizeBytes, 'the complete file is shown')
        throw new Error('refused')
      },
    }),
    { message: 'refused' },
  )
  async function* broken() {
    yield Buffer.alloc(2_000_000)
    throw new Error('connection lost')
  }
  await t.rejects(blobs.put(broken()), { message: 'connection lost' })
  const silent = new Readable({ read() {} })
  silent.push(Buffer.alloc(100))
  const abort = new AbortController()
  const waiting = blobs.put(silent, { signal: abort.signal })
  setImmediate(() => abort.abort())
  await t.rejects(waiting, { name: 'AbortError' })
  t.strictSame(await filesUnder(dir), [])
})

test('what a dead process left is swept at the next start, what is being written is not', async (t) => {
  const dir = await folder(t)
  createDiskBlobs(dir)
  await writeFile(join(dir, 'tmp', 'old'), 'x')
  await writeFile(join(dir, 'tmp', 'new'), 'x')
  const dayBeforeYesterday = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000)
  await utimes(join(dir, 'tmp', 'old'), dayBeforeYesterday, dayBeforeYesterday)
  createDiskBlobs(dir)
  t.strictSame(await filesUnder(dir), ['new'])
})
