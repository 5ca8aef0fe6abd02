import { Readable } from 'node:stream'
import { test } from 'tap'
import yauzl, { RandomAccessReader } from 'yauzl'
import { type ZipEntry, zipBytes } from './send-zip.ts'

/** A zip that is never in memory as a whole: the same zeros stand in it many times. */
class Pieces extends RandomAccessReader {
  readonly #pieces: { readonly start: number; readonly bytes: Uint8Array }[] = []
  size = 0

  add(bytes: Uint8Array): void {
    this.#pieces.push({ start: this.size, bytes })
    this.size += bytes.length
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const parts = this.#pieces.filter((it) => it.start < end && it.start + it.bytes.length > start)
    return Readable.from(
      parts.map(({ start: at, bytes }) => Buffer.from(bytes.subarray(Math.max(0, start - at), end - at))),
    )
  }
}

async function inPieces(entries: readonly ZipEntry[]) {
  const reader = new Pieces()
  for await (const chunk of zipBytes(entries)) reader.add(chunk)
  return yauzl.fromRandomAccessReaderPromise(reader, reader.size)
}

async function inMemory(entries: readonly ZipEntry[]) {
  const chunks: Uint8Array[] = []
  for await (const chunk of zipBytes(entries)) chunks.push(chunk)
  return yauzl.fromBufferPromise(Buffer.concat(chunks))
}

/** Every entry as another reader finds it, and the bytes of the last. */
async function read(zip: yauzl.ZipFile, count: number) {
  const found: yauzl.Entry[] = []
  let last = ''
  for await (const entry of zip.eachEntry()) {
    found.push(entry)
    if (found.length !== count) continue
    const chunks: Buffer[] = []
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
    last = Buffer.concat(chunks).toString()
  }
  return { found, last }
}

const small = (path: string): ZipEntry => ({
  ...{ path, sizeBytes: 2, crc32: 0x79dcdd47 },
  open: async () => [Buffer.from('ok')],
})

test('a zip of more than 4 GB is a ZIP64 that another reader understands', async (t) => {
  const zeros = new Uint8Array(64 * 1024 * 1024)
  const times = 65
  const large: ZipEntry = {
    ...{ path: 'large', sizeBytes: times * zeros.length, crc32: 0 },
    open: async () => Array.from({ length: times }, () => zeros),
  }
  const { found, last } = await read(await inPieces([large, small('after')]), 2)
  t.same(
    found.map((it) => [it.fileName, it.uncompressedSize]),
    [
      ['large', times * zeros.length],
      ['after', 2],
    ],
  )
  t.equal(last, 'ok')
})

test('a zip of more than 65,535 entries, too', async (t) => {
  const { found, last } = await read(
    await inMemory(Array.from({ length: 65_600 }, (_, at) => small(`${at}`))),
    65_600,
  )
  t.equal(found.length, 65_600)
  t.equal(last, 'ok')
})
