import { chmod, copyFile, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RenderFailure } from '../../usecases/render-failure.ts'
import type { PageRenderer } from '../../usecases/page-renderer-port.ts'
import { type OfficeConverter, createOfficeConverter } from '../converter/office.ts'
import { type Sandbox, findSandbox } from '../converter/sandbox.ts'
import { keep } from '../converter/standing.ts'
import { writeHtmlInUtf8 } from '../converter/utf8-html.ts'
import { planFolder } from '../folder/plan-folder.ts'
import { fitWorkbook } from '../sheets/fit-workbook.ts'
import { inspectFile } from '../sniff/inspect.ts'
import { type PageJob, startPageReader } from './page-reader.ts'

export type PageRendererOptions = {
  /** Default 120 s for the conversion, the same again for each 500 pages of looking at them, a quarter for one page. */
  readonly timeoutMs?: number
  readonly maxPages?: number
  readonly maxPdfBytes?: number
  /** Converts Office files even where bubblewrap does not work (KESSAI_ALLOW_UNSANDBOXED=1). */
  readonly allowUnsandboxed: boolean
  /** Hears why LibreOffice cannot be kept warm here; see `OfficeOptions`. */
  readonly onCold?: (why: string) => void
  /** What keeps the conversion in; found by itself. */
  readonly sandbox?: Sandbox
}

export type OpenPageRenderer = PageRenderer & {
  readonly sandbox: Sandbox['kind']
  close(): Promise<void>
}

type Source = Pick<PageJob, 'path' | 'kind' | 'remarks'>

/** Width of the ready picture of a first page, in px. */
export const pictureWidthPx = 1240

/** Of what we draw ourselves; a PDF may have more. */
const pagesDrawn = 2000
const defaults = { timeoutMs: 120_000, maxPages: 15_000, maxPdfBytes: 300_000_000 } as const
const officeKinds = new Set([
  ...['docx', 'doc', 'odt', 'rtf', 'html', 'xlsx', 'xls', 'ods', 'pptx', 'ppt', 'odp'],
  // libvips reads no BMP; LibreOffice does.
  'bmp',
])
const childKinds = new Set(['pdf', 'text', 'csv', 'png', 'jpeg', 'gif', 'webp', 'tiff', 'svg', 'heic'])
/**
 * Read by our own JavaScript and by PDFium, whose WebAssembly reaches nothing but its own memory: one process may have
 * many of them. Pictures are read by native code, and a process of their own is all that they can take over.
 */
const keptKinds = new Set(['pdf', 'text', 'csv'])
const folderKinds = new Set(['zip', 'eml', 'msg'])

/** Pages of every kind of file: Office by LibreOffice, the rest in a process of our own, both in the sandbox. */
export async function createPageRenderer(options: PageRendererOptions): Promise<OpenPageRenderer> {
  const limits = { ...defaults, ...options }
  const sandbox = options.sandbox ?? (await findSandbox())
  const office = createOfficeConverter({
    sandbox,
    ...{ allowUnsandboxed: options.allowUnsandboxed, maxPdfBytes: limits.maxPdfBytes },
    ...(options.onCold === undefined ? {} : { onCold: options.onCold }),
  })
  const readers = keep(() => startPageReader({ sandbox, ...limits }))
  return {
    sandbox: sandbox.kind,
    async render(source, into, signal) {
      const { kind } = source
      if (!officeKinds.has(kind) && !childKinds.has(kind) && !folderKinds.has(kind))
        throw new RenderFailure('unsupported', kind)
      const work = await mkdtemp(join(tmpdir(), 'kessai-render-'))
      // The unprivileged user of the converter must come through to its own folder in here.
      await chmod(work, 0o711)
      const pagesOf = (it: Source): PageJob => ({
        ...{ ...it, pictureWidthPx },
        maxPages: it.kind === 'pdf' ? limits.maxPages : Math.min(pagesDrawn, limits.maxPages),
      })
      const read = (it: Source): Promise<void> =>
        readers.use((reader) => reader.read(pagesOf(it), into, signal))
      const readOnce = async (it: Source): Promise<void> => {
        const reader = await startPageReader({ sandbox, ...limits })
        try {
          await reader.read(pagesOf(it), into, signal)
        } finally {
          await reader.close()
        }
      }
      const fitsOrThrows = async (path: string): Promise<void> => {
        if ((await stat(path)).size > limits.maxPdfBytes) throw new RenderFailure('too_large')
      }
      const convertOne = (it: typeof source, folder: string, timeoutMs: number): Promise<string> =>
        convert(office, it, folder, timeoutMs, signal)
      try {
        if (folderKinds.has(kind)) {
          const plan = await planFolder({
            ...{ source, work, sandbox, signal, convert: convertOne },
            timeoutMs: limits.timeoutMs,
            isOffice: (it) => officeKinds.has(it),
          })
          await readOnce({ path: plan, kind: 'folder' })
          return
        }
        if (officeKinds.has(kind)) {
          office.permit()
          await readers.use(async (reader) => {
            // Read by one process while another makes its pages.
            const [remarks, made] = await Promise.allSettled([
              reader.remarks(source, signal),
              convertOne(source, work, limits.timeoutMs),
            ])
            const path = valueOf(made)
            await fitsOrThrows(path)
            await reader.read(pagesOf({ path, kind: 'pdf', remarks: valueOf(remarks) }), into, signal)
          })
          return
        }
        const { path } = source
        await fitsOrThrows(path)
        await (keptKinds.has(kind) ? read : readOnce)({ path, kind })
      } finally {
        await rm(work, { recursive: true, force: true })
      }
    },
    close: async () => void (await Promise.all([office.close(), readers.close()])),
  }
}

function valueOf<Value>(settled: PromiseSettledResult<Value>): Value {
  if (settled.status === 'rejected') throw settled.reason
  return settled.value
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
  try {
    const copy = join(folder, `in.${source.kind}`)
    await copyFile(source.path, copy)
    // A book that cannot be looked into is converted as it is, and the converter says what is wrong with it.
    if (source.kind === 'xlsx') await fitWorkbook(copy).catch(() => undefined)
    if (source.kind === 'html') await writeHtmlInUtf8(copy)
    await office.convert(folder, source.kind, { timeoutMs, ...(signal === undefined ? {} : { signal }) })
    // Out of the folder of the other user.
    const made = join(work, 'made.pdf')
    await rename(join(folder, 'in.pdf'), made)
    return made
  } catch (error) {
    // LibreOffice says the same of a lock and of damage. Asked afterwards, because it knows the password everybody has.
    const isUnread = error instanceof RenderFailure && error.code === 'damaged'
    if (isUnread && (await isLocked(source))) throw new RenderFailure('encrypted', error.detail)
    throw error
  } finally {
    // The next file of a ZIP needs the place.
    await rm(folder, { recursive: true })
  }
}

async function isLocked({ path, kind }: { readonly path: string; readonly kind: string }): Promise<boolean> {
  const { warnings } = await inspectFile({ path, name: `file.${kind}`, sizeBytes: (await stat(path)).size })
  return warnings.includes('encrypted')
}
