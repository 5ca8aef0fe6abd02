import { constants, copyFile, lstat, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { nodeArguments, projectRoot } from '../../project-root.ts'
import type { PageRenderer } from '../../usecases/page-renderer-port.ts'
import { RenderFailure } from '../../usecases/render-failure.ts'
import { type Sandbox, readableForNode } from '../converter/sandbox.ts'
import { HasEnded, type Standing, TimeIsUp, standing } from '../converter/standing.ts'
import { type ChildLine, type PageOrder, type RemarksOrder, parseChildLine } from './page-lines.ts'

export type PageJob = {
  readonly path: string
  /** A kind, or 'folder' for the plan of a container; everything in the plan's folder goes along with it. */
  readonly kind: string
  /** Of a PDF that LibreOffice made: what its original holds besides, as `remarks` has told. */
  readonly remarks?: readonly string[]
  readonly maxPages: number
  readonly pictureWidthPx: number
}

/** A process that reads pages, see page-child.ts. */
export type PageReader = {
  readonly alive: boolean
  /** Tells all of a file; throws `RenderFailure` when that does not work, and is not alive any more if it is to blame. */
  read(
    job: PageJob,
    into: Parameters<PageRenderer['render']>[1],
    signal: AbortSignal | undefined,
  ): Promise<void>
  /** What an Office file holds that its pages will not show; throws like `read`. */
  remarks(
    original: { readonly path: string; readonly kind: string },
    signal: AbortSignal | undefined,
  ): Promise<readonly string[]>
  close(): Promise<void>
}

type ReaderOptions = {
  readonly sandbox: Sandbox
  /** For 500 pages; a quarter of it for one. */
  readonly timeoutMs: number
  readonly maxPages: number
  readonly maxPdfBytes: number
  /**
   * After so many orders (by default 400) it takes no more, whatever it has gathered; an Office file takes two. What one
   * has run often V8 has compiled for it, and has to compile anew for the next.
   */
  readonly ordersEach?: number
}

export async function startPageReader(options: ReaderOptions): Promise<PageReader> {
  const { sandbox, ordersEach = 400 } = options
  const work = await mkdtemp(join(tmpdir(), 'kessai-pages-'))
  const timeoutMs = options.timeoutMs * (1 + options.maxPages / 500)
  const program = await sandbox.start({
    work,
    asCaller: true,
    command: () => [
      process.execPath,
      ...['--max-old-space-size=1500', '--expose-gc'],
      ...nodeArguments('adapters/pdf-pages/page-child'),
    ],
    // tsx is found from the folder of the project, not from the work folder.
    folder: projectRoot,
    readable: [...readableForNode(projectRoot), '/etc/fonts', '/var/cache/fontconfig'],
    limits: {
      cpuSeconds: Math.ceil((timeoutMs / 1000) * 2),
      fileBytes: options.maxPdfBytes,
      openFiles: 256,
      dataBytes: 6_000_000_000,
    },
  })
  const reader = standing(program)
  const inside = sandbox.kind === 'none' ? work : '/w'
  const place: Place = { work, inside, timeoutMs, pageMs: options.timeoutMs / 4 }
  // Its limit of processor time is for all of its orders: half of it has to be left for the next.
  let busyMs = 0
  const thenEmpty = async <Value>(obeyed: Promise<Value>): Promise<Value> => {
    const began = performance.now()
    try {
      return await obeyed
    } finally {
      busyMs += performance.now() - began
      for (const name of await readdir(work)) await rm(join(work, name), { recursive: true, force: true })
    }
  }
  return {
    get alive() {
      return reader.alive && reader.obeyed < ordersEach && busyMs < timeoutMs / 2
    },
    read: (job, into, signal) => thenEmpty(obey(reader, place, job, into, signal)),
    remarks: (original, signal) => thenEmpty(remarksOf(reader, place, original, signal)),
    async close() {
      await reader.close()
      await rm(work, { recursive: true, force: true })
    },
  }
}

type Place = {
  readonly work: string
  /** The same folder as the process sees it. */
  readonly inside: string
  readonly timeoutMs: number
  readonly pageMs: number
}

async function obey(
  reader: Standing,
  place: Place,
  job: PageJob,
  into: Parameters<PageRenderer['render']>[1],
  signal: AbortSignal | undefined,
): Promise<void> {
  const order = await bring(job, place)
  const drawn = join(place.work, 'out.pdf')
  let expected: number | undefined
  let seen = 0
  let failure: RenderFailure | undefined
  // One page that never ends (a pattern of a thousandth of a point) would otherwise take the time of all pages.
  const tooSlow = new AbortController()
  let watch: NodeJS.Timeout | undefined
  const expectLine = (): void => {
    clearTimeout(watch)
    const late = (): void => tooSlow.abort(new RenderFailure('timeout', `page ${seen}`))
    watch = setTimeout(late, place.pageMs)
  }
  const take = async (text: string): Promise<'more' | 'last'> => {
    const line = lineOf(text)
    if (line === undefined) return 'more'
    if (line.type === 'end') {
      if (line.skeleton !== undefined) await into.skeleton?.(Buffer.from(line.skeleton, 'base64'))
      return 'last'
    }
    if (line.type === 'failure') {
      failure = new RenderFailure(line.code, line.detail)
      return 'last'
    }
    expectLine()
    if (line.type === 'pdf') {
      expected = line.sizes.length / 2
      // It may have put anything there: a link would be followed outside of the sandbox.
      if (line.made && !(await lstat(drawn)).isFile())
        throw new RenderFailure('internal', 'no file was drawn')
      await into.pdf(line.made ? drawn : job.remarks && job.path, line.sizes)
    } else if (line.type === 'about') {
      await into.about({ remarks: line.remarks, outline: line.outline })
    } else if (line.type === 'remarks') {
      throw new RenderFailure('internal', 'remarks that nobody asked for')
    } else {
      if (line.pageIndex !== seen)
        throw new RenderFailure('internal', `page ${line.pageIndex} came for ${seen}`)
      seen += 1
      await into.page(pageOf(line))
    }
    return 'more'
  }
  const signals = [tooSlow.signal, ...(signal === undefined ? [] : [signal])]
  try {
    await ask(reader, order, take, { timeoutMs: place.timeoutMs, signal: AbortSignal.any(signals) })
  } finally {
    clearTimeout(watch)
  }
  if (failure !== undefined) throw failure
  if (expected === undefined || seen !== expected)
    throw new RenderFailure('internal', `${seen} pages of ${expected}`)
}

async function remarksOf(
  reader: Standing,
  { work, inside, pageMs }: Place,
  { path, kind }: { readonly path: string; readonly kind: string },
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  await copyFile(path, join(work, 'original'), constants.COPYFILE_FICLONE)
  let remarks: readonly string[] = []
  const take = async (text: string): Promise<'more' | 'last'> => {
    const line = lineOf(text)
    if (line === undefined) return 'more'
    if (line.type === 'failure') throw new RenderFailure(line.code, line.detail)
    if (line.type !== 'remarks') throw new RenderFailure('internal', `${line.type} instead of remarks`)
    remarks = line.remarks
    return 'last'
  }
  const order: RemarksOrder = { source: `${inside}/original`, of: kind }
  await ask(reader, order, take, { timeoutMs: pageMs, signal })
  return remarks
}

/** Undefined for what PDFium says itself, its warnings; throws on a line that nobody understands. */
function lineOf(text: string): ChildLine | undefined {
  if (!text.startsWith('{')) return undefined
  const line = parseChildLine(text)
  if (line === undefined) throw new RenderFailure('internal', 'a line that nobody understands')
  return line
}

/** As `Standing.ask`, with the failures of a file. */
async function ask(reader: Standing, ...asked: Parameters<Standing['ask']>): Promise<void> {
  try {
    await reader.ask(...asked)
  } catch (error) {
    if (error instanceof TimeIsUp) throw new RenderFailure('timeout', 'pages')
    if (error instanceof HasEnded) throw new RenderFailure('internal', error.message)
    throw error
  }
}

/** Puts everything it needs into its folder: it was started before anybody knew of the file. */
async function bring(job: PageJob, { work, inside }: Place): Promise<PageOrder> {
  const { kind, maxPages, pictureWidthPx } = job
  const order = { kind, maxPages, pictureWidthPx, target: `${inside}/out.pdf` }
  if (kind === 'folder') {
    await rename(dirname(job.path), join(work, 'folder'))
    return { ...order, source: `${inside}/folder/${basename(job.path)}` }
  }
  await copyFile(job.path, join(work, 'in'), constants.COPYFILE_FICLONE)
  return {
    ...{ ...order, source: `${inside}/in` },
    ...(job.remarks === undefined ? {} : { remarks: job.remarks }),
  }
}

function pageOf(
  line: Extract<ChildLine, { readonly type: 'page' }>,
): Parameters<Parameters<PageRenderer['render']>[1]['page']>[0] {
  const bytes = (text: string | undefined) => (text === undefined ? undefined : Buffer.from(text, 'base64'))
  const { pageIndex, widthPt, heightPt, body } = line
  return {
    ...{ pageIndex, widthPt, heightPt, body },
    runs: Buffer.from(line.runs, 'base64'),
    placeholder: bytes(line.placeholder),
    picture: bytes(line.picture),
    ...(line.scan === undefined ? {} : { scan: line.scan }),
  }
}
