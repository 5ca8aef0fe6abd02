import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { projectFile } from '../../project-root.ts'
import { fetchOnce, fetchedHome } from '../fetched.ts'

const run = promisify(execFile)
const version = '1.28.1'
const sources = 'server/testing/verapdf'
const home = join(fetchedHome, `verapdf-${version}`)

/** Whether veraPDF is there. */
export function isVeraPdfFetched(): boolean {
  return existsSync(home)
}

/** Fetches veraPDF through Maven, once. Throws with what was said when Java, Maven or the way to its repository is missing. */
export function fetchVeraPdf(): Promise<void> {
  return fetchOnce(home, async (folder) => {
    const jars = join(folder, 'jars')
    const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies'
    const pom = projectFile(`${sources}/pom.xml`)
    await run('mvn', ['-B', '-q', '-f', pom, copy, `-DoutputDirectory=${jars}`], { cwd: folder })
    return jars
  })
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
