import { access, constants, cp, lstat, rename, rm, stat, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { RenderFailure } from '../../usecases/render-failure.ts'
import { type OfficeHost, startOfficeHost } from './office-host.ts'
import { fontsConf } from './office-profile.ts'
import { fontsFile, giveToNobody, prepareTemplate, profileFolder } from './office-template.ts'
import type { Sandbox } from './sandbox.ts'
import { HasEnded, type Kept, TimeIsUp, keep } from './standing.ts'

export type OfficeConverter = {
  /** Converts `<work>/in.<extension>` to `<work>/in.pdf`; throws `RenderFailure`. */
  convert(work: string, kind: string, options: { timeoutMs: number; signal?: AbortSignal }): Promise<void>
  /** Works out the formulas of `<work>/in.xlsx` into `<work>/made.xlsx`; throws `RenderFailure`. */
  calculate(work: string, options: { timeoutMs: number; signal?: AbortSignal }): Promise<void>
  /** Throws `RenderFailure` (no_sandbox) where it would run without a sandbox and must not. */
  permit(): void
  close(): Promise<void>
}

export type OfficeOptions = {
  readonly sandbox: Sandbox
  /** Converts even where bubblewrap does not work. Only for a machine that is itself a sandbox. */
  readonly allowUnsandboxed: boolean
  /** Largest PDF that may come out, in bytes. */
  readonly maxPdfBytes: number
  /** Hears why no LibreOffice can be kept warm here: each file then starts its own, which takes a second more. */
  readonly onCold?: (why: string) => void
}

type Job = {
  /** Its folder, with the file `in.<kind>`. */
  readonly work: string
  readonly kind: string
  readonly form: 'pdf' | 'xlsx'
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/** The part of LibreOffice that reads a kind and makes its PDF. */
const families: Readonly<Record<string, string>> = {
  docx: 'writer',
  doc: 'writer',
  odt: 'writer',
  rtf: 'writer',
  html: 'writer',
  xlsx: 'calc',
  xls: 'calc',
  ods: 'calc',
  pptx: 'impress',
  ppt: 'impress',
  odp: 'impress',
  bmp: 'draw',
}

/** By itself LibreOffice opens a web page for the screen, and its paper then lacks headings. */
const readers: Readonly<Record<string, string>> = { html: 'HTML (StarWriter)' }

// Bookmarks become the outline. PDF/A-2b embeds every font and looks the same.
const exportOptions = JSON.stringify({
  SelectPdfVersion: { type: 'long', value: '2' },
  ExportBookmarks: { type: 'boolean', value: 'true' },
  // Comments would lie on the text as yellow notes.
  ExportNotes: { type: 'boolean', value: 'false' },
})

/** How many times a host may end before it has converted anything until none is started any more. */
const hostTries = 3

/** LibreOffice, one process for each file, without network and without files but that one; warm where that works. */
export function createOfficeConverter(options: OfficeOptions): OfficeConverter {
  let template: Promise<string> | undefined
  let hosts: Kept<OfficeHost> | undefined
  let endedUnused = 0
  const openTemplate = (program: string): Promise<string> => {
    template ??= prepareTemplate((work) =>
      convertCold(options, program, { work, kind: 'rtf', form: 'pdf', timeoutMs: 120_000 }),
    )
    template.catch(() => (template = undefined))
    return template
  }
  /** False: it has to be tried with a LibreOffice of its own. */
  const convertWarm = async (program: string, job: Job): Promise<boolean> => {
    if (endedUnused >= hostTries || readers[job.kind] !== undefined) return false
    const { sandbox, maxPdfBytes } = options
    hosts ??= keep(async () =>
      startOfficeHost({ sandbox, maxPdfBytes, program, template: await openTemplate(program) }),
    )
    return hosts.use(async (host) => {
      try {
        return await byHost(host, job)
      } catch (error) {
        if (!(error instanceof HasEnded)) throw error
        endedUnused = host.obeyed === 0 ? endedUnused + 1 : 0
        if (endedUnused === hostTries) options.onCold?.(error.message)
        return false
      }
    })
  }
  const permit = (): void => {
    if (options.sandbox.kind === 'none' && !options.allowUnsandboxed) throw new RenderFailure('no_sandbox')
  }
  const convert = async (job: Job): Promise<void> => {
    permit()
    const program = await findProgram('soffice')
    if (program === undefined) throw new RenderFailure('no_converter')
    if (!(await convertWarm(program, job))) {
      await cp(profileFolder(await openTemplate(program)), profileFolder(job.work), { recursive: true })
      await convertCold(options, program, job)
    }
    if ((await stat(madeBy(job))).size >= options.maxPdfBytes) throw new RenderFailure('too_large')
  }
  return {
    convert: (work, kind, { timeoutMs, signal }) => convert({ work, kind, form: 'pdf', timeoutMs, signal }),
    calculate: (work, { timeoutMs, signal }) =>
      convert({ work, kind: 'xlsx', form: 'xlsx', timeoutMs, signal }),
    permit,
    async close() {
      await hosts?.close()
      const folder = await template?.catch(() => undefined)
      if (folder !== undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Beside the file it came from, which may be of the same kind. */
function madeBy({ work, form }: Job): string {
  return join(work, form === 'pdf' ? 'in.pdf' : `made.${form}`)
}

async function byHost(host: OfficeHost, job: Job): Promise<boolean> {
  const { work, kind, form, timeoutMs, signal } = job
  const outcome = await host
    .convert({
      source: join(work, `in.${kind}`),
      target: madeBy(job),
      kind,
      family: familyOf(kind),
      form,
      options: form === 'pdf' ? exportOptions : '',
      timeoutMs,
      signal,
    })
    .catch((error: unknown) => {
      throw error instanceof TimeIsUp ? new RenderFailure('timeout') : error
    })
  if (outcome === 'not_read') throw new RenderFailure('damaged', 'not read')
  return outcome === 'saved'
}

function familyOf(kind: string): string {
  const family = families[kind]
  if (family === undefined) throw new RenderFailure('unsupported', kind)
  return family
}

/** A LibreOffice for this file alone, from its start to its end. */
async function convertCold(options: OfficeOptions, program: string, job: Job): Promise<void> {
  const { work, kind, form, timeoutMs, signal } = job
  await writeFile(fontsFile(work), fontsConf(options.sandbox.kind === 'none' ? work : '/w'))
  await giveToNobody(work)
  const outcome = await options.sandbox.run({
    work,
    command: (inside) => [
      program,
      ...['--headless', '--norestore', '--nolockcheck', '--nodefault', '--nologo'],
      `-env:UserInstallation=file://${inside('profile')}`,
      ...(readers[kind] === undefined ? [] : [`--infilter=${readers[kind]}`]),
      ...[
        '--convert-to',
        form === 'pdf' ? `pdf:${familyOf(kind)}_pdf_Export:${exportOptions}` : form,
        '--outdir',
        inside(form === 'pdf' ? '.' : 'made'),
        inside(`in.${kind}`),
      ],
    ],
    env: (inside) => ({ FONTCONFIG_FILE: inside('fonts.conf') }),
    readable: ['/etc/fonts', '/etc/libreoffice', '/var/cache/fontconfig'],
    timeoutMs,
    limits: {
      cpuSeconds: Math.ceil(timeoutMs / 1000),
      fileBytes: options.maxPdfBytes,
      openFiles: 256,
      addressBytes: 4_000_000_000,
    },
    ...(signal === undefined ? {} : { signal }),
  })
  if (outcome.timedOut || outcome.exitCode === 137 || outcome.exitCode === 152)
    throw new RenderFailure('timeout')
  // The exit code is 0 for a file that could not be loaded as well: only the PDF is evidence, and no link to another.
  const made = form === 'pdf' ? madeBy(job) : join(work, 'made', `in.${form}`)
  const it = await lstat(made).catch(() => undefined)
  if (it?.isFile() === true && it.size > 0) {
    if (made !== madeBy(job)) await rename(made, madeBy(job))
    return
  }
  if (/source file could not be loaded/.test(outcome.stderr))
    throw new RenderFailure('damaged', outcome.stderr)
  throw new RenderFailure(
    outcome.exitCode === 0 ? 'damaged' : 'internal',
    `exit ${outcome.exitCode} ${outcome.stderr}`,
  )
}

/** The full path of a program on PATH. */
async function findProgram(name: string): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, name)
    if (
      folder !== '' &&
      (await access(path, constants.X_OK).then(
        () => true,
        () => false,
      ))
    )
      return path
  }
  return undefined
}
