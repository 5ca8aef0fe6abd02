import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { test } from 'tap'
import { isAlive, until } from './adapters/processes.ts'
import { nodeArguments } from './project-root.ts'
import { freePort, startServer, temporaryFolder } from './testing/running-server.ts'
import { signInAs } from './testing/signed-in.ts'

/** Every process that was started for this data folder, by its environment or command line. */
function processesOf(dataDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      try {
        const said =
          readFileSync(`/proc/${name}/environ`, 'utf8') + readFileSync(`/proc/${name}/cmdline`, 'utf8')
        return said.includes(dataDir)
      } catch {
        return false
      }
    })
    .map(Number)
    .filter(isAlive)
}

async function inDatabase(dataDir: string, text: string): Promise<Record<string, unknown>[]> {
  const socket = encodeURIComponent(join(dataDir, 'postgres/run'))
  const client = new pg.Client({ connectionString: `postgres://kessai@localhost/kessai?host=${socket}` })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

test('the server as an operator sees it', { timeout: 240_000 }, async (t) => {
  const dataDir = await temporaryFolder(t, 'main')
  await chmod(dataDir, 0o755)
  const port = await freePort()

  await t.test('starts from an empty folder, says how it is, and keeps its log clean', async (t) => {
    const server = await startServer({ dataDir, port })
    const alive = await fetch(`${server.url}/healthz`)
    t.same(await alive.json(), { status: 'ok' })
    // On a busy machine the database may take longer to answer than the question waits.
    let ready: unknown
    const isReady = async () => {
      ready = await (await fetch(`${server.url}/readyz`)).json()
      return (ready as { readonly ready: boolean }).ready
    }
    await until(isReady, 60_000)
    t.match(ready, { ready: true, database: 'ok', migrations: 'done' })
    await fetch(`${server.url}/v1/nothing?code=canary-code`, {
      headers: { cookie: 'kessai=canary-cookie', authorization: 'Bearer canary-token' },
    })
    await fetch(`${server.url}/auth/callback?code=canary-code&state=canary-state`, { redirect: 'manual' })
    // A request is written down when it has been answered.
    await until(() => server.log().includes('"path":"/auth/callback"'), 5_000)
    t.match(server.log(), /"path":"\/v1\/nothing"/)
    t.notMatch(server.log(), /canary/)

    await inDatabase(dataDir, 'create table kept (n int)')
    await inDatabase(dataDir, 'insert into kept values (1)')
    t.equal(await server.stop(), 0)
    t.equal(await until(() => processesOf(dataDir).length === 0, 5_000), true, 'nothing it started is left')
  })

  await t.test('after kill -9 starts again with all data, and the old worker has gone', async (t) => {
    const killed = await startServer({ dataDir, port })
    await inDatabase(dataDir, 'insert into kept values (2)')
    await killed.kill()
    const server = await startServer({ dataDir, port, env: { KESSAI_WRITES_PER_MINUTE: '0' } })
    t.same(await inDatabase(dataDir, 'select n from kept order by n'), [{ n: 1 }, { n: 2 }])

    await t.test('its pages are safe to show, and only its own addresses are errors', async (t) => {
      const page = await fetch(`${server.url}/proposals/1`, { headers: { accept: 'text/html' } })
      const policy = page.headers.get('content-security-policy') ?? ''
      t.match(policy, /script-src 'self' 'wasm-unsafe-eval'/)
      t.notMatch(policy, /unsafe-inline/)
      t.equal(page.headers.get('referrer-policy'), 'same-origin')
      t.equal(page.headers.get('strict-transport-security'), null, 'HSTS over http would lock people out')
      const wrong = await fetch(`${server.url}/v1/no-such-thing`, { headers: { accept: 'text/html' } })
      t.equal(wrong.headers.get('content-type'), 'application/problem+json; charset=utf-8')
    })

    await t.test('an office comes in the morning: many sign in at the same moment', async (t) => {
      // For longer than the organisation in memory is taken as fresh.
      for (let wave = 0; wave < 3; wave += 1) {
        const people = await Promise.all(Array.from({ length: 48 }, () => signInAs(server.url, 'u0505')))
        t.equal(people.length, 48)
      }
    })

    await t.test('a second start on the same port says so and harms nothing', async (t) => {
      const second = spawn(process.execPath, [...nodeArguments('main')], {
        env: { PATH: process.env['PATH'], PORT: String(port), KESSAI_DATA_DIR: dataDir },
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      let said = ''
      second.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
      const [code] = (await once(second, 'exit')) as [number]
      t.equal(code, 1)
      t.match(said, /使われています/)
      t.equal((await fetch(`${server.url}/readyz`)).status, 200)
    })

    t.equal(await server.stop(), 0)
    t.equal(await until(() => processesOf(dataDir).length === 0, 5_000), true, 'nothing is left')
  })
})

test('a wrong configuration is said before anything starts', async (t) => {
  const server = spawn(process.execPath, [...nodeArguments('main')], {
    env: { PATH: process.env['PATH'], PORT: 'http', NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = (await once(server, 'exit')) as [number]
  t.equal(code, 2)
  t.match(said, /PORT[\s\S]*OIDC_ISSUER[\s\S]*DATABASE_URL/)
})
