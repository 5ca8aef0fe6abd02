import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { test } from 'tap'
import { makeCase } from '../testing/rights/cases.ts'
import { nameOf } from '../testing/rights/registered.ts'
import { requests } from '../testing/rights/requests.ts'
import { createStage } from '../testing/rights/stage.ts'

/** Routes that ask for no proof of our pages, each with what stands in its place. */
const withoutProof: readonly RegExp[] = [
  // The secret of a pass in the address; no cookie counts there.
  /^[A-Z]+ \/(dav|wopi)(\/|$)/,
  // The provider's own forms, under the cookies and the binding of the provider.
  /^[A-Z]+ \/realms\//,
  // A token that the provider signed.
  /^POST \/auth\/backchannel-logout$/,
]

const safe = ['GET', 'HEAD', 'OPTIONS']

test('what another site lets a browser send is refused, on every route that writes', async (t) => {
  const stage = await createStage(t)
  const { 'x-csrf-token': token = '', cookie = '' } = stage.headersOf('drafter')
  const foreign: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'no token': { cookie, 'sec-fetch-site': 'same-origin' },
    'another token': {
      cookie,
      'sec-fetch-site': 'same-origin',
      'x-csrf-token': token.replace(/^./, (it) => (it === '_' ? '-' : '_')),
    },
    'another site': { cookie, 'sec-fetch-site': 'cross-site', 'x-csrf-token': token },
    'a neighbour': { cookie, 'sec-fetch-site': 'same-site', 'x-csrf-token': token },
    'another origin': { cookie, origin: 'https://elsewhere.example', 'x-csrf-token': token },
    'no origin at all': { cookie, 'x-csrf-token': token },
  }
  const writing = stage.routes.filter((it) => !safe.includes(it.method))
  const guarded = writing.filter((it) => !withoutProof.some((of) => of.test(nameOf(it))))
  t.ok(guarded.length > 70, `${guarded.length} routes`)
  for (const route of guarded) {
    const url = route.url.replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000')
    for (const [how, headers] of Object.entries(foreign)) {
      const answer = await stage.app.inject({ method: route.method as 'POST', url, headers })
      // SCIM has a shape of its own for refusals (RFC 7644, 3.12).
      const wanted = route.url.startsWith('/scim/')
        ? { status: '403', detail: /^安全のため操作を受け付けませんでした/ }
        : { code: 'csrf' }
      t.match([answer.statusCode, answer.json()], [403, wanted], `${nameOf(route)}: ${how}`)
    }
  }
  const refused = (await stage.office.db.selectFrom('proposal').select('id').execute()).length
  t.equal(refused, 0, 'and nothing was written')
})

/** What is wrong with the headers of an answer; empty when nothing is. */
function faults({ headers, statusCode, payload }: LightMyRequestResponse): string[] {
  const policy = headers['content-security-policy'] ?? ''
  const kept = headers['cache-control'] ?? ''
  const isAsset = /immutable/.test(kept)
  const type = String(headers['content-type'] ?? '')
  const isText = /^text\/|[/+](json|xml)\b/.test(type)
  return [
    ...(/unsafe-/.test(policy.replace("'wasm-unsafe-eval'", '')) ? ['unsafe'] : []),
    ...(/default-src '(self|none)'/.test(policy) ? [] : ['default-src']),
    ...(/object-src 'none'|default-src 'none'/.test(policy) ? [] : ['object-src']),
    ...(/frame-ancestors 'none'/.test(policy) ? [] : ['frame-ancestors']),
    // A sandbox loads nothing, so it has no addresses to take another base for.
    ...(/base-uri 'none'|^sandbox/.test(policy) ? [] : ['base-uri']),
    ...(headers['x-content-type-options'] === 'nosniff' ? [] : ['nosniff']),
    ...(headers['cross-origin-opener-policy'] === 'same-origin' ? [] : ['opener']),
    ...(/^(same-origin|no-referrer)$/.test(headers['referrer-policy'] ?? '') ? [] : ['referrer']),
    ...(/^max-age=31536000; includeSubDomains/i.test(headers['strict-transport-security'] ?? '')
      ? []
      : ['transport']),
    ...(payload !== '' && type === '' ? ['content-type'] : []),
    ...(isText && !/; charset=/.test(type) ? [`no charset: ${type}`] : []),
    ...(headers['x-powered-by'] === undefined && headers['server'] === undefined ? [] : ['names itself']),
    ...(kept === '' ? ['cache-control'] : []),
    ...(statusCode >= 400 && !kept.includes('no-store') ? ['a refusal that is kept'] : []),
    ...(isAsset && statusCode >= 300 && statusCode !== 304 ? ['a refusal for ever'] : []),
  ]
}

