import { randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { sampleFile } from '../../../db/seed/sample-files/index.ts'
import { createPageRenderer } from '../../../server/adapters/pdf-pages/page-renderer.ts'
import type { Book } from '../../../server/contract/book.ts'
import type { ProposalView } from '../../../server/contract/proposals.ts'
import { type SignedIn, signInAs } from '../../../server/testing/signed-in.ts'
import { followStream } from '../../../server/testing/stream-events.ts'
import type { Bench } from '../core.ts'
import { type Measure, measureOf, median } from '../results.ts'
import { rounds } from './stage.ts'
import { pause } from './visit.ts'
import { type Source, type Warm, convertCold, startWarm } from './warm-office.ts'

const kinds = ['docx', 'xlsx', 'pptx'] as const
const pagesEach = 10
const warmings = 4

/**
 * Pages a second of the whole way from an Office file to pages with words and placeholders, beside LibreOffice alone kept
 * warm, which only makes a PDF; and from the upload of a changed file to its pages on the screen's side.
 */
export async function measurePipeline(bench: Bench): Promise<readonly Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-bench-pipeline-'))
  const sources = await Promise.all(
    kinds.map(async (kind): Promise<Source> => {
      const path = join(folder, `in.${kind}`)
      await writeFile(path, await sampleFile(kind, '計測のための資料', '主な経費', pagesEach))
      return { kind, path }
    }),
  )
  const warm = await startWarm(folder)
  try {
    const rates = await pagesPerSecond(sources, warm)
    return [rates.beside, rates.scaling, await untilVisible(bench, sources[0] as Source, warm)]
  } finally {
    await warm.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function pagesPerSecond(
  sources: readonly Source[],
  warm: Warm,
): Promise<{ readonly beside: Measure; readonly scaling: Measure }> {
  const renderer = await createPageRenderer({ allowUnsandboxed: true })
  const pages = new Map<Source, number>()
  const rendered = async (source: Source): Promise<void> => {
    await renderer.render(source, { pdf: async () => {}, about: async () => {}, page: async () => {} })
  }
  try {
    for (const it of sources) {
      pages.set(it, (await PDFDocument.load(await warm.convert(it))).getPageCount())
      // Twice at once and twice in a row: both LibreOffices of a worker have read such a file before, as theirs has.
      for (let times = 0; times < 2; times += 1) await Promise.all([rendered(it), rendered(it)])
    }
    const all = [...pages.values()].reduce((sum, it) => sum + it, 0)
    const rate = async (files: number, work: () => Promise<unknown>): Promise<number> => {
      const started = performance.now()
      await work()
      return (files * all) / ((performance.now() - started) / 1000)
    }
    const [one, two, bare, cold]: [number[], number[], number[], number[]] = [[], [], [], []]
    const inTurn = async (each: (source: Source) => Promise<unknown>): Promise<void> => {
      for (const it of sources) await each(it)
    }
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await rate(1, () => inTurn((it) => warm.convert(it))))
      one.push(await rate(1, () => inTurn(rendered)))
      two.push(await rate(2, () => Promise.all([inTurn(rendered), inTurn(rendered)])))
      if (round < 2) cold.push(await rate(1, () => inTurn(convertCold)))
    }
    const common = { group: 'reading', unit: 'pages/s' } as const
    return {
      beside: measureOf({
        ...common,
        // What `server/worker.ts` does with a queue that is never empty.
        name: 'pages of Office files of one worker, which takes two at a time, beside bare warm soffice',
        ours: two,
        ceiling: bare,
        peers: { 'one file at a time': median(one), 'cold soffice': median(cold) },
        goal: { atLeast: 0.9 },
      }),
      scaling: measureOf({
        ...common,
        name: 'pages of Office files of one worker, two at a time beside one',
        ours: two,
        ceiling: one,
        goal: { atLeast: 1.5 },
      }),
    }
  } finally {
    await renderer.close()
  }
}

/** A file is replaced by another version of itself: from then until its pages can be asked for. */
async function untilVisible(bench: Bench, source: Source, warm: Warm): Promise<Measure> {
  const drafter = await signInAs(bench.url, 'u0505')
  const { id } = (await drafter.send<ProposalView>('POST', '/v1/proposals', {})).body
  const [ours, ceiling]: [number[], number[]] = [[], []]
  const versions = Array.from({ length: rounds + warmings }, (_, version) =>
    sampleFile(source.kind, `第${version + 1}版`, '主な経費', pagesEach),
  )
  const told = await listen(drafter)
  let path = `/v1/proposals/${id}/attachments`
  for (const [version, bytes] of (await Promise.all(versions)).entries()) {
    await writeFile(source.path, bytes)
    // Whoever saves has looked at the last version for a moment.
    await pause(1_000)
    let started = performance.now()
    await warm.convert(source)
    const bare = performance.now() - started
    started = performance.now()
    const visible = told.visible()
    const sent = await drafter.upload(path, `資料.${source.kind}`, bytes, randomUUID())
    if (sent.status !== 201) throw new Error(`the upload was answered ${sent.status}`)
    await visible
    const attachment = await pagesOf(drafter, id)
    path = `/v1/attachments/${attachment}/revisions`
    // The first ones warm the worker, which takes two files at once.
    if (version < warmings) continue
    ours.push(performance.now() - started)
    ceiling.push(bare)
  }
  told.stop()
  return measureOf({
    group: 'reading',
    name: `a changed ${source.kind} of ${pagesEach} pages until it is visible, beside its warm conversion`,
    unit: 'ms',
    ours,
    ceiling,
    goal: { atMost: 1.4 },
  })
}

/** Asks for the pages of the only file of a case, which are there; answers its attachment. */
async function pagesOf(drafter: SignedIn, proposal: string): Promise<string> {
  const [file] = (await drafter.get<Book>(`/v1/proposals/${proposal}/pages`)).body.files
  if (file === undefined || file.sizes.length === 0) throw new Error('no pages')
  return file.attachmentId
}

type Told = {
  /** Until the browser of this person is told that pages can be looked at; throws after a minute. */
  visible(): Promise<void>
  stop(): void
}

async function listen({ baseUrl, headers }: SignedIn): Promise<Told> {
  const heard = new EventEmitter()
  const { stop } = await followStream(baseUrl, headers, (it) => {
    if (it.type === 'rendition' && it.status === 'visible') heard.emit('visible')
  })
  return {
    visible: async () => void (await once(heard, 'visible', { signal: AbortSignal.timeout(60_000) })),
    stop,
  }
}
