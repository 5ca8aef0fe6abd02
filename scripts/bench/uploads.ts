import { randomBytes } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ProposalView } from '../../server/contract/proposals.ts'
import { type SignedIn, signInAs } from '../../server/testing/signed-in.ts'
import type { Bench } from './core.ts'
import { type Measure, measureOf } from './results.ts'

const rounds = 5
const pieceBytes = 1024 * 1024
const pieces = 256
/** As long as a browser's: what it is found with skips by its length. */
const boundary = '----WebKitFormBoundaryk3ssa1B3nch0000'

/**
 * One file of 256 MiB through the upload of the compose page (multipart, SHA-256, fsync, rename, row in the database),
 * against a plain write and fsync of the same bytes in the same folder; taken in turn.
 */
export async function measureUploads(bench: Bench): Promise<Measure> {
  const drafter = await signInAs(bench.url, 'u0505')
  const draft = (await drafter.send<ProposalView>('POST', '/v1/proposals', {})).body
  const piece = randomBytes(pieceBytes)
  const ours: number[] = []
  const ceiling: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    // Another first piece each time: the same content would be stored only once.
    const first = randomBytes(pieceBytes)
    ceiling.push(await rateOf(() => writePlainly(bench.dataDir, first, piece)))
    ours.push(await rateOf(() => upload(drafter, draft.id, first, piece)))
  }
  return measureOf({
    group: 'core',
    name: `upload of ${pieces} MiB`,
    unit: 'MB/s',
    ours,
    ceiling,
    goal: { atLeast: 0.4 },
  })
}

async function rateOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return (pieces * pieceBytes) / 1_000_000 / ((performance.now() - started) / 1000)
}

async function writePlainly(folder: string, first: Buffer, piece: Buffer): Promise<void> {
  const path = join(folder, 'plain')
  const file = await open(path, 'w')
  try {
    await file.write(first)
    for (let index = 1; index < pieces; index += 1) await file.write(piece)
    await file.sync()
  } finally {
    await file.close()
    await rm(path)
  }
}

async function upload(drafter: SignedIn, proposal: string, first: Buffer, piece: Buffer): Promise<void> {
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="large.bin"\r\nContent-Type: application/octet-stream\r\n\r\n`,
  )
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  function* body(): Generator<Buffer> {
    yield head
    yield first
    for (let index = 1; index < pieces; index += 1) yield piece
    yield tail
  }
  const asked = request(`${drafter.baseUrl}/v1/proposals/${proposal}/attachments`, {
    method: 'POST',
    headers: {
      ...drafter.headers,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': head.length + pieces * pieceBytes + tail.length,
    },
  })
  const answered = new Promise<number>((resolve, reject) => {
    asked.on('error', reject)
    asked.on('response', (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
  })
  await pipeline(Readable.from(body(), { objectMode: false, highWaterMark: 4 * pieceBytes }), asked)
  const status = await answered
  if (status >= 300) throw new Error(`the upload was answered ${status}`)
}
