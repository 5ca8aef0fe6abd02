import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type Test, test } from 'tap'
import type { Book, FileOutline, PageTexts } from '../contract/book.ts'
import type { FindAnswer } from '../contract/find.ts'
import type { StreamEvent } from '../contract/stream.ts'
import type { Instant, Sha256 } from '../domain/ids.ts'
import { type AttachmentWorld, attachmentWorld, drafter, other, upload } from '../testing/attachment-world.ts'
import { converterVersion } from '../usecases/converter-version.ts'
import type { PageRenderer, RenderedPage } from '../usecases/page-renderer-port.ts'
import { RenderFailure } from '../usecases/render-failure.ts'
import { makeRendition, requeueRenditions } from './rendition.ts'

type Into = Parameters<PageRenderer['render']>[1]
type Source = Parameters<PageRenderer['render']>[0]

const sizes = [595, 842, 842, 595]

function pageOf(pageIndex: number): RenderedPage {
  return {
    ...{ pageIndex, widthPt: sizes[2 * pageIndex] ?? 595, heightPt: sizes[2 * pageIndex + 1] ?? 842 },
    body: `第${pageIndex + 1}頁の言葉`,
    runs: gzipSync('[{"text":"言葉","box":[0,0,20,10],"fontSize":10}]'),
    placeholder: Buffer.from('webp'),
    picture: undefined,
  }
}

/** A case with one file; `makes` is the worker with what its renderer does. */
async function world(t: Test) {
  const made = await attachmentWorld(t)
  const file = (await upload(made, '計画.txt', '計画')).body.attachment
  const key = { sha256: file.sha256 as Sha256, kind: file.kind, converter: converterVersion }
  const told: StreamEvent[] = []
  const get = async <Answer>(path: string) => (await made.inject(drafter, path)).json<Answer>()
  const makes = (render: PageRenderer['render'], signal?: AbortSignal) =>
    makeRendition(
      {
        ...{ db: made.db, blobs: made.deps.blobs, renderer: { render } },
        live: { publish: (event) => void told.push(event), subscribe: () => () => {} },
        now: () => '2026-05-11T01:20:00.000Z' as Instant,
        log: { info() {}, warn() {} },
        pictureWidthPx: 1240,
      },
      key,
      signal,
    )
  const book = async () => (await get<Book>(`/v1/proposals/${made.proposalId}/pages`)).files[0]
  return { made, file, told, get, makes, book }
}

/** Tells the PDF of these bytes with two pages, and what they do not show. */
async function shows(made: AttachmentWorld, into: Into, bytes: string): Promise<void> {
  const path = join(made.dir, `${bytes}.pdf`)
  await writeFile(path, bytes)
  await into.pdf(path, sizes)
  await into.about({ remarks: ['tracked_changes'], outline: [{ title: '総則', pageIndex: 1, depth: 0 }] })
}

