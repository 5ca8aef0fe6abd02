import { readFileSync } from 'node:fs'
import { Agent } from 'node:http'
import fc from 'fast-check'
import pg from 'pg'
import { test } from 'tap'
import { until } from './adapters/processes.ts'
import { projectFile } from './project-root.ts'
import { createTestDatabase } from './testing/database.ts'
import { describedTargets, send } from './testing/fuzz/run.ts'
import { makeWorld } from './testing/fuzz/world.ts'
import { freePort, startServer, temporaryFolder } from './testing/running-server.ts'
import { type SignedIn, signInAs } from './testing/signed-in.ts'

/** What people write, and what opens something: each under a word that nothing else contains. */
const canary = (kind: string): string => `canary-${kind}-7f3a`
const written = [
  ...['title', 'body', 'reason', 'comment', 'text', 'words', 'purpose', 'name', 'description', 'contact'],
  ...[
    'note',
    'answer',
    'condition',
    'absence',
    'opinion',
    'subject',
    'urgentReason',
    'place',
    'key',
    'label',
  ],
] as const
const perRoute = 6

type Line = {
  readonly time?: string
  readonly level?: number
  readonly event?: string
  readonly err?: object
}

test(
  'nothing that people write, and nothing that opens something, stands in the log',
  { timeout: 600_000 },
  async (t) => {
    const database = await createTestDatabase(t, 'example')
    const dataDir = await temporaryFolder(t, 'canaries')
    const address = new URL(database.url)
    // The server of the tests asks for none, so that any is right.
    address.password = canary('database')
    const server = await startServer({
      ...{ dataDir, port: await freePort(), built: true },
      env: {
        ...{ DATABASE_URL: address.toString(), KESSAI_DEMO: 'organisation', KESSAI_WRITES_PER_MINUTE: '0' },
        ...{ SMTP_URL: `smtp://kessai:${canary('smtp')}@127.0.0.1:1`, MAIL_FROM: 'kessai@example.jp' },
        KESSAI_SECRETS_KEY: Buffer.from(canary('sealing-key').padEnd(32, '=')).toString('base64'),
      },
    })
    t.teardown(() => server.stop())
    const sessions = [await signInAs(server.url, 'u0205'), await signInAs(server.url, 'u0505')] as const
    const world = await makeWorld(server.url)
    const secrets = [
      ...sessions.flatMap((it) => [...it.cookies.values(), it.headers['x-csrf-token'] ?? '']),
      ...world.davUrl.split('/').filter((it) => it.length === 43),
      address.password,
      Buffer.from(canary('sealing-key').padEnd(32, '=')).toString('base64'),
    ]
    t.ok(secrets.length > 6 && secrets.every((it) => it.length > 8))

    const known = { ...world.known, ...Object.fromEntries(written.map((it) => [it, [canary(it)]])) }
    await wrongSignIn(server.url)
    const calls = await callAll(server.url, sessions, { ...world, known })
    t.ok(calls > 400, `${calls} calls`)
    const before = server.wholeLog()
    t.match(before, /"statusCode":2\d\d/)

    await t.test('also when all of it fails', async (t) => {
      await takeAway(database.url)
      const more = await callAll(server.url, sessions, { ...world, known })
      t.equal(more, calls)
      const failures = linesOf(server.wholeLog().slice(before.length)).filter((it) => (it.level ?? 0) >= 50)
      t.ok(failures.length > 50, `${failures.length} failures`)
      t.ok(
        failures.some((it) => it.err !== undefined),
        'with what is known of them',
      )
    })

    const log = server.wholeLog()
    const found = log
      .split('\n')
      .filter((line) => line.includes('canary-') || secrets.some((it) => line.includes(it)))
    t.same(found.slice(0, 10), [], `${found.length} lines`)
    const lines = linesOf(log)
    t.ok(lines.length > calls, `${lines.length} lines`)
    t.ok(
      lines.every((it) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(it.time ?? '')),
      'each with an instant in UTC',
    )
  },
)

