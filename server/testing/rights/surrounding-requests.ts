import type { InjectOptions } from 'fastify'
import { matterFor } from './callers.ts'
import type { Asking, MakeRequest, Requests } from './requests.ts'

const html = { accept: 'text/html' }

function get(url: string, headers: Readonly<Record<string, string>> = {}): MakeRequest {
  return () => ({ method: 'GET', url, headers: { ...headers } })
}

/** What a hash of its content names: its address is read from what was registered. */
const hashed =
  (begins: string): MakeRequest =>
  ({ stage }) => ({
    method: 'GET',
    url: stage.routes.find((it) => it.url.startsWith(begins))?.url ?? begins,
  })

const contentOf = ({ stage, caller }: Asking) => stage.office.content({ authorityCode: matterFor(caller) })

/** Of nobody: there is none of that id. */
const nobodysSearch = '00000000-0000-4000-8000-000000000000'
let kept = 0
const savedSearch = () => ({ name: `補助金 ${(kept += 1)}`, wish: { q: '補助金' } })

/** Signing in and out, health, the pages of the web client, and what somebody asks about themselves. */
export const surroundingRequests: Requests = {
  'GET /auth/assets/page-….css': hashed('/auth/assets/page-'),
  'GET /auth/assets/demo-….js': hashed('/auth/assets/demo-'),
  'GET /auth/sign-in': get('/auth/sign-in'),
  'GET /auth/callback': get('/auth/callback?code=x&state=y'),
  'POST /auth/sign-out': async ({ stage, caller }) => ({
    ...{ method: 'POST', url: '/auth/sign-out', headers: { ...(await stage.newSession(caller)) } },
  }),
  'POST /auth/backchannel-logout': () => ({
    ...{ method: 'POST', url: '/auth/backchannel-logout' },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'logout_token=made.up.token',
  }),
  'GET /signed-out': get('/signed-out'),
  'GET /auth/demo-users': get('/auth/demo-users'),
  'GET /realms/kessai/login-actions/authenticate': get('/realms/kessai/login-actions/authenticate'),
  'POST /realms/kessai/login-actions/authenticate': () => ({
    ...{ method: 'POST', url: '/realms/kessai/login-actions/authenticate' },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'username=u0505&password=kessai',
  }),
  'GET /realms/kessai/*': get('/realms/kessai/.well-known/openid-configuration'),
  'POST /realms/kessai/*': () => ({
    ...{ method: 'POST', url: '/realms/kessai/protocol/openid-connect/token' },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'grant_type=authorization_code&code=x',
  }),
  'OPTIONS /realms/kessai/*': () => ({
    ...{ method: 'OPTIONS', url: '/realms/kessai/protocol/openid-connect/token' },
    headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
  }),
  'GET /healthz': get('/healthz'),
  'GET /readyz': get('/readyz'),
  'GET /*': get('/assets/main-1.js'),
  'GET /proposals/:id': ({ of }) => ({ method: 'GET', url: `/proposals/${of.id}`, headers: html }),

  'GET /v1/openapi.json': get('/v1/openapi.json'),
  'GET /v1/sign-ins': get('/v1/sign-ins'),
  'GET /v1/sign-ins/remaining': get('/v1/sign-ins/remaining'),
  'POST /v1/sign-ins/end': () => ({ method: 'POST', url: '/v1/sign-ins/end', payload: {} }),
  'GET /v1/people/:id/sign-ins': get('/v1/people/u0404/sign-ins'),
  'POST /v1/people/:id/sign-ins/end': () => ({
    ...{ method: 'POST', url: '/v1/people/u0404/sign-ins/end', payload: { reason: '端末の紛失' } },
  }),
  'POST /v1/people/:id/sign-ins/unlink': () => ({
    ...{ method: 'POST', url: '/v1/people/u0404/sign-ins/unlink', payload: { reason: '転出' } },
  }),
  'GET /v1/refused-sign-ins': get('/v1/refused-sign-ins'),
  'GET /v1/me': get('/v1/me'),
  'GET /v1/stream': (): InjectOptions => ({ method: 'GET', url: '/v1/stream', payloadAsStream: true }),
  'PUT /v1/reading-purpose': () => ({
    ...{ method: 'PUT', url: '/v1/reading-purpose', payload: { purpose: '定期監査' } },
  }),
  'GET /v1/notices': get('/v1/notices'),
  'GET /v1/notices/count': get('/v1/notices/count'),
  'POST /v1/notices/read': () => ({ method: 'POST', url: '/v1/notices/read', payload: { upTo: 0 } }),
  'GET /v1/mail-preference': get('/v1/mail-preference'),
  'PUT /v1/mail-preference': () => ({
    ...{ method: 'PUT', url: '/v1/mail-preference' },
    payload: { tasks: 'now', returned: 'now', notices: 'daily', due: 'now', dailyHour: 8 },
  }),
  'GET /v1/mail-troubles': get('/v1/mail-troubles'),
  'GET /v1/organisation': get('/v1/organisation'),
  'GET /v1/people/:id': get('/v1/people/u0404'),
  'GET /v1/authority-items': get('/v1/authority-items'),
  'GET /v1/reference': get('/v1/reference'),
  'GET /v1/rule-words': get('/v1/rule-words'),
  'GET /v1/stand-ins': get('/v1/stand-ins'),
  'GET /v1/inbox': get('/v1/inbox'),
  'GET /v1/issuing': get('/v1/issuing'),
  'GET /v1/search': get(`/v1/search?q=${encodeURIComponent('資料')}`),
  'GET /v1/search/facets': get(`/v1/search/facets?q=${encodeURIComponent('資料')}`),
  'GET /v1/search/suggestions': get(`/v1/search/suggestions?q=${encodeURIComponent('資料')}`),
  'GET /v1/saved-searches': get('/v1/saved-searches'),
  'POST /v1/saved-searches': () => ({
    ...{ method: 'POST', url: '/v1/saved-searches', payload: savedSearch() },
  }),
  'PUT /v1/saved-searches/:id': () => ({
    ...{ method: 'PUT', url: `/v1/saved-searches/${nobodysSearch}`, payload: savedSearch() },
  }),
  'DELETE /v1/saved-searches/:id': () => ({ method: 'DELETE', url: `/v1/saved-searches/${nobodysSearch}` }),
  'GET /v1/proposals': get('/v1/proposals?scope=section'),
  'POST /v1/explain-route': (it) => ({
    ...{ method: 'POST', url: '/v1/explain-route', payload: { content: contentOf(it) } },
  }),
  'POST /v1/proposals::bulk': (it) => ({
    ...{ method: 'POST', url: '/v1/proposals:bulk' },
    payload: { items: [{ key: 'a', content: contentOf(it) }] },
  }),
  'POST /v1/proposals': (it) => ({
    ...{ method: 'POST', url: '/v1/proposals', payload: { content: contentOf(it) } },
  }),
}
