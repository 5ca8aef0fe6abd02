import { cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { chown, constants, access } from 'node:fs/promises'
import { RenderFailure } from '../../usecases/render-failure.ts'
import { fontsConf, registryModifications } from './office-profile.ts'
import type { Sandbox } from './sandbox.ts'

export type OfficeConverter = {
  /** Converts `<work>/in.<extension>` to `<work>/in.pdf`; throws `RenderFailure`. */
  convert(work: string, kind: string, options: { timeoutMs: number; signal?: AbortSignal }): Promise<void>
  close(): Promise<void>
}

export type OfficeOptions = {
  readonly sandbox: Sandbox
  /** Converts even where bubblewrap does not work. Only for a machine that is itself a sandbox. */
  readonly allowUnsandboxed: boolean
  /** Largest PDF that may come out, in bytes. */
  readonly maxPdfBytes: number
}

const filters: Readonly<Record<string, string>> = {
  docx: 'writer',
  doc: 'writer',
  odt: 'writer',
  rtf: 'writer',
  html: 'writer_web',
  xlsx: 'calc',
  xls: 'calc',
  ods: 'calc',
  pptx: 'impress',
  ppt: 'impress',
  odp: 'impress',
  bmp: 'draw',
}

// Bookmarks become the outline. PDF/A-2b embeds every font and looks the same.
const exportOptions = JSON.stringify({
  SelectPdfVersion: { type: 'long', value: '2' },
  ExportBookmarks: { type: 'boolean', value: 'true' },
  // Comments would lie on the text as yellow notes.
  ExportNotes: { type: 'boolean', value: 'false' },
})

/** LibreOffice, one process for each file, with its own profile and without network or files. */
export function createOfficeConverter(options: OfficeOptions): OfficeConverter {
  let template: Promise<string> | undefined
  return {
    async convert(work, kind, { timeoutMs, signal }) {
      if (options.sandbox.kind === 'none' && !options.allowUnsandboxed) throw new RenderFailure('no_sandbox')
      const program = await findProgram('soffice')
      if (program === undefined) throw new RenderFailure('no_converter')
      // A profile that has been used once starts twice as fast.
      template ??= prepareProfile(options, program)
      template.catch(() => (template = undefined))
      await cp(await template, join(work, 'profile'), { recursive: true })
      await soffice(options, program, work, kind, timeoutMs, signal)
    },
    async close() {
      const folder = await template?.catch(() => undefined)
      if (folder !== undefined) await rm(join(folder, '..'), { recursive: true, force: true })
    },
  }
}

async function soffice(
  options: OfficeOptions,
  program: string,
  work: string,
  kind: string,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<void> {
  const filter = filters[kind]
  if (filter === undefined) throw new RenderFailure('unsupported', kind)
  await writeFile(join(work, 'fonts.conf'), fontsConf(options.sandbox.kind === 'none' ? work : '/w'))
  await giveToNobody(work)
  const outcome = await options.sandbox.run({
    work,
    command: (inside) => [
      program,
      ...['--headless', '--norestore', '--nolockcheck', '--nodefault', '--nologo'],
      `-env:UserInstallation=file://${inside('profile')}`,
      ...[
        '--convert-to',
        `pdf:${filter}_pdf_Export:${exportOptions}`,
        '--outdir',
        inside('.'),
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
  // The exit code is 0 for a file that could not be loaded as well: only the PDF is evidence.
  const made = await stat(join(work, 'in.pdf')).catch(() => undefined)
  if (made === undefined || made.size === 0) {
    if (/source file could not be loaded/.test(outcome.stderr))
      throw new RenderFailure('damaged', outcome.stderr)
    throw new RenderFailure(
      outcome.exitCode === 0 ? 'damaged' : 'internal',
      `exit ${outcome.exitCode} ${outcome.stderr}`,
    )
  }
  if (made.size >= options.maxPdfBytes) throw new RenderFailure('too_large')
}

async function prepareProfile(options: OfficeOptions, program: string): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), 'kessai-profile-'))
  await mkdir(join(work, 'profile', 'user'), { recursive: true })
  await writeFile(join(work, 'profile', 'user', 'registrymodifications.xcu'), registryModifications())
  await writeFile(join(work, 'in.rtf'), '{\\rtf1 Kessai}')
  await soffice(options, program, work, 'rtf', 120_000)
  return join(work, 'profile')
}

/** LibreOffice writes into its profile as the unprivileged user it runs as. */
async function giveToNobody(folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { readdir } = await import('node:fs/promises')
  await chown(folder, 65534, 65534)
  for (const entry of await readdir(folder, { recursive: true }))
    await chown(join(folder, entry), 65534, 65534)
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
