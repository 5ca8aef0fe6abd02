import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { Document, InsertedTextRun, Packer, Paragraph } from 'docx'
import { type Test, test } from 'tap'
import { createDiskBlobs } from './adapters/blobs-disk.ts'
import { createLiveBus } from './adapters/live-bus.ts'
import type { Book, FileOutline, PageTexts } from './contract/book.ts'
import type { StreamEvent } from './contract/stream.ts'
import { converterVersion } from './usecases/converter-version.ts'
import { createJobQueue } from './jobs/queue.ts'
import { nodeArguments } from './project-root.ts'
import { type TestApp, createTestApp } from './testing/app.ts'
import { nobody } from './testing/attachment-world.ts'
import { followStream } from './testing/stream-events.ts'

const drafter = 'u0001'
const stranger = 'u0002'
const at = '2026-05-11T01:20:00.000Z'

type World = TestApp & { readonly dir: string; readonly proposalId: string }
type Added = { readonly revisionId: string; readonly sha256: string }

async function world(t: Test): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'kessai-worker-test-'))
  t.teardown(() => rm(dir, { recursive: true, force: true }))
  const made = await createTestApp(t, async ({ url }) => {
    const live = await createLiveBus({ connectionString: url })
    const jobs = await createJobQueue({
      connectionString: url,
      supervise: false,
      onError: (error) => t.comment(error.message),
    })
    t.teardown(() => Promise.all([live.close(), jobs.stop(0)]))
    return {
      blobs: createDiskBlobs(join(dir, 'blobs')),
      organisation: { current: async () => nobody, changed() {} },
      live,
      jobs,
    }
  })
  await made.db.insertInto('unit').values({ code: 'KNK', name: '観光振興課', kind: 'section' }).execute()
  for (const id of [drafter, stranger]) {
    await made.db
      .insertInto('person')
      .values({ id, name: '山﨑 花', name_kana: 'ヤマサキ ハナ', login: id })
      .execute()
  }
  const proposalId = randomUUID()
  await made.db
    .insertInto('proposal')
    .values({
      id: proposalId,
      drafter_id: drafter,
      drafter_post: 'KNK:P-STF',
      unit_code: 'KNK',
      section_code: 'KNK',
      content: JSON.stringify({ title: '道路占用の許可', secrecy: 'none', accessList: [] }),
      state: JSON.stringify({ status: 'draft', drafter }),
      created_at: at,
      updated_at: at,
    })
    .execute()
  return { ...made, dir, proposalId }
}

/** A file with a waiting rendition, as an upload leaves it; nobody has sent a job. */
async function add(made: World, kind: string, bytes: Uint8Array, place: number): Promise<Added> {
  const { db, proposalId } = made
  const { sha256, sizeBytes } = await made.deps.blobs.put(Readable.from([bytes]))
  const [attachment, revisionId] = [randomUUID(), randomUUID()]
  await db.insertInto('blob').values({ sha256, size_bytes: sizeBytes, stored_at: at }).execute()
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('attachment')
      .values({
        id: attachment,
        proposal_id: proposalId,
        place,
        name: `${place}.${kind}`,
        current_revision: revisionId,
        created_at: at,
      })
      .execute()
    await trx
      .insertInto('revision')
      .values({
        id: revisionId,
        attachment_id: attachment,
        number: 1,
        sha256,
        kind,
        made_by: drafter,
        made_at: at,
      })
      .execute()
  })
  await db.insertInto('rendition').values({ sha256, kind, converter: converterVersion }).execute()
  return { revisionId, sha256 }
}

