import { once } from 'node:events'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'tap'
import { createLog } from './plugins/log.ts'
import { createTestApp } from './testing/app.ts'

test('without a build of the web client the API is served', async (t) => {
  const { inject } = await createTestApp(t, { webClient: join(tmpdir(), 'kessai-web-that-was-never-built') })
  t.equal((await inject(null, '/healthz')).statusCode, 200)
  t.equal((await inject(null, { method: 'GET', url: '/', headers: { accept: 'text/html' } })).statusCode, 404)
})

test('what every browser and every watcher gets', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-web-'))
  t.teardown(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>')
  await writeFile(join(folder, 'assets/app-abc123.js'), 'export {}')
  const lines: string[] = []
  const { app, inject, pool } = await createTestApp(t, {
    webClient: folder,
    security: {
      ...{ publicUrl: 'https://kessai.example', issuerOrigin: 'https://id.example', writesPerMinute: 3 },
      officeOrigin: 'https://office.example',
    },
    log: createLog('app', (line) => lines.push(line)),
  })

  app.post('/v1/write', async () => ({}))
  for (const path of ['/dav/:token/:name', '/wopi/files/:id']) app.post(path, async () => ({}))
  app.get('/v1/read', async () => ({}))
  app.get('/v1/broken', async () => {
    throw Object.assign(new Error('select canary from proposal'), { detail: 'Key (name)=(canary)' })
  })

  await t.test('the page is never kept, what carries its hash is kept for ever', async (t) => {
    const page = await inject(null, '/')
    t.equal(page.headers['cache-control'], 'no-store')
    t.match(
      page.headers['content-security-policy'],
      "form-action 'self' https://id.example https://office.example",
    )
    t.match(page.headers['content-security-policy'], "frame-src 'self' https://office.example")
    t.match(page.headers['strict-transport-security'], 'max-age=31536000')
    const asset = await inject(null, '/assets/app-abc123.js')
    t.match(asset.headers['cache-control'], 'immutable')
    t.equal(asset.headers['x-content-type-options'], 'nosniff')
  })

  await t.test('an address of the client gets the page, an unknown one of the server an error', async (t) => {
    const get = (url: string) => inject(null, { method: 'GET', url, headers: { accept: 'text/html' } })
    t.match((await get('/proposals/42?page=3')).body, '<title>page</title>')
    for (const url of [
      '/v1/none',
      '/auth/none',
      '/realms/none',
      '/assets/',
      '/assets/gone-1.js',
      '/healthz/none',
      '/wopi/none',
    ]) {
      const answer = await get(url)
      t.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8', url)
    }
    const outside = await get('/..%2f..%2fpackage.json')
    t.notMatch(outside.body, '"dependencies"')
  })

  await t.test('TRACE gives nothing back', async (t) => {
    const headers = { accept: 'text/html', cookie: 'kessai=canary' }
    for (const url of ['/', '/v1/read', '/healthz']) {
      const answer = await inject('u0505', { method: 'TRACE' as 'GET', url, headers })
      t.equal(answer.statusCode, 404, url)
      t.notMatch(answer.body, 'canary')
    }
  })

  await t.test('what breaks tells the one who asked nothing of it, and the log what it was', async (t) => {
    lines.length = 0
    const answer = await inject('u0505', '/v1/broken')
    t.equal(answer.statusCode, 500)
    t.same(Object.keys(answer.json<object>()).sort(), ['code', 'status', 'title', 'type'])
    t.equal(answer.json<{ code: string }>().code, 'internal')
    t.notMatch(JSON.stringify([answer.headers, answer.body]), /canary|select|app\.test|node_modules/)
    t.match(lines.join(''), 'select canary from proposal')
  })

  await t.test('health says what it sees', async (t) => {
    t.equal((await inject(null, '/healthz')).statusCode, 200)
    const missing = await inject(null, '/readyz')
    t.equal(missing.statusCode, 200)
    t.match(missing.json(), { ready: true, worker: 'missing' })
    const client = await pool.connect()
    await client.query(`set application_name to 'kessai-worker'`)
    t.match((await inject(null, '/readyz')).json(), { worker: 'seen' })
    await client.query('reset application_name')
    client.release()
    await pool.query(`delete from kysely_migration where name = '0001_organisation'`)
    const behind = await inject(null, '/readyz')
    t.equal(behind.statusCode, 503)
    t.match(behind.json(), { ready: false, migrations: 'pending' })
  })

  await t.test(
    'one pass that writes too fast is told to wait; others from the same address are not',
    async (t) => {
      const addresses = {
        dav: (token: string) => `/dav/${token}/a.docx`,
        wopi: (token: string) => `/wopi/files/a?access_token=${token}&access_token_ttl=0`,
      }
      for (const [way, address] of Object.entries(addresses)) {
        const write = async (letter: string) => {
          const url = address(`${way}${letter}`.padEnd(43, 'x'))
          return (await inject(null, { method: 'POST', url })).statusCode
        }
        // The first one of each counts for the address: it might be made up.
        for (const letter of 'aaaabbbb') t.equal(await write(letter), 200)
        t.equal(await write('a'), 429, way)
      }
    },
  )

  await t.test('passes that are made up count for their address', async (t) => {
    const guess = async (n: number, from: string) => {
      const url = `/dav/${String(n).padStart(43, 'g')}/a.docx`
      return (await inject(null, { method: 'PROPFIND' as 'GET', url, remoteAddress: from })).statusCode
    }
    for (let n = 0; n < 300; n += 1) await guess(n, '192.0.2.1')
    t.equal(await guess(300, '192.0.2.1'), 429)
    t.equal(await guess(300, '192.0.2.2'), 404)
  })

  await t.test('the log names no key, however its address is written', async (t) => {
    lines.length = 0
    const key = 'canary'.padEnd(43, 'k')
    const ways = [`/dav/${key}/a`, `/%64av/${key}/a`, `http://host/dav/${key}/a`, `//dav/${key}/a`]
    for (const url of [...ways, `/%64av/${key}/%ff`, `/dav/%63anary${key.slice(6)}/a`, `/dav/${key}`]) {
      await app.inject({ method: 'POST', url })
      const raw = createLog('app', (line) => lines.push(line))
      raw.info({ req: { method: 'PUT', url } })
    }
    t.match(lines.join(''), '/dav/…')
    t.notMatch(lines.join(''), 'canary')
  })

  await t.test('one session that writes too fast is told to wait; others and readers are not', async (t) => {
    const write = (cookie: string) =>
      inject('u0505', { method: 'POST', url: '/v1/write', headers: { cookie: `kessai=${cookie}` } })
    for (let times = 0; times < 3; times += 1) t.equal((await write('fast')).statusCode, 200)
    const refused = await write('fast')
    t.equal(refused.statusCode, 429)
    t.equal(refused.json<{ code: string }>().code, 'too_many_requests')
    t.ok(Number(refused.headers['retry-after']) > 0)
    t.equal((await write('calm')).statusCode, 200)
    const read = await inject('u0505', { method: 'GET', url: '/v1/read', headers: { cookie: 'kessai=fast' } })
    t.equal(read.statusCode, 200)
  })

  await t.test('the log names no secret, no search word and no row', async (t) => {
    lines.length = 0
    await inject(null, {
      method: 'GET',
      url: '/v1/none?q=canary-word&code=canary-code',
      headers: { cookie: 'kessai=canary-cookie', authorization: 'Bearer canary-token' },
    })
    const log = createLog('app', (line) => lines.push(line))
    const broken = Object.assign(new Error('duplicate key'), {
      detail: 'Key (name)=(canary-name)',
      code: '23505',
    })
    log.error(broken)
    log.error({ event: 'x', err: new Error('outer', { cause: broken }), headers: { cookie: 'canary' } })
    t.match(lines.join(''), '/v1/none')
    t.match(lines.join(''), '23505')
    t.notMatch(lines.join(''), 'canary')
  })
})