test('pages can be looked at before their words are read, and whatever needs the words says so', async (t) => {
  const { made, file, told, get, makes, book } = await world(t)
  const texts = () => made.inject(drafter, `/v1/revisions/${file.revisionId}/text`)
  const find = () => get<FindAnswer>(`/v1/proposals/${made.proposalId}/find?q=言葉`)
  const many = `/v1/proposals/${made.proposalId}/placeholders?of=${file.revisionId}:0-2`
  await makes(async (_source, into) => {
    await shows(made, into, '版')
    const shown = await book()
    t.match(shown, { rendition: { status: 'visible', pageCount: 2 }, sizes })
    t.same(
      shown?.warnings.map((it) => it.code),
      ['tracked_changes'],
      'nobody sees pages without being told what they do not show',
    )
    t.equal((await made.inject(drafter, `/v1/revisions/${file.revisionId}/pdf`)).body, '版')
    t.same((await get<FileOutline>(`/v1/revisions/${file.revisionId}/outline`)).entries.length, 1)
    const none = await texts()
    t.same(none.json(), { pages: [], isWhole: false })
    t.equal(none.headers['cache-control'], 'no-store', 'the browser asks again')
    t.same(await find(), { total: 0, pages: [], hits: [], unread: [file.id] })
    t.equal(
      (await made.inject(drafter, `/v1/revisions/${file.revisionId}/placeholders`)).json().code,
      'pdf_not_ready',
    )
    const pictures = await made.inject(drafter, many)
    t.equal(pictures.headers['cache-control'], 'no-store')

    await into.page(pageOf(0))
    await into.page(pageOf(1))
  })
  t.match(await book(), { rendition: { status: 'done', pageCount: 2 }, sizes })
  const words = await texts()
  t.match(words.headers['cache-control'], /immutable/)
  const read = words.json<PageTexts>()
  t.equal(read.isWhole, true)
  t.same(
    read.pages.map((it) => [it.pageIndex, it.runs[0]?.text]),
    [
      [0, '言葉'],
      [1, '言葉'],
    ],
  )
  t.match(await find(), { total: 2, unread: { length: 0 } })
  t.match((await made.inject(drafter, many)).headers['cache-control'], /immutable/)
  t.same(
    told.map((it) => it.type === 'rendition' && it.status),
    ['running', 'visible', 'done'],
  )
})

test('of a large PDF the pieces that tell where its pages are can be had when it is read', async (t) => {
  const { made, file, makes } = await world(t)
  const skeleton = (person = drafter) => made.inject(person, `/v1/revisions/${file.revisionId}/skeleton`)
  await makes(async (_source, into) => {
    await shows(made, into, '版')
    await into.page(pageOf(0))
    await into.page(pageOf(1))
    await into.skeleton?.(gzipSync('pieces'))
    t.equal((await skeleton()).statusCode, 204)
  })
  const answer = await skeleton()
  t.equal(answer.statusCode, 200)
  t.match(answer.headers, { 'content-encoding': 'gzip', 'cache-control': /immutable/ })
  t.equal(gunzipSync(answer.rawPayload).toString(), 'pieces')
  t.equal((await skeleton(other)).statusCode, 404)
})

test('words that are read already are answered with those of the other pages missing', async (t) => {
  const { file, get, makes } = await world(t)
  await makes(async (_source, into) => {
    await into.pdf(undefined, Array.from({ length: 30 }, () => [595, 842]).flat())
    await into.about({ remarks: [], outline: [] })
    for (let page = 0; page < 30; page += 1) {
      await into.page(pageOf(page))
      if (page !== 26) continue
      const texts = await get<PageTexts>(`/v1/revisions/${file.revisionId}/text?from=20&to=30`)
      t.equal(texts.isWhole, false)
      t.same(
        texts.pages.map((it) => it.pageIndex),
        [20, 21, 22, 23, 24],
      )
    }
  })
})

test('a worker that dies before the words are read leaves the pages, and the next one reads those very pages', async (t) => {
  const { made, told, makes, book } = await world(t)
  const died = makes(async (_source, into) => {
    await shows(made, into, '版')
    await into.page(pageOf(0))
    await new Promise(() => {})
  })
  died.catch(() => {})
  while ((await book())?.rendition.status !== 'visible')
    await new Promise((resolve) => setTimeout(resolve, 5))
  const shown = (await made.db.selectFrom('rendition').select('pdf_sha256').executeTakeFirst())?.pdf_sha256
  const queued = made.sent.length
  t.equal(await requeueRenditions({ db: made.db, jobs: made.deps.jobs }), 1, 'somebody still waits for it')
  t.equal(made.sent.length, queued + 1)

  told.length = 0
  const sources: Source[] = []
  await makes(async (source, into) => {
    sources.push(source)
    t.match(await book(), { rendition: { status: 'visible', pageCount: 2 }, sizes }, 'the pages stay')
    await into.pdf(undefined, sizes)
    // The PDF does not know any more what its source had.
    await into.about({ remarks: [], outline: [] })
    await into.page(pageOf(0))
    await into.page(pageOf(1))
  })
  t.same(sources, [{ path: await made.deps.blobs.path(shown as Sha256), kind: 'pdf' }])
  t.match(await book(), { rendition: { status: 'done' }, warnings: [{ code: 'tracked_changes' }] })
  t.same(await made.db.selectFrom('rendition').select(['pdf_sha256', 'attempts']).execute(), [
    { pdf_sha256: shown, attempts: 2 },
  ])
  t.same(
    told.map((it) => it.type === 'rendition' && it.status),
    ['done'],
    'nobody is told that the pages are gone',
  )
})