function startWorker(t: Test, made: World): ChildProcess {
  const worker = spawn(process.execPath, [...nodeArguments('worker')], {
    env: { PATH: process.env['PATH'], DATABASE_URL: made.url, KESSAI_DATA_DIR: made.dir },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  t.teardown(() => worker.kill('SIGKILL'))
  return worker
}

async function until(what: () => Promise<boolean>): Promise<void> {
  while (!(await what())) await sleep(100)
}

async function stop(worker: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = new Promise((resolve) => worker.once('exit', resolve))
  worker.kill(signal)
  await gone
}

async function statuses(made: World): Promise<string[]> {
  const rows = await made.db.selectFrom('rendition').select('status').orderBy('status').execute()
  return rows.map((it) => it.status)
}

/** As a heading; somebody has added a word and left the change open. */
async function docx(text: string, as?: 'heading'): Promise<Uint8Array> {
  const change = { text: '追記', id: 1, author: '山﨑', date: at }
  const children = [
    new Paragraph({ text, ...(as === undefined ? {} : { outlineLevel: 0 }) }),
    ...(as === undefined ? [] : [new Paragraph({ children: [new InsertedTextRun(change)] })]),
  ]
  return Packer.toBuffer(new Document({ sections: [{ children }] }))
}

test('a worker that is killed in the middle loses nothing', { timeout: 300_000 }, async (t) => {
  const made = await world(t)
  for (const place of [0, 1, 2]) await add(made, 'docx', await docx(`添付 ${place}`), place)
  await add(made, 'text', Buffer.from('本文'), 3)
  const first = startWorker(t, made)
  await until(async () => (await statuses(made)).includes('running'))
  await stop(first, 'SIGKILL')
  t.ok((await statuses(made)).includes('running'), 'it died with work in its hands')

  const second = startWorker(t, made)
  await until(async () => (await statuses(made)).every((it) => it === 'done'))
  const renditions = await made.db.selectFrom('rendition').select(['page_count', 'pdf_sha256']).execute()
  t.equal(renditions.length, 4)
  t.ok(renditions.every((it) => it.page_count === 1 && it.pdf_sha256 !== null))
  const pdfs = renditions.map((it) => it.pdf_sha256 as string)
  const pages = await made.db
    .selectFrom('page')
    .select('page_index')
    .where('pdf_sha256', 'in', pdfs)
    .execute()
  t.equal(pages.length, 4, 'each page once')
  await stop(second, 'SIGTERM')
  t.equal(second.exitCode, 0, 'told to stop, it ends well')
})

test(
  'the reader gets the book, its texts and pictures, and hears of progress',
  { timeout: 300_000 },
  async (t) => {
    const made = await world(t)
    const text = await add(made, 'text', Buffer.from('道路占用\n'.repeat(100)), 0)
    const broken = await add(made, 'pdf', Buffer.from('%PDF-1.7 broken'), 1)
    const word = await add(made, 'docx', await docx('経緯', 'heading'), 2)
    const get = (path: string, person = drafter, headers = {}) =>
      made.inject(person, { method: 'GET', url: path, headers })
    const book = async (): Promise<Book> => (await get(`/v1/proposals/${made.proposalId}/pages`)).json()
    t.same(
      (await book()).files.map((it) => [it.rendition.status, it.sizes]),
      [
        ['waiting', []],
        ['waiting', []],
        ['waiting', []],
      ],
    )
    t.equal((await get(`/v1/revisions/${text.revisionId}/text`)).json().code, 'pdf_not_ready')

    const ours = await follow(t, made, drafter)
    const theirs = await follow(t, made, stranger)
    startWorker(t, made)
    await until(async () => (await statuses(made)).join() === 'done,done,failed')

    const files = (await book()).files
    const pageCount = files[0]?.rendition.pageCount ?? 0
    t.ok(pageCount > 1)
    t.equal(files[0]?.sizes.length, 2 * pageCount)
    t.equal(files[1]?.rendition.failure?.code, 'damaged')
    t.match(files[1]?.rendition.failure?.text, /読み取れませんでした/)
    t.same(
      files[2]?.warnings.map((it) => it.code),
      ['tracked_changes'],
      'what its pages do not show is told at its head',
    )
    const { entries }: FileOutline = (await get(`/v1/revisions/${word.revisionId}/outline`)).json()
    t.same(
      entries.map(({ y: _y, ...it }) => it),
      [{ title: '経緯', pageIndex: 0, depth: 0 }],
    )
    const [{ y } = { y: undefined }] = entries
    t.ok(y !== undefined && y > 0 && y < 200, `in the upper part of the page: ${y}`)
    t.same((await get(`/v1/revisions/${broken.revisionId}/outline`)).json(), { entries: [] })

    const second: PageTexts = (await get(`/v1/revisions/${text.revisionId}/text?from=1&to=2`)).json()
    t.same(
      second.pages.map((it) => it.pageIndex),
      [1],
    )
    t.equal(second.pages[0]?.runs[0]?.text, '道路占用')
    const pictures = (await get(`/v1/revisions/${text.revisionId}/placeholders`)).rawPayload
    t.equal(pictures.readUInt32LE(0), pageCount)
    const [from, to] = [pictures.readUInt32LE(4), pictures.readUInt32LE(8)]
    t.equal(pictures.subarray(from + 8, from + 12).toString(), 'WEBP')
    t.equal(pictures.readUInt32LE(4 * (pageCount + 1)), pictures.length)
    t.ok(to > from)
    const part = (await get(`/v1/revisions/${text.revisionId}/placeholders?from=1&to=2`)).rawPayload
    t.equal(part.readUInt32LE(0), 1, 'of one page')
    t.equal(part.subarray(part.readUInt32LE(4) + 8, part.readUInt32LE(4) + 12).toString(), 'WEBP')
    const several = `/v1/proposals/${made.proposalId}/placeholders?of=${text.revisionId}:1-2`
    const together = await get(`${several},${broken.revisionId}:0-10,${text.revisionId}:0-9`)
    const lengthOf = (at: number) => together.rawPayload.readUInt32LE(at)
    const [first, none] = [lengthOf(0), lengthOf(4 + lengthOf(0))]
    t.same(together.rawPayload.subarray(4, 4 + first), part, 'each as it comes alone')
    t.equal(together.rawPayload.readUInt32LE(8 + first), 0, 'a file without pages has none')
    t.same(together.rawPayload.subarray(12 + first + none), pictures)
    t.equal(together.headers['cache-control'], 'no-store', 'it may have some later')
    t.match((await get(several)).headers['cache-control'], /immutable/)
    t.equal((await get(several, stranger)).statusCode, 404)
    t.equal((await get(several.replace(':1-2', ':1'))).statusCode, 400)
    const image = await get(`/v1/revisions/${text.revisionId}/pages/0/image`)
    t.equal(image.headers['content-type'], 'image/png', 'what it is')
    t.same(image.rawPayload.subarray(1, 4).toString(), 'PNG')
    t.match(image.headers['cache-control'], /immutable/)
    const again = { 'if-none-match': String(image.headers.etag) }
    t.equal((await get(`/v1/revisions/${text.revisionId}/pages/0/image`, drafter, again)).statusCode, 304)
    t.equal((await get(`/v1/revisions/${text.revisionId}/pages/1/image`)).statusCode, 404)

    for (const path of ['text', 'outline', 'placeholders', 'pages/0/image']) {
      t.equal((await get(`/v1/revisions/${text.revisionId}/${path}`, stranger)).statusCode, 404, path)
    }
    t.equal((await get(`/v1/proposals/${made.proposalId}/pages`, stranger)).statusCode, 404)
    const retry = (person: string) =>
      made.inject(person, { method: 'POST', url: `/v1/revisions/${broken.revisionId}/retry` })
    t.equal((await retry(stranger)).statusCode, 404)
    const failures = () =>
      ours.filter(
        (it) => it.type === 'rendition' && it.revisionId === broken.revisionId && it.status === 'failed',
      ).length
    await until(async () => failures() === 1)
    t.same((await retry(drafter)).json(), { started: true })
    await until(async () => failures() === 2)

    const seen = ours.flatMap((it) =>
      it.type === 'rendition' && it.revisionId === text.revisionId ? [it.status] : [],
    )
    t.equal(seen[0], 'running')
    t.equal(seen.at(-1), 'done')
    t.same(theirs, [], 'nobody hears of what they may not read')
  },
)

/** The events a person's open page receives. */
async function follow(t: Test, made: World, person: string): Promise<StreamEvent[]> {
  const address = made.app.server.address() as AddressInfo | null
  if (address === null) await made.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = made.app.server.address() as AddressInfo
  const events: StreamEvent[] = []
  const headers = { 'x-test-person': person }
  const { contentType } = await followStream(`http://127.0.0.1:${port}`, headers, (it) => events.push(it))
  t.match(contentType, 'text/event-stream')
  return events
}
