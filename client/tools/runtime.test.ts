import { once } from 'node:events'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { type Test, test } from 'tap'
import { listenLocally } from '../../server/testing/local-server.ts'
import {
  KessaiProblem,
  KessaiUnreachable,
  WebhookRefused,
  createKessai,
  isProblem,
  readWebhook,
} from '../src/index.ts'

type Asked = { readonly method: string; readonly path: string; readonly headers: IncomingMessage['headers'] }
type Answer = (response: ServerResponse, asked: Asked) => void

const json =
  (status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
const refused = (status: number, code: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  json(
    status,
    { type: `https://kessai.example/problems/${code}`, title: '断られました。', status, code },
    headers,
  )
const broken: Answer = (response) => response.destroy()
const done = json(200, { id: 'x', version: 2, status: 'in_approval' }, { etag: '"2"' })

/** A server that answers what it is told, one answer a request, and gives a new token each time it is asked. */
async function withServer(t: Test, answers: Answer[], tokenSeconds = 300) {
  const asked: Asked[] = []
  const tokens: string[] = []
  const server = createServer((request, response) => {
    const { method = '', url: path = '', headers } = request
    request.resume().on('end', () => {
      if (path.endsWith('/token')) {
        tokens.push(headers.authorization ?? '')
        json(200, { access_token: `token-${tokens.length}`, expires_in: tokenSeconds })(response, {
          method,
          path,
          headers,
        })
        return
      }
      const it = { method, path, headers }
      asked.push(it)
      const answer = answers.shift()
      if (answer === undefined) throw new Error(`nothing to answer to ${method} ${path}`)
      answer(response, it)
    })
  })
  const url = await listenLocally(t, server)
  const credentials = { url, issuer: `${url}/realms/kessai`, clientId: 'sys-kintai', clientSecret: 'p@ss:1' }
  // Every wait that is not said by the server is a short one.
  const kessai = createKessai({ ...credentials, patience: { attempts: 4, longestWaitMs: 20 } })
  return { kessai, asked, tokens, answers }
}

const act = { type: 'submit', version: 1, manifestSha256: 'a'.repeat(64) } as const

test('a token is asked for once, however many wait for it, and renewed before it ends', async (t) => {
  const { kessai, asked, tokens, answers } = await withServer(
    t,
    Array.from({ length: 10 }, () => done),
  )
  await Promise.all(Array.from({ length: 10 }, () => kessai.read('x')))
  t.equal(tokens.length, 1)
  t.equal(
    tokens[0],
    `Basic ${btoa('sys-kintai:p%40ss%3A1')}`,
    'each part encoded, as RFC 6749 section 2.3.1 has it',
  )
  t.same([...new Set(asked.map((it) => it.headers.authorization))], ['Bearer token-1'])
  await t.test('a refused one is let go, once', async (t) => {
    answers.push(
      refused(401, 'invalid_token'),
      done,
      refused(401, 'invalid_token'),
      refused(401, 'invalid_token'),
    )
    await kessai.read('x')
    t.equal(asked.at(-1)?.headers.authorization, 'Bearer token-2')
    const error = await kessai.read('x').catch((it: unknown) => it)
    t.ok(isProblem(error, 'invalid_token'), 'a second refusal is told')
  })
  await t.test('one that ends at once is not used for the next call', async (t) => {
    const short = await withServer(t, [done, done], 0)
    await short.kessai.read('x')
    await short.kessai.read('x')
    t.equal(short.tokens.length, 2)
  })
})

test('one key for a call, however often it is sent', async (t) => {
  const answers = [
    broken,
    refused(503, 'unavailable', { 'retry-after': '0' }),
    refused(409, 'idempotency_in_flight', { 'retry-after': '0' }),
    done,
    done,
  ]
  const { kessai, asked } = await withServer(t, answers)
  await kessai.act('x', act, { officer: 'u0505', ifMatch: '"1"' })
  await kessai.act('x', act, { officer: 'u0505' })
  const keys = asked.map((it) => it.headers['idempotency-key'])
  t.equal(keys.length, 5)
  t.equal(new Set(keys.slice(0, 4)).size, 1)
  t.not(keys[4], keys[0], 'the next call has its own')
  t.match(asked[0]?.headers, { 'kessai-officer': 'u0505', 'if-match': '"1"' })
  t.notOk('if-match' in (asked[4]?.headers ?? {}))
})

test('what is not worth another try is told at once, as it was said', async (t) => {
  const answers = [
    refused(409, 'version_changed'),
    refused(429, 'too_many_requests', { 'retry-after': '3600' }),
    (response: ServerResponse) => response.writeHead(502, { 'content-type': 'text/html' }).end('<html>'),
    ...Array.from({ length: 3 }, () => broken),
    broken,
  ]
  const { kessai, asked } = await withServer(t, answers)
  const errorOf = (call: Promise<unknown>) => call.catch((it: unknown) => it)
  const changed = await errorOf(kessai.act('x', act, { officer: 'u0505' }))
  t.ok(changed instanceof KessaiProblem)
  t.match(changed, { status: 409, code: 'version_changed', message: '断られました。' })
  t.ok(isProblem(await errorOf(kessai.read('x')), 'too_many_requests'), 'an hour is longer than it may wait')
  t.equal(asked.length, 2)
  const away = await errorOf(kessai.read('x'))
  t.ok(away instanceof KessaiUnreachable, 'a proxy’s page, then nobody')
  t.equal(asked.length, 6, 'four attempts')
  const webhook = { url: 'https://zaimu.example/hook' }
  t.ok((await errorOf(kessai.createWebhook(webhook))) instanceof KessaiUnreachable)
  t.equal(asked.length, 7, 'what has no key is not sent twice: it may have been done')
})

test('pages behind one iterator, and the feed from a cursor on', async (t) => {
  const page = (ids: readonly string[], next?: string) =>
    json(200, { items: ids.map((id) => ({ id })), ...(next === undefined ? {} : { next }) })
  const feed = (ids: readonly string[], next: string, more: boolean) =>
    json(200, { events: ids.map((id) => ({ id })), next, more })
  const { kessai, asked, answers } = await withServer(t, [page(['a', 'b'], 'p2'), page(['c'])])
  const listed: string[] = []
  for await (const { id } of kessai.list({ status: 'decided' })) listed.push(id)
  t.same(listed, ['a', 'b', 'c'])
  t.same(
    asked.splice(0).map((it) => it.path),
    ['/v1/proposals?status=decided', '/v1/proposals?status=decided&after=p2'],
  )
  answers.push(feed(['e1'], 'c1', true), broken, feed(['e2'], 'c2', false))
  const read: unknown[] = []
  for await (const { events, cursor } of kessai.feed({ after: 'c0' }))
    read.push([events.map((it) => it.id), cursor])
  t.same(read, [
    [['e1'], 'c1'],
    [['e2'], 'c2'],
  ])
  t.same(
    asked.splice(0).map((it) => it.path),
    ['/v1/events?after=c0', '/v1/events?after=c1', '/v1/events?after=c1'],
  )

  await t.test('followed it waits, and ends without an error when it is told to stop', async (t) => {
    const stop = new AbortController()
    // The second question stays open.
    answers.push(feed([], 'c3', false), () => stop.abort())
    const cursors: string[] = []
    for await (const { cursor } of kessai.feed({ after: 'c2', follow: true, signal: stop.signal }))
      cursors.push(cursor)
    t.same(cursors, ['c3'])
    t.equal(asked.at(-1)?.path, '/v1/events?after=c3&wait=25')
  })
})

test('a webhook is believed when it was signed a moment ago with our key, and not otherwise', async (t) => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
  const body = JSON.stringify({ id: 'e1', type: 'jp.kessai.ping', subject: 's', data: {} })
  const signed = (at: Date, key = secret) => ({
    'webhook-id': 'e1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(key).sign('e1', at, body),
  })
  const now = new Date()
  t.equal(readWebhook(secret, signed(now), body).id, 'e1')
  t.equal(readWebhook(secret, new Headers(signed(now)), body).id, 'e1')
  const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
  for (const [headers, text] of [
    [signed(new Date(now.getTime() - 600_000)), body],
    [signed(now, other), body],
    [signed(now), `${body} `],
    [{ ...signed(now), 'webhook-id': 'e2' }, body],
    [{}, body],
  ] as const)
    t.throws(() => readWebhook(secret, headers, text), WebhookRefused)
})

test('a call that is stopped stops waiting', async (t) => {
  const stop = new AbortController()
  const { kessai } = await withServer(t, [(response) => void once(response, 'close')])
  const call = kessai.read('x', { signal: stop.signal })
  stop.abort(new Error('enough'))
  await t.rejects(call, /enough/)
})
