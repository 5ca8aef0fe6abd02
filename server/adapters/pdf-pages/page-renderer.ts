import { chmod, copyFile, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { nodeArguments, projectRoot } from '../../project-root.ts'
import { RenderFailure } from '../../usecases/render-failure.ts'
import type { PageRenderer } from '../../usecases/ports.ts'
import { type OfficeConverter, createOfficeConverter } from '../converter/office.ts'
import { type Sandbox, findSandbox, readableForNode } from '../converter/sandbox.ts'
import { type ChildLine, parseChildLine } from './page-lines.ts'

export type PageRendererOptions = {
  /** Default 120 s for the conversion, and the same again for each 500 pages of looking at them. */
  readonly timeoutMs?: number
  readonly maxPages?: number
  readonly maxPdfBytes?: number
  /** Converts Office files even where bubblewrap does not work (KESSAI_ALLOW_UNSANDBOXED=1). */
  readonly allowUnsandboxed: boolean
  /** What keeps the conversion in; found by itself. */
  readonly sandbox?: Sandbox
}

export type OpenPageRenderer = PageRenderer & {
  readonly sandbox: Sandbox['kind']
  close(): Promise<void>
}

/** Width of the ready picture of a first page, in px. */
export const pictureWidthPx = 1240

const defaults = { timeoutMs: 120_000, maxPages: 2000, maxPdfBytes: 300_000_000 } as const
const officeKinds = new Set([
  ...['docx', 'doc', 'odt', 'rtf', 'html', 'xlsx', 'xls', 'ods', 'pptx', 'ppt', 'odp'],
  // libvips reads no BMP; LibreOffice does.
  'bmp',
])
const childKinds = new Set(['pdf', 'text', 'csv', 'eml', 'png', 'jpeg', 'gif', 'webp', 'tiff', 'svg', 'heic'])

/** Pages of every kind of file: Office by LibreOffice, the rest in a process of our own, both in the sandbox. */
export async function createPageRenderer(options: PageRendererOptions): Promise<OpenPageRenderer> {
  const limits = { ...defaults, ...options }
  const sandbox = options.sandbox ?? (await findSandbox())
  const office = createOfficeConverter({
    sandbox,
    allowUnsandboxed: options.allowUnsandboxed,
    maxPdfBytes: limits.maxPdfBytes,
  })
  return {
    sandbox: sandbox.kind,
    async render(source, into, signal) {
      const isOffice = officeKinds.has(source.kind)
      if (!isOffice && !childKinds.has(source.kind)) throw new RenderFailure('unsupported', source.kind)
      const work = await mkdtemp(join(tmpdir(), 'kessai-render-'))
      // The unprivileged user of the converter must come through to its own folder in here.
      await chmod(work, 0o711)
      try {
        const made = isOffice ? await convert(office, source, work, limits.timeoutMs, signal) : undefined
        const path = made ?? source.path
        if ((await stat(path)).size > limits.maxPdfBytes) throw new RenderFailure('too_large')
        await readPages(
          sandbox,
          { path, kind: isOffice ? 'pdf' : source.kind, work, limits, made },
          into,
          signal,
        )
      } finally {
        await rm(work, { recursive: true, force: true })
      }
    },
    close: () => office.close(),
  }
}

async function convert(
  office: OfficeConverter,
  source: { readonly path: string; readonly kind: string },
  work: string,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<string> {
  const folder = join(work, 'office')
  await mkdir(folder)
  await copyFile(source.path, join(folder, `in.${source.kind}`))
  await office.convert(folder, source.kind, { timeoutMs, ...(signal === undefined ? {} : { signal }) })
  // Out of the folder of the other user.
  const made = join(work, 'made.pdf')
  await rename(join(folder, 'in.pdf'), made)
  await rm(folder, { recursive: true })
  return made
}

type PageJob = {
  readonly path: string
  readonly kind: string
  readonly work: string
  /** The PDF LibreOffice made. */
  readonly made: string | undefined
  readonly limits: { readonly timeoutMs: number; readonly maxPages: number; readonly maxPdfBytes: number }
}

async function readPages(
  sandbox: Sandbox,
  job: PageJob,
  into: Parameters<PageRenderer['render']>[1],
  signal: AbortSignal | undefined,
): Promise<void> {
  const work = join(job.work, 'pages')
  await mkdir(work)
  let expected: number | undefined
  let seen = 0
  let failure: RenderFailure | undefined
  const take = async (line: ChildLine): Promise<void> => {
    if (line.type === 'failure') {
      failure = new RenderFailure(line.code, line.detail)
    } else if (line.type === 'pdf') {
      expected = line.pageCount
      await into.pdf(line.made ? join(work, 'out.pdf') : job.made, line.pageCount)
    } else {
      if (line.pageIndex !== seen)
        throw new RenderFailure('internal', `page ${line.pageIndex} came for ${seen}`)
      seen += 1
      const bytes = (text: string | undefined) =>
        text === undefined ? undefined : Buffer.from(text, 'base64')
      await into.page({
        pageIndex: line.pageIndex,
        widthPt: line.widthPt,
        heightPt: line.heightPt,
        body: line.body,
        runs: Buffer.from(line.runs, 'base64'),
        placeholder: bytes(line.placeholder),
        picture: bytes(line.picture),
      })
    }
  }
  const outcome = await sandbox.run({
    work,
    asCaller: true,
    command: (inside) => [
      process.execPath,
      '--max-old-space-size=1500',
      ...nodeArguments('adapters/pdf-pages/page-child'),
      job.kind,
      job.path,
      inside('out.pdf'),
      String(job.limits.maxPages),
      String(pictureWidthPx),
    ],
    // tsx is found from the folder of the project, not from the work folder.
    folder: projectRoot,
    readable: [...readableForNode(projectRoot), job.path, '/etc/fonts', '/var/cache/fontconfig'],
    timeoutMs: job.limits.timeoutMs * (1 + job.limits.maxPages / 500),
    limits: {
      cpuSeconds: Math.ceil((job.limits.timeoutMs / 1000) * 2 * (1 + job.limits.maxPages / 500)),
      fileBytes: job.limits.maxPdfBytes,
      openFiles: 256,
      dataBytes: 6_000_000_000,
    },
    onStdout: (output) => eachLine(output, take),
    ...(signal === undefined ? {} : { signal }),
  })
  if (failure !== undefined) throw failure
  if (outcome.timedOut) throw new RenderFailure('timeout', 'pages')
  if (expected === undefined || seen !== expected) {
    throw new RenderFailure('internal', `exit ${outcome.exitCode} ${outcome.signal} ${outcome.stderr}`)
  }
}

async function eachLine(output: Readable, take: (line: ChildLine) => Promise<void>): Promise<void> {
  for await (const text of createInterface({ input: output, crlfDelay: Infinity })) {
    // PDFium prints warnings of its own.
    if (!text.startsWith('{')) continue
    const line = parseChildLine(text)
    if (line === undefined) throw new RenderFailure('internal', 'a line that nobody understands')
    await take(line)
  }
}
