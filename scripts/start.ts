import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { DemoUsers } from '../server/contract/me.ts'
import type { DemoNews } from '../server/fill-demo.ts'
import { ensureServer } from './lib/server-build.ts'
import { ensureSystemPackages } from './lib/system-packages.ts'
import { table } from './lib/text-width.ts'
import { ensureWeb } from './lib/web-build.ts'

/**
 * `npm start`: everything from an empty folder to a page in the browser. Prints one address and, under the embedded
 * sign-in, who one can sign in as; the server's log goes to a file in the data folder.
 */
type News = DemoNews | { readonly event: 'ready'; readonly url?: string }

const root = join(import.meta.dirname, '..')
const startedAt = performance.now()
const dataDir = resolve(process.env['KESSAI_DATA_DIR'] || '.kessai')
const logFile = join(dataDir, 'server.log')
let server: ChildProcess | undefined
let ready = false
/** The example that is being made, until it is finished. */
let making: { readonly done: number; readonly all: number } | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => (server === undefined ? process.exit(130) : server.kill('SIGTERM')))

function startServer(): ChildProcess {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'dist/server/main.js')], {
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

/** One line that is written over in a terminal; in a file, a line each. */
function printProgress(done: number, all: number): void {
  const text = `見本の文書を作っています ${done}/${all}`
  if (process.stdout.isTTY) process.stdout.write(`\r${text}${done === all ? '\n' : ''}`)
  else console.log(text)
}

async function printUsers(url: string): Promise<void> {
  const response = await fetch(`${url}/auth/demo-users`).catch(() => undefined)
  if (response === undefined || !response.ok) return
  const { password, users } = (await response.json()) as DemoUsers
  console.log(`\nお試しの利用者(パスワードは全員 ${password})\n`)
  const rows = users.map((it) => [
    it.login,
    it.name,
    it.title,
    it.waiting === 0 ? 'なし' : `${it.waiting}件`,
    it.hint,
  ])
  for (const line of table(['利用者ID', '氏名', '職', '処理待ち', 'できること'], rows))
    console.log(`  ${line}`)
}

async function printReady(url: string | undefined): Promise<void> {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  if (url === undefined) {
    console.log(`Kessai のワーカーが動いています(${seconds} 秒)。`)
    return
  }
  console.log(`\nKessai を ${seconds} 秒で起動しました。ブラウザで開いてください:\n\n  ${url}`)
  await printUsers(url)
  if (missing.length > 0) console.log('\n足りないシステムパッケージがあります(上の1行で導入できます)。')
  console.log(`\n終了は Ctrl-C。\nデータ: ${dataDir}\n記録:   ${logFile}`)
}

const missing = ensureSystemPackages('runtime')
const [webBuilt, serverBuilt] = await Promise.all([ensureWeb(), ensureServer()])
if (webBuilt || serverBuilt) console.log('プログラムを組み立てました。')
if (
  !existsSync(join(dataDir, 'postgres')) &&
  !process.env['DATABASE_URL'] &&
  !process.env['DATABASE_URL_FILE']
) {
  console.log('初回の準備をしています(データベースと見本の県)…')
}

server = startServer()
server.on('message', (news: News) => {
  if (news.event === 'demo.making') {
    making = news.done === news.all ? undefined : news
    printProgress(news.done, news.all)
  }
  if (news.event === 'demo.failed') {
    making = undefined
    console.error(
      `\n見本の文書を作れませんでした。見本なしで続けます。理由は ${logFile} にあります:\n  ${news.reason.slice(0, 300)}`,
    )
  }
  if (news.event !== 'ready') return
  ready = true
  void printReady(news.url)
})
server.once('exit', (code, signal) => {
  if (making !== undefined) {
    console.error(
      `\n見本の文書は ${making.done}/${making.all} まで作りました。続きは次の npm start で作ります。`,
    )
  }
  if (!ready && code !== 0) {
    const tail = existsSync(logFile) ? readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-3) : []
    console.error(`サーバーを起動できませんでした。${logFile} の最後:\n${tail.join('\n')}`)
  }
  process.exit(code ?? (signal === null ? 0 : 1))
})
