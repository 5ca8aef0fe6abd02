import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../running-server.ts'
import { isFetched, keycloakHome, keycloakVersion } from './distribution.ts'

export type KeycloakServer = {
  /** `http://localhost:PORT`: passkeys are bound to a name, not to an address. */
  readonly url: string
  readonly adminPassword: string
  /** From the start of the process until the realm's description was there. */
  readonly readyMs: number
  /** Ends it, and takes away what it kept. */
  stop(): Promise<void>
}

const startMs = 300_000
/** Ends Keycloak when whoever started it is gone, however that went: its end of the pipe is closed then. */
const guard = 'exec 3<&0; "$@" </dev/null & p=$!; (cat <&3 >/dev/null; kill $p 2>/dev/null) & wait $p'

/**
 * Starts Keycloak on a free port of this machine, in memory, with this realm imported as an administrator would import
 * it: a file in data/import and its placeholders in the environment. Throws with its log when it does not come up.
 */
export async function startKeycloak(options: {
  /** The file's text, and its realm's name. */
  readonly realm: { readonly name: string; readonly text: string }
  readonly placeholders: Readonly<Record<string, string>>
  readonly port?: number
}): Promise<KeycloakServer> {
  if (!isFetched())
    throw new Error(`Keycloak ${keycloakVersion} がありません。次の1行で取得できます: npm run setup`)
  const startedAt = performance.now()
  const home = await mkdtemp(join(tmpdir(), 'kessai-keycloak-'))
  // The program is shared, what it writes is not.
  for (const it of ['conf', 'lib', 'providers', 'themes'])
    await symlink(join(keycloakHome, it), join(home, it))
  // It takes for its home where it really lies, so a link would write into what is shared.
  await mkdir(join(home, 'bin'))
  await copyFile(join(keycloakHome, 'bin', 'kc.sh'), join(home, 'bin', 'kc.sh'))
  await mkdir(join(home, 'data', 'import'), { recursive: true })
  await writeFile(join(home, 'data', 'import', `${options.realm.name}-realm.json`), options.realm.text)

  const port = options.port ?? (await freePort())
  const url = `http://localhost:${port}`
  const adminPassword = randomBytes(16).toString('base64url')
  // The local cache: another one looks for company on the network.
  const where = [
    '--cache=local',
    '--http-enabled=true',
    '--http-host=127.0.0.1',
    `--http-port=${port}`,
    `--hostname=${url}`,
  ]
  const child: ChildProcess = spawn(
    '/bin/sh',
    ['-c', guard, 'keycloak', join(home, 'bin', 'kc.sh'), 'start', '--optimized', ...where, '--import-realm'],
    {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: home,
        ...(process.env['JAVA_HOME'] === undefined ? {} : { JAVA_HOME: process.env['JAVA_HOME'] }),
        // Without the second compiler it answers as quickly in tests, and is up sooner on two busy cores.
        JAVA_OPTS_KC_HEAP: '-Xms128m -Xmx512m -XX:TieredStopAtLevel=1',
        KC_BOOTSTRAP_ADMIN_USERNAME: 'admin',
        KC_BOOTSTRAP_ADMIN_PASSWORD: adminPassword,
        ...options.placeholders,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    },
  )
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (it: Buffer) => (said = (said + it.toString()).slice(-20_000)))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))

  async function stop(): Promise<void> {
    child.stdin?.destroy()
    const given = setTimeout(() => end(child, 'SIGKILL'), 5000)
    await ended
    clearTimeout(given)
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }

  const description = `${url}/realms/${options.realm.name}/.well-known/openid-configuration`
  while (!(await answers(description))) {
    const isLate = performance.now() - startedAt > startMs
    if (child.exitCode === null && !isLate) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      continue
    }
    await stop()
    throw new Error(`Keycloak ${isLate ? 'was not ready in time' : 'ended while starting'}:\n${said}`)
  }
  return { url, adminPassword, readyMs: Math.round(performance.now() - startedAt), stop }
}

function end(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    // A group of its own, so that the guard goes with it.
    if (child.pid !== undefined) process.kill(-child.pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5000) })).ok
  } catch {
    return false
  }
}