/** Every line, as JSON: one that is none throws. */
const linesOf = (log: string): readonly Line[] =>
  log
    .split('\n')
    .filter((it) => it !== '' && !it.startsWith('oidc-provider'))
    .map((it) => JSON.parse(it) as Line)

async function wrongSignIn(url: string): Promise<void> {
  await signInAs(url, 'u0505', canary('password')).then(
    () => {
      throw new Error('any password signs in')
    },
    () => undefined,
  )
  const callback = `/auth/callback?code=${canary('code')}&state=${canary('state')}&error=${canary('error')}`
  await fetch(new URL(callback, url), { redirect: 'manual' })
}

type Called = Parameters<typeof describedTargets>[0] & { readonly davUrl: string }

/** Calls every route that is described, with canaries in bodies, files, queries and headers; gives how many calls. */
async function callAll(url: string, sessions: readonly SignedIn[], world: Called): Promise<number> {
  const agent = new Agent({ keepAlive: true })
  let calls = 0
  const call = async (
    method: string,
    address: string,
    bytes: Buffer,
    more: Readonly<Record<string, string>>,
  ) => {
    for (const session of sessions) {
      const headers = {
        ...{
          'idempotency-key': canary('idempotency'),
          'user-agent': canary('agent'),
          'if-match': canary('etag'),
        },
        ...{ referer: `https://kessai.example/${canary('referer')}`, 'x-forwarded-for': canary('forwarded') },
        ...more,
      }
      await send(agent, url, { method, address, session, body: { headers, bytes, how: '' } })
      calls += 1
    }
  }
  for (const { method, path, urls, bodies } of describedTargets(world)) {
    if (path === '/v1/sign-ins/end') continue
    for (const [address, body] of fc.sample(fc.tuple(urls, bodies), { numRuns: perRoute, seed: 5 }))
      await call(method, withQuery(address), body.bytes, body.headers)
    await call(method, path, Buffer.from(`{"${canary('field')}": "${canary('broken')}`), {
      'content-type': 'application/json',
    })
  }
  for (const path of reads(world.ids)) await call('GET', withQuery(path), Buffer.alloc(0), {})
  for (const method of ['GET', 'PROPFIND', 'PUT', 'LOCK'])
    await call(method, world.davUrl, Buffer.from(canary('content')), { 'content-type': 'text/plain' })
  await call('GET', '/v1/me', Buffer.alloc(0), { authorization: `Bearer ${canary('token')}` })
  agent.destroy()
  return calls
}

const withQuery = (address: string): string =>
  `${address}${address.includes('?') ? '&' : '?'}q=${canary('query')}&access_token=${canary('access')}`

/** Addresses of what is read; a line for live updates would stay open. */
function reads(ids: Called['ids']): readonly string[] {
  const document = JSON.parse(readFileSync(projectFile('docs/api/openapi.json'), 'utf8')) as {
    readonly paths: Readonly<Record<string, object>>
  }
  return Object.entries(document.paths)
    .filter(([path, operations]) => 'get' in operations && path !== '/v1/stream' && path !== '/v1/events')
    .map(([path]) => path.replaceAll(/\{\w+\}/g, ids[path.split('/')[2] ?? '']?.[0] ?? '1'))
}

/** The database goes away under the server, and comes back under no name it knows. */
async function takeAway(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1)
  const admin = new URL(url)
  admin.pathname = '/postgres'
  const client = new pg.Client({ connectionString: admin.toString() })
  await client.connect()
  await client.query(`alter database ${name} allow_connections false`)
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  const gone = await until(async () => {
    const { rowCount } = await client.query('select 1 from pg_stat_activity where datname = $1', [name])
    return rowCount === 0
  }, 10_000)
  await client.end()
  if (!gone) throw new Error('the database does not go')
}
