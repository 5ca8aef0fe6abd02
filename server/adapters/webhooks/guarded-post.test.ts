import { once } from 'node:events'
import { type RequestListener, createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createSocketServer } from 'node:net'
import { type Test, test } from 'tap'
import { selfSigned } from '../../testing/certificate.ts'
import type { PostOutcome } from '../../usecases/ports.ts'
import { mayCall, networksOf } from './addresses.ts'
import { createGuardedPost } from './guarded-post.ts'

const nothing = networksOf([])

async function listen(t: Test, handler: RequestListener, host = '127.0.0.1', port = 0): Promise<number> {
  const server = createServer(handler).listen(port, host)
  await once(server, 'listening')
  t.teardown(() => server.close())
  return (server.address() as AddressInfo).port
}

const errorOf = (outcome: PostOutcome) => (outcome.answered ? `answered ${outcome.status}` : outcome.error)
const message = { headers: { 'content-type': 'application/json' }, body: '{"件名":"山﨑"}' }

test('addresses that are nobody’s on the internet are refused, in whatever clothes', async (t) => {
  const refused = [
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '100.127.255.255', '192.0.0.192', '198.18.0.1', '224.0.0.1'],
    ...['240.0.0.1', '255.255.255.255', '192.0.2.1', '203.0.113.7'],
    ...[
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '::ffff:10.0.0.1',
      '::127.0.0.1',
      '::ffff:0:127.0.0.1',
    ],
    ...['64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::', '2001:0:0:1::1', '2001:db8::1'],
    ...[
      'fe80::1',
      'fe80::1%lo',
      'fc00::1',
      'fd00:ec2::254',
      'ff02::1',
      'fec0::1',
      '100::1',
      '5f00::1',
      '3fff::1',
    ],
    ...['', 'localhost', '127.1', '0177.0.0.1', '2130706433'],
  ]
  for (const address of refused) t.notOk(mayCall(address, nothing), address || 'nothing')
  for (const address of [
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
    '2400:1::1',
  ])
    t.ok(mayCall(address, nothing), address)
  const own = networksOf(['10.1.0.0/16', 'fd12::/16'])
  for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '::ffff:a01:203', 'fd12::5'])
    t.ok(mayCall(address, own), address)
  for (const address of ['10.2.0.1', 'fd13::1', '127.0.0.1']) t.notOk(mayCall(address, own), address)
  for (const text of ['10.0.0.0', '10.0.0.0/33', 'x/8', '::/129', '10.0.0.0/-1'])
    t.throws(() => networksOf([text]), /no network/, text)
})

test('an address that means this machine is not called, however it is written', async (t) => {
  let calls = 0
  const port = await listen(t, (_request, response) => {
    calls += 1
    response.end()
  })
  const names: Readonly<Record<string, string>> = {
    'inside.example': '127.0.0.1',
    'metadata.example': '169.254.169.254',
    'six.example': '::1',
    'mapped.example': '::ffff:127.0.0.1',
  }
  const post = createGuardedPost({
    allowed: nothing,
    resolve: async (host) => {
      const address = names[host.replace(/\.$/, '')]
      if (address === undefined) throw Object.assign(new Error(host), { code: 'ENOTFOUND' })
      return [{ address, family: address.includes(':') ? 6 : 4 }]
    },
  })
  const hosts = [
    ...['127.0.0.1', '127.1', '0177.0.0.1', '0x7f.0.0.1', '0x7f000001', '2130706433', '017700000001', '0'],
    ...[
      '127.0.0.1.',
      '127.0.0.01',
      '１２７.０.０.１',
      '①②⑦.⓪.⓪.①',
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
    ],
    ...['[0:0:0:0:0:ffff:127.0.0.1]', '[64:ff9b::127.0.0.1]', '[2002:7f00:1::]'],
    ...[
      'inside.example',
      'inside.example.',
      'INSIDE.example',
      'metadata.example',
      'six.example',
      'mapped.example',
    ],
  ]
  for (const host of hosts) {
    for (const scheme of ['http', 'https']) {
      const outcome = await post({ url: `${scheme}://${host}:${port}/hook`, ...message })
      t.equal(errorOf(outcome), 'refused: network', `${scheme} ${host}`)
    }
  }
  for (const [url, error] of [
    [`https://8.8.8.8@127.0.0.1:${port}/`, 'refused: userinfo'],
    [`https://user:word@8.8.8.8:${port}/`, 'refused: userinfo'],
    [`http://8.8.8.8:${port}/`, 'refused: https only'],
    [`https://nowhere.example:${port}/`, 'dns: ENOTFOUND'],
  ] as const)
    t.equal(errorOf(await post({ url, ...message })), error, url)
  t.equal(calls, 0, 'nobody was called')
})

test('a name with one address inside is refused; allowed networks hold for each of its addresses', async (t) => {
  const port = await listen(t, (_request, response) => response.end('受領'))
  const both = createGuardedPost({
    allowed: nothing,
    resolve: async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ],
  })
  t.equal(errorOf(await both({ url: `https://two.example:${port}/`, ...message })), 'refused: network')
  const lgwan = createGuardedPost({
    allowed: networksOf(['127.0.0.1/32']),
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  })
  const outcome = await lgwan({ url: `http://zaimu.example:${port}/`, ...message })
  t.match(outcome, { answered: true, status: 200, answer: '受領' })
})

