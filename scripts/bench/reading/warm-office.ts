import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pause } from './visit.ts'

const run = promisify(execFile)

/** An Office file; its name without ending is `in`. */
export type Source = { readonly kind: 'docx' | 'xlsx' | 'pptx'; readonly path: string }

export type Warm = { convert(source: Source): Promise<Uint8Array>; stop(): Promise<void> }

/** A LibreOffice that stays open: it holds an empty document, and takes orders from a second start on its profile. */
export async function startWarm(folder: string): Promise<Warm> {
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
  const out = join(folder, 'out')
  await mkdir(out)
  const held = join(folder, 'held.rtf')
  await writeFile(held, '{\\rtf1 }')
  const soffice = (...more: readonly string[]) =>
    run('soffice', ['--headless', '--norestore', profile, ...more])
  // With a new profile it ends at once.
  await soffice('--convert-to', 'pdf', '--outdir', out, held)
  const child: ChildProcess = spawn('soffice', ['--headless', '--norestore', profile, held], {
    stdio: 'ignore',
    detached: true,
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const warm: Warm = {
    convert: async ({ path, kind }) => {
      await soffice('--convert-to', 'pdf', '--outdir', out, path)
      return readFile(join(out, `in.pdf`)).catch((cause: unknown) => {
        throw new Error(`no PDF of the ${kind}`, { cause })
      })
    },
    stop: async () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      await ended
    },
  }
  await pause(4_000)
  return warm
}

/** Converts a file by a LibreOffice that is started for it, on a profile it has had before but for the first time. */
export async function convertCold({ path }: Source): Promise<void> {
  const folder = join(path, '../cold')
  const options = ['--headless', '--norestore', `-env:UserInstallation=file://${folder}/profile`]
  await run('soffice', [...options, '--convert-to', 'pdf', '--outdir', folder, path])
}
