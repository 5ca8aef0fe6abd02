import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { DemoUsers } from '../server/contract/me.ts'
import { ensureSystemPackages } from './lib/system-packages.ts'
import { padTo } from './lib/text-width.ts'
import { ensureWeb } from './lib/web-build.ts'

/**
 * `npm start`: everything from an empty folder to a page in the browser. Prints one address and, under the embedded
 * sign-in, who one can sign in as; the server's log goes to a file in the data folder.
 */
const root = join(import.meta.dirname, '..')
const startedAt = performance.now()
const dataDir = resolve(process.env['KESSAI_DATA_DIR'] || '.kessai')
const logFile = join(dataDir, 'server.log')
let ready = false

function startServer(): ChildProcess {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  const child = spawn(process.execPath, [...process.execArgv, join(root, 'server/main.ts')], {
    cwd: root,
    env: { ...process.env, KESSAI_DATA_DIR: dataDir },
    // A group of its own: Ctrl-C reaches it through us, once.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 })
  child.stdout?.pipe(log, { end: false })
  child.stderr?.pipe(log, { end: false })
  // Why it does not start is for the person here; later troubles are for the log.
  child.stderr?.on('data', (chunk: Buffer) => ready || process.stderr.write(chunk))
  return child
}

async function printUsers(url: string): Promise<void> {
  const response = await fetch(`${url}/auth/demo-users`).catch(() => undefined)
  if (response === undefined || !response.ok) return
  const { password, users } = (await response.json()) as DemoUsers
  console.log(`\n試せる利用者(パスワードは全員 ${password}):\n`)
  const widest = (pick: (it: (typeof users)[number]) => string): number =>
    Math.max(...users.map((it) => padTo(pick(it), 0).width))
  const widths = {
    login: widest((it) => it.login),
    name: widest((it) => it.name),
    title: widest((it) => it.title),
  }
  for (const it of users) {
    const columns = [
      padTo(it.login, widths.login),
      padTo(it.name, widths.name),
      padTo(it.title, widths.title),
    ]
    console.log(`  ${columns.map((column) => column.text).join('  ')}  ${it.hint}`)
  }
}

const missing = ensureSystemPackages('runtime')
if (await ensureWeb()) console.log('ウェブ画面を作りました。')
if (!existsSync(join(dataDir, 'postgres')) && !process.env['DATABASE_URL']) {
  console.log('初回の準備をしています(データベースと例示用の県)…')
}

const server = startServer()
server.on('message', (message: { event?: string; url?: string }) => {
  if (message.event !== 'ready') return
  ready = true
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  if (message.url === undefined) {
    console.log(`Kessai のワーカーが動いています(${seconds} 秒)。`)
    return
  }
  console.log(`\nKessai 決裁  ${message.url}  (${seconds} 秒で起動しました)`)
  void printUsers(message.url).then(() => {
    if (missing.length > 0) console.log('\n足りないシステムパッケージがあります(上の1行で導入できます)。')
    console.log(`\n終了は Ctrl-C。データは ${dataDir}、記録は ${logFile} にあります。`)
  })
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => server.kill('SIGTERM'))
server.once('exit', (code, signal) => {
  if (!ready) {
    const tail = existsSync(logFile) ? readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-3) : []
    console.error(`サーバーを起動できませんでした。${logFile} の最後:\n${tail.join('\n')}`)
  }
  process.exit(code ?? (signal === null ? 0 : 1))
})