test('no rebinding: what was checked is what is called, and the name is asked for once', async (t) => {
  const called: string[] = []
  const port = await listen(t, (_request, response) => response.end(void called.push('2')), '127.0.0.2')
  await listen(t, (_request, response) => response.end(void called.push('1')), '127.0.0.1', port)
  let asked = 0
  const post = createGuardedPost({
    allowed: networksOf(['127.0.0.2/32']),
    resolve: async () => {
      asked += 1
      return [{ address: asked === 1 ? '127.0.0.2' : '127.0.0.1', family: 4 }]
    },
  })
  const url = `http://rebinding.example:${port}/`
  t.equal(errorOf(await post({ url, ...message })), 'answered 200')
  t.equal(asked, 1)
  t.equal(errorOf(await post({ url, ...message })), 'refused: network', 'the second answer is checked again')
  t.same(called, ['2'])
})

test('redirects are answers, proxies of the environment are not used, endless answers end', async (t) => {
  const asked: string[] = []
  const port = await listen(t, (request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.host}`)
    if (request.url === '/away') response.writeHead(307, { location: '/inside' }).end()
    else if (request.url === '/endless') {
      const timer = setInterval(() => response.write('あ'.repeat(20_000)), 1)
      response.on('close', () => clearInterval(timer))
    } else if (request.url === '/upgrade')
      response.socket?.end('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n')
    else if (request.url === '/busy') response.writeHead(503, { 'retry-after': '30' }).end('混雑\0\u0007')
    else if (request.url !== '/silent') response.end()
  })
  const proxy = await listen(t, (_request, response) => response.end(void asked.push('proxy')))
  for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'NODE_USE_ENV_PROXY', 'all_proxy'])
    process.env[name] = name.startsWith('NODE') ? '1' : `http://127.0.0.1:${proxy}`
  const post = createGuardedPost({ allowed: networksOf(['127.0.0.0/8']), timeoutMs: 3000 })
  const to = (path: string) => post({ url: `http://127.0.0.1:${port}${path}`, ...message })
  t.match(await to('/away'), { answered: true, status: 307 })
  const endless = await to('/endless')
  t.match(endless, { answered: true, status: 200 })
  t.ok(endless.answered && endless.answer.length <= 500)
  t.match(await to('/busy'), { status: 503, retryAfter: '30', answer: '混雑 ' })
  t.equal(errorOf(await to('/upgrade')), 'failed')
  t.equal(errorOf(await to('/silent')), 'timeout')
  const nobody = await post({ url: `http://127.0.0.9:${port}/`, ...message })
  t.equal(errorOf(nobody), 'ECONNREFUSED')
  const host = `127.0.0.1:${port}`
  t.same(
    asked,
    ['/away', '/endless', '/busy', '/upgrade', '/silent'].map((it) => `POST ${it} ${host}`),
  )
})

test('somebody who never says a word, and a name server that never answers, cost the time-out', async (t) => {
  const silent = createSocketServer(() => undefined).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  t.teardown(() => silent.close())
  const post = createGuardedPost({ allowed: networksOf(['127.0.0.0/8']), timeoutMs: 200 })
  t.equal(errorOf(await post({ url: `http://127.0.0.1:${port}/`, ...message })), 'timeout')
  t.equal(errorOf(await post({ url: `https://127.0.0.1:${port}/`, ...message })), 'timeout')
  const mute = createGuardedPost({ allowed: nothing, timeoutMs: 200, resolve: () => new Promise(() => {}) })
  t.equal(errorOf(await mute({ url: 'https://mute.example/', ...message })), 'timeout')
})

test('nothing is said to somebody whose certificate nobody vouches for, is for another name, or has run out', async (t) => {
  const heard: string[] = []
  const serve = async (certificate: ReturnType<typeof selfSigned>): Promise<number> => {
    const server = createTlsServer(certificate, (request, response) => {
      heard.push(request.headers.host ?? '')
      response.end('受領')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.teardown(() => server.close())
    return (server.address() as AddressInfo).port
  }
  const [good, over] = [selfSigned('zaimu.example'), selfSigned('zaimu.example', 6)]
  const [port, portOver] = [await serve(good), await serve(over)]
  const calling = (ca?: string) =>
    createGuardedPost({
      allowed: networksOf(['127.0.0.0/8']),
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      ...(ca === undefined ? {} : { ca }),
    })
  const answerOf = async (post: ReturnType<typeof calling>, host: string, to = port) =>
    errorOf(await post({ url: `https://${host}:${to}/hook`, ...message }))
  t.equal(await answerOf(calling(), 'zaimu.example'), 'DEPTH_ZERO_SELF_SIGNED_CERT')
  t.equal(await answerOf(calling(good.cert), 'kintai.example'), 'ERR_TLS_CERT_ALTNAME_INVALID')
  t.equal(await answerOf(calling(over.cert), 'zaimu.example', portOver), 'CERT_HAS_EXPIRED')
  t.same(heard, [])
  t.equal(await answerOf(calling(good.cert), 'zaimu.example'), 'answered 200')
  t.same(heard, [`zaimu.example:${port}`])
})
