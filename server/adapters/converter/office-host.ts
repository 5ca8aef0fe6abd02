import { copyFile, lstat, mkdir, mkdtemp, readdir, realpath, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { projectFile } from '../../project-root.ts'
import { fontsFile, giveToNobody, profileFolder } from './office-template.ts'
import type { Sandbox } from './sandbox.ts'
import { type Standing, standing } from './standing.ts'

/** A LibreOffice that stays open and copies itself for each file; see office-host.py. */
export type OfficeHost = {
  readonly alive: boolean
  /** How many files it has answered for. */
  readonly obeyed: number
  /**
   * Converts the file and puts what comes of it at `target`. `not_read`: LibreOffice cannot read it. `failed`: its copy ended
   * otherwise. Throws what `Standing.ask` throws.
   */
  convert(order: HostOrder): Promise<'saved' | 'not_read' | 'failed'>
  close(): Promise<void>
}

type HostOrder = {
  readonly source: string
  readonly target: string
  /** How the file's name ends for LibreOffice. */
  readonly kind: string
  /** The part of LibreOffice that reads it, 'writer', 'calc', …: what it needs is loaded while nobody waits. */
  readonly family: string
  /** What it becomes. */
  readonly form: 'pdf' | 'xlsx'
  /** Of the filter that writes it: JSON, or nothing. */
  readonly options: string
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

type HostOptions = {
  readonly sandbox: Sandbox
  /** LibreOffice's program `soffice`. */
  readonly program: string
  /** A profile that has been used once, read only: see office-template.ts. */
  readonly template: string
  readonly maxPdfBytes: number
}

/** Of all its files together: each of them has a time limit, and each copy counts its own seconds. */
const cpuSeconds = 600

export async function startOfficeHost(options: HostOptions): Promise<OfficeHost> {
  const { sandbox, template } = options
  const work = await mkdtemp(join(tmpdir(), 'kessai-office-'))
  await Promise.all([mkdir(join(work, 'files')), mkdir(join(work, 'own'))])
  await giveToNobody(work)
  const script = projectFile('server/adapters/converter/office-host.py')
  const libreoffice = dirname(await realpath(options.program))
  const program = await sandbox.start({
    work,
    command: (inside) => [
      '/usr/bin/python3',
      // Nothing of this machine's Python but its own library.
      ...['-I', '-S', script, libreoffice, profileFolder(template), inside('own')],
      sandbox.kind === 'none' ? 'shared' : 'alone',
    ],
    env: () => ({ FONTCONFIG_FILE: fontsFile(template) }),
    readable: ['/etc/fonts', '/etc/libreoffice', '/var/cache/fontconfig', template, script],
    limits: { cpuSeconds, fileBytes: options.maxPdfBytes, openFiles: 256, addressBytes: 4_000_000_000 },
  })
  return officeHost(standing(program), work, sandbox.kind === 'none' ? work : '/w')
}

function officeHost(host: Standing, work: string, inside: string): OfficeHost {
  return {
    get alive() {
      return host.alive
    },
    get obeyed() {
      return host.obeyed
    },
    async convert({ source: from, target: to, kind, family, form, options, timeoutMs, signal }) {
      const files = join(work, 'files')
      const [source, target] = [`${inside}/files/in.${kind}`, `${inside}/files/made.${form}`]
      await copyFile(from, join(files, `in.${kind}`))
      await giveToNobody(files)
      try {
        let answer: { readonly saved?: boolean; readonly why?: string } = {}
        const take = async (line: string): Promise<'last'> => {
          answer = JSON.parse(line) as typeof answer
          return 'last'
        }
        await host.ask({ source, target, family, form, options }, take, { timeoutMs, signal })
        if (answer.saved !== true) return answer.why === 'load' ? 'not_read' : 'failed'
        const made = join(files, `made.${form}`)
        // It may have put anything there: a link would be followed outside of the sandbox.
        const it = await lstat(made).catch(() => undefined)
        if (it?.isFile() !== true || it.size === 0) return 'failed'
        await rename(made, to)
        return 'saved'
      } finally {
        for (const name of await readdir(files)) await rm(join(files, name), { recursive: true, force: true })
      }
    },
    async close() {
      await host.close()
      await rm(work, { recursive: true, force: true })
    },
  }
}