test('a worker that is told to stop gives the file back as it was, however often', async (t) => {
  const { made, makes, book } = await world(t)
  for (let stop = 0; stop < 4; stop += 1) {
    const stopping = new AbortController()
    const stopped = makes(async (_source, into) => {
      if (stop === 3) await shows(made, into, '版')
      stopping.abort(new Error('the worker stops'))
      stopping.signal.throwIfAborted()
    }, stopping.signal)
    await t.rejects(stopped, { message: 'the worker stops' })
  }
  t.match(await book(), { rendition: { status: 'visible' } }, 'the pages stay')
  await makes(async (_source, into) => {
    await into.pdf(undefined, sizes)
    for (const at of [0, 1]) await into.page(pageOf(at))
  })
  t.match(await book(), { rendition: { status: 'done' } })
})

test('of two workers at once one shows its pages, and the other leaves them', async (t) => {
  const { made, makes, book } = await world(t)
  const gate = (): { readonly passed: Promise<void>; readonly open: () => void } => {
    let open = (): void => {}
    return { passed: new Promise((resolve) => (open = resolve)), open: () => open() }
  }
  const [bothStarted, firstShown, secondEnded] = [gate(), gate(), gate()]
  const first = makes(async (_source, into) => {
    await bothStarted.passed
    await shows(made, into, '一')
    firstShown.open()
    await secondEnded.passed
    await into.page(pageOf(0))
    await into.page(pageOf(1))
  })
  const second = makes(async (_source, into) => {
    bothStarted.open()
    await firstShown.passed
    await shows(made, into, '二')
    t.fail('it would write the words of other pages')
  })
  await second
  t.match(await book(), { rendition: { status: 'visible' } })
  secondEnded.open()
  await first
  t.match(await book(), { rendition: { status: 'done' } })
  const { revisionId } = (await book()) ?? {}
  t.equal((await made.inject(drafter, `/v1/revisions/${revisionId}/pdf`)).body, '一')
})

test('what fails after its pages were shown tells why, and can be tried again from its beginning', async (t) => {
  const { made, file, makes, book } = await world(t)
  await makes(async (_source, into) => {
    await shows(made, into, '版')
    throw new RenderFailure('timeout', 'pages')
  })
  t.match(await book(), {
    rendition: { status: 'failed', failure: { canRetry: true } },
    sizes: { length: 0 },
  })
  t.equal((await made.inject(drafter, `/v1/revisions/${file.revisionId}/pdf`)).json().code, 'pdf_not_ready')
  await made.inject(drafter, { method: 'POST', url: `/v1/revisions/${file.revisionId}/retry` })
  t.same(await book().then((it) => [it?.rendition, it?.warnings]), [{ status: 'waiting' }, []])
  const sources: string[] = []
  await makes(async ({ kind }, into) => {
    sources.push(kind)
    await shows(made, into, '再')
    await into.page(pageOf(0))
    await into.page(pageOf(1))
  })
  t.same(sources, ['text'])
  t.match(await book(), { rendition: { status: 'done' } })
})

test('the book names the pages that are nothing but one JPEG, once all are read', async (t) => {
  const { made, makes, book } = await world(t)
  await makes(async (_source, into) => {
    await shows(made, into, '版')
    await into.page(pageOf(0))
    await into.page({ ...pageOf(1), scan: { offset: 120, length: 7 } })
    t.notOk('scans' in ((await book()) ?? {}))
  })
  t.same((await book())?.scans, [1, 120, 7])
})