test('every answer keeps itself to its page and its reader', async (t) => {
  const stage = await createStage(t)
  const ofDraft = await makeCase(stage.office, 'draft')
  const ofOpen = await makeCase(stage.office, 'open')
  let answers = 0
  const look = async (name: string, answer: LightMyRequestResponse, isStream: boolean) => {
    if (isStream) answer.stream().destroy()
    t.same(faults(answer), [], `${name} ${answer.statusCode}`)
    // What is for everybody may be kept by whoever carries it; nothing of a case may.
    if (name.includes('/v1/')) t.notMatch(answer.headers['cache-control'] ?? '', /public/, name)
    // The provider of the demo, which never comes to production, shows its public keys to everybody.
    if (!name.includes(' /realms/')) t.notOk('access-control-allow-origin' in answer.headers, name)
    answers += 1
  }
  // Reads first: what writes comes last, and takes away what they read.
  const rows = Object.entries(requests).sort(
    ([a], [b]) => Number(safe.includes(b.split(' ')[0] ?? '')) - Number(safe.includes(a.split(' ')[0] ?? '')),
  )
  for (const [name, make] of rows) {
    if (/versions|publish|copies|restored/.test(name)) continue
    const of = /dav|wopi|of the drafter|提出|draft/.test(name) ? ofDraft : ofOpen
    const made: InjectOptions = await make({ stage, caller: 'drafter', of })
    // Asked for by a page of somebody else, as browsers say it.
    const request = { ...made, headers: { ...made.headers, origin: 'https://elsewhere.example' } }
    for (const caller of ['nobody', 'other'] as const)
      await look(`${name} ${caller}`, await stage.send(caller, request), request.payloadAsStream === true)
    if (safe.includes(name.split(' ')[0] ?? ''))
      await look(`${name} drafter`, await stage.send('drafter', request), request.payloadAsStream === true)
  }
  const odd: readonly (InjectOptions & { readonly method: string; readonly url: string })[] = [
    { method: 'GET', url: '/v1/none' },
    { method: 'GET', url: '/nowhere' },
    { method: 'GET', url: '/nowhere', headers: { accept: 'text/html' } },
    { method: 'GET', url: '/assets/gone.js' },
    { method: 'GET', url: '/%ff' },
    { method: 'GET', url: '/..%2f..%2fpackage.json' },
    { method: 'GET', url: `/v1/proposals/${'x'.repeat(300)}` },
    { method: 'HEAD', url: '/' },
    { method: 'GET', url: '/assets/' },
    { method: 'GET', url: '/.git/config' },
    { method: 'TRACE', url: '/' },
    { method: 'POST', url: '/v1/proposals', payload: '{', headers: { 'content-type': 'application/json' } },
    { method: 'POST', url: '/v1/proposals', payload: '<a/>', headers: { 'content-type': 'text/xml' } },
    { method: 'PUT', url: '/v1/mail-preference', payload: { words: 'あ'.repeat(600_000) } },
  ]
  for (const request of odd)
    await look(`${request.method} ${request.url}`, await stage.send('drafter', request), false)
  t.ok(answers > 400, `${answers} answers`)
})
