import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { projectFile } from '../../project-root.ts'

const run = promisify(execFile)
const version = '1.28.1'
const sources = 'server/testing/verapdf'
const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'kessai')
const home = join(cache, `verapdf-${version}`)

/** Whether veraPDF is there. */
export function isVeraPdfFetched(): boolean {
  return existsSync(home)
}

/** Fetches veraPDF through Maven, once. Throws with what was said when Java, Maven or the way to its repository is missing. */
export async function fetchVeraPdf(): Promise<void> {
  if (isVeraPdfFetched()) return
  await mkdir(cache, { recursive: true })
  const half = await mkdtemp(join(cache, 'fetching-'))
  const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies'
  try {
    const pom = projectFile(`${sources}/pom.xml`)
    await run('mvn', ['-B', '-q', '-f', pom, copy, `-DoutputDirectory=${half}`], { cwd: half })
    await rename(half, home).catch((error: unknown) => {
      // Another run was quicker.
      if (!isVeraPdfFetched()) throw error
    })
  } finally {
    await rm(half, { recursive: true, force: true })
  }
}

/** What veraPDF says of each file, by its name: `ok` for PDF/A-2b, else the broken clauses of ISO 19005-2 or why it cannot be read. */
export async function pdfAFaults(files: readonly string[]): Promise<Readonly<Record<string, string>>> {
  await fetchVeraPdf()
  const check = projectFile(`${sources}/Check.java`)
  const { stdout } = await run('java', ['-XX:+UseSerialGC', '-cp', join(home, '*'), check, ...files])
  return Object.fromEntries(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split('\t'))
      .map(([file = '', verdict = '']) => [basename(file), verdict]),
  )
}
