import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmod, chown, lstat, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Account, bareEnvironment } from './postgres-binaries.ts'

const run = promisify(execFile)

/** Where a cluster lives and whom it belongs to. */
export type Home = {
  readonly folder: string
  readonly cluster: string
  readonly log: string
  readonly account: Account
}

/** PostgreSQL refuses to run as root; nobody (65534) has no rights anywhere. */
const nobody = { uid: 65534, gid: 65534 }

/** sockaddr_un holds 108 bytes on Linux and 104 on macOS, with the closing zero. */
const longestSocketPath = 103

/** Whether there is a file or folder at a path. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
}

async function canEnter(folder: string, account: Account): Promise<boolean> {
  try {
    await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...account, cwd: '/', env: bareEnvironment })
    return true
  } catch {
    return false
  }
}

/**
 * Finds or makes the folder of the cluster: `dataDir` itself, or, when the unprivileged account cannot walk down to it
 * (a project below /root), a folder under /var/lib/kessai that a file in `dataDir` names. Deleting `dataDir` thus
 * always means a fresh start.
 */
export async function findHome(dataDir: string): Promise<Home> {
  await mkdir(dataDir, { recursive: true, mode: 0o755 })
  const own = process.getuid?.()
  if (own !== 0) {
    const cluster = join(dataDir, 'cluster')
    const owner = (await exists(cluster)) ? (await stat(cluster)).uid : own
    if (owner !== own) {
      throw new Error(
        `${cluster} belongs to account ${owner}: start as that account or as root, or choose another KESSAI_DATA_DIR`,
      )
    }
    return { folder: dataDir, cluster, log: join(dataDir, 'postgres.log'), account: undefined }
  }
  const folder = await findFolder(dataDir)
  const cluster = join(folder, 'cluster')
  // A cluster first made by a plain user goes on under that user.
  const found = (await exists(cluster)) ? await stat(cluster) : undefined
  const account = found !== undefined && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : nobody
  const before = await stat(folder)
  if (before.uid !== account.uid) await chown(folder, account.uid, account.gid)
  return { folder, cluster, log: join(folder, 'postgres.log'), account }
}

async function findFolder(dataDir: string): Promise<string> {
  const pointer = join(dataDir, 'location')
  if (await exists(pointer)) {
    const folder = (await readFile(pointer, 'utf8')).trim()
    if (await exists(folder)) return folder
    throw new Error(
      `${pointer} names ${folder}, which is gone: restore it, or delete ${dataDir} for a fresh start`,
    )
  }
  await chmod(dataDir, 0o755)
  if (await canEnter(dataDir, nobody)) return dataDir
  const folder = `/var/lib/kessai/postgres-${randomBytes(8).toString('hex')}`
  await mkdir(folder, { recursive: true, mode: 0o755 })
  try {
    await writeFile(pointer, `${folder}\n`, { flag: 'wx' })
    return folder
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    // Another first start was quicker.
    return (await readFile(pointer, 'utf8')).trim()
  }
}

/** The private folder of the socket: beside the cluster, or a short name under /tmp when that path is too long. */
export async function socketFolder(home: Home): Promise<string> {
  const beside = join(home.folder, 'run')
  const short = `/tmp/kessai-${createHash('sha256').update(home.folder).digest('hex').slice(0, 16)}`
  const fits = Buffer.byteLength(join(beside, '.s.PGSQL.5432')) <= longestSocketPath
  const folder = fits ? beside : short
  const uid = home.account?.uid ?? process.getuid?.()
  try {
    await mkdir(folder, { mode: 0o700 })
    if (home.account !== undefined) await chown(folder, home.account.uid, home.account.gid)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const made = await lstat(folder)
  // Under /tmp anybody could have put a folder of that name there first.
  if (!made.isDirectory() || (made.uid !== uid && made.uid !== 0) || (made.mode & 0o077) !== 0) {
    throw new Error(`${folder} is not a private folder of account ${uid}: remove it`)
  }
  return folder
}