test('what a proxy says of the one who asked counts from a proxy that is named, and from nobody else', async (t) => {
  const proxy = '192.0.2.10'
  for (const trustedProxies of [undefined, `${proxy}, 10.1.0.0/16`]) {
    const { app } = await createTestApp(t, trustedProxies === undefined ? {} : { trustedProxies })
    app.get('/whom', async ({ ip, host, protocol }) => [ip, host, protocol])
    const seen = async (remoteAddress: string, forwarded: string) => {
      const headers = {
        ...{ host: 'kessai.example', 'x-forwarded-for': forwarded },
        ...{ 'x-forwarded-host': 'elsewhere.example', 'x-forwarded-proto': 'https', 'x-real-ip': '1.1.1.1' },
      }
      return (await app.inject({ url: '/whom', remoteAddress, headers })).json<string[]>()
    }
    const asItCame = (address: string) => [address, 'kessai.example', 'http']
    t.same(await seen('198.51.100.7', '203.0.113.9'), asItCame('198.51.100.7'), 'nobody vouches for it')
    if (trustedProxies === undefined) t.same(await seen(proxy, '203.0.113.9'), asItCame(proxy))
    else {
      const [address] = await seen(proxy, '127.0.0.1, 203.0.113.9')
      t.equal(address, '203.0.113.9', 'what the proxy added, not what was sent to it')
      t.equal((await seen('10.1.2.3', `203.0.113.9, ${proxy}`))[0], '203.0.113.9', 'behind two of them')
    }
  }
})

test('a request whose end could be read in two ways is refused, and nothing after it is read', async (t) => {
  const { app } = await createTestApp(t)
  app.post('/taken', async () => ({}))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const statuses = async (head: readonly string[], body: string): Promise<readonly string[]> => {
    const socket = connect(port, '127.0.0.1')
    let answers = ''
    socket.on('data', (chunk: Buffer) => (answers += chunk.toString('latin1')))
    const hidden = 'GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'
    socket.write(
      `${['POST /taken HTTP/1.1', 'host: x', 'content-type: application/json', 'x-test-person: u0505', ...head].join('\r\n')}\r\n\r\n${body}${hidden}`,
    )
    await once(socket, 'close')
    return [...answers.matchAll(/HTTP\/1\.1 (\d+) /g)].map((it) => it[1] ?? '')
  }
  const chunked = 'transfer-encoding: chunked'
  for (const [head, body] of [
    [['content-length: 4', chunked], '0\r\n\r\n'],
    [[chunked, 'content-length: 4'], '0\r\n\r\n'],
    [['content-length: 0', 'content-length: 5'], ''],
    [['transfer-encoding: chunked, identity'], '0\r\n\r\n'],
    [['transfer-encoding : chunked'], '0\r\n\r\n'],
    [['content-length: +0'], ''],
    [['a: b\ncontent-length: 0'], ''],
  ] as const)
    t.same(await statuses(head, body), ['400'], head.join(', '))
  t.same(await statuses([chunked], '2\r\n{}\r\n0\r\n\r\n'), ['200', '200'], 'one whose end is clear goes on')
})
