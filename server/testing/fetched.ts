import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where what the tests fetch stays between runs: outside the repository. */
export const fetchedHome = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'kessai')

/**
 * Makes a file or folder there, unless it is: `make` works in a folder of its own and answers what in it becomes the target,
 * so that nothing half made is ever found. Of two at once the quicker one counts.
 */
export async function fetchOnce(target: string, make: (folder: string) => Promise<string>): Promise<void> {
  if (existsSync(target)) return
  await mkdir(fetchedHome, { recursive: true })
  const half = await mkdtemp(join(fetchedHome, 'fetching-'))
  try {
    await rename(await make(half), target).catch((error: unknown) => {
      if (!existsSync(target)) throw error
    })
  } finally {
    await rm(half, { recursive: true, force: true })
  }
}
