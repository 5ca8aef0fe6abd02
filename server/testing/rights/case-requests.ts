import type { InjectOptions } from 'fastify'
import type { NewNote } from '../../contract/notes.ts'
import type { NewPrint } from '../../contract/prints.ts'
import { staff } from '../office.ts'
import type { Asking, MakeRequest, Requests } from './requests.ts'

/** A read of something below a case. */
const read =
  (below: string): MakeRequest =>
  ({ of }) => ({ method: 'GET', url: `/v1/proposals/${of.id}${below}` })

/** An act on what the drafter sees now. */
const act =
  (said: object): MakeRequest =>
  async ({ stage, of }) => {
    const { version, manifestSha256 } = await stage.office.view(staff.drafter, of.id)
    return {
      ...{ method: 'POST', url: `/v1/proposals/${of.id}/acts` },
      payload: { version, manifestSha256, ...said },
    }
  }

async function madeBy(
  { stage }: Asking,
  ...[method, url, payload]: readonly ['POST', string, object]
): Promise<string> {
  const { status, body } = await stage.office.ask<{ id: string }>(staff.drafter, method, url, payload)
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.id
}

const noteOn = ({ of }: Asking): NewNote => ({
  ...{ revisionId: of.pdf.revisionId, pageIndex: 0, words: '率の根拠は。', audience: 'route' },
  place: { kind: 'note', x: 60, y: 60 },
})

/** Of a 付箋 that the drafter wrote for the route. */
const ofNote =
  (request: InjectOptions, below = ''): MakeRequest =>
  async (it) => ({
    ...request,
    url: `/v1/notes/${await madeBy(it, 'POST', `/v1/proposals/${it.of.id}/notes`, noteOn(it))}${below}`,
  })

const printOf = ({ of }: Asking): NewPrint => ({
  ...{ purpose: 'print', cover: true, notes: false, reason: '会議のため' },
  files: [{ revisionId: of.pdf.revisionId, pages: [[0, 0]] }],
})

/** Of a print that the drafter asked for. */
const ofPrint =
  (method: 'GET' | 'DELETE', below = ''): MakeRequest =>
  async (it) => ({
    method,
    url: `/v1/prints/${await madeBy(it, 'POST', `/v1/proposals/${it.of.id}/prints`, printOf(it))}${below}`,
  })

/** What is asked of a case, its notes and its prints. */
export const caseRequests: Requests = {
  'GET /v1/proposals/:id': read(''),
  'GET /v1/proposals/:id/events': read('/events'),
  'GET /v1/proposals/:id/accesses': read('/accesses'),
  'GET /v1/proposals/:id/decision': read('/decision'),
  'GET /v1/proposals/:id/bundle': read('/bundle'),
  'GET /v1/proposals/:id/pages': read('/pages'),
  'GET /v1/proposals/:id/placeholders': ({ of }) => ({
    ...{ method: 'GET', url: `/v1/proposals/${of.id}/placeholders?of=${of.pdf.revisionId}:0-1` },
  }),
  'GET /v1/proposals/:id/find': read(`/find?q=${encodeURIComponent('資料')}`),
  'GET /v1/proposals/:id/stamped.pdf': read('/stamped.pdf'),
  'POST /v1/proposals/:id/stamped-pdf/retry': ({ of }) => ({
    ...{ method: 'POST', url: `/v1/proposals/${of.id}/stamped-pdf/retry` },
  }),
  'GET /v1/proposals/:id/paper-slip.pdf': read('/paper-slip.pdf'),
  'GET /v1/proposals/:id/seen': read('/seen'),
  'GET /v1/proposals/:id/trails': read('/trails'),
  'POST /v1/proposals/:id/seen': ({ of }) => ({
    ...{ method: 'POST', url: `/v1/proposals/${of.id}/seen` },
    payload: { files: [{ revisionId: of.pdf.revisionId, pages: [0] }] },
  }),
  'GET /v1/proposals/:id/editing': read('/editing'),
  'PUT /v1/proposals/:id/draft': async ({ stage, of }) => {
    const { version, content } = await stage.office.view(staff.drafter, of.id)
    return { method: 'PUT', url: `/v1/proposals/${of.id}/draft`, payload: { version, content } }
  },
  'POST /v1/proposals/:id/redraft': ({ of }) => ({
    ...{ method: 'POST', url: `/v1/proposals/${of.id}/redraft`, payload: { kind: 'quote' } },
  }),
  'POST /v1/proposals/:id/route-preview': ({ of }) => ({
    ...{ method: 'POST', url: `/v1/proposals/${of.id}/route-preview` },
    payload: { add: [{ unit: 'ZAI', role: 'concur' }] },
  }),
  'POST /v1/proposals/:id/acts (提出)': act({ type: 'submit' }),
  'POST /v1/proposals/:id/acts (承認)': act({ type: 'approve' }),
  'POST /v1/proposals/:id/acts (決裁)': act({ type: 'decide' }),
  'POST /v1/proposals/:id/acts (差戻し)': act({ type: 'return', reason: '直すこと。' }),
  'POST /v1/proposals/:id/acts (取下げ)': act({ type: 'withdraw', reason: '不要となったため' }),
  'POST /v1/proposals/:id/acts (意見)': act({ type: 'comment', text: '前例があります。' }),
  'POST /v1/proposals/:id/acts (供覧)': act({
    ...{ type: 'circulate', kind: 'inform', people: ['u0403'] },
  }),
  'POST /v1/proposals/:id/acts (秘の解除)': act({ type: 'release_secrecy', reason: '公表済' }),
  'POST /v1/proposals/:id/acts (完結)': act({ type: 'complete', on: '2026-05-11' }),

  'GET /v1/proposals/:id/notes': read('/notes'),
  'POST /v1/proposals/:id/notes': (it) => ({
    ...{ method: 'POST', url: `/v1/proposals/${it.of.id}/notes`, payload: noteOn(it) },
  }),
  'PATCH /v1/notes/:id': ofNote({ method: 'PATCH', payload: { words: '直しました。' } }),
  'DELETE /v1/notes/:id': ofNote({ method: 'DELETE' }),
  'POST /v1/notes/:id/replies': ofNote({ method: 'POST', payload: { words: '別紙に。' } }, '/replies'),
  'PUT /v1/notes/:id/settled': ofNote({ method: 'PUT', payload: { settled: true } }, '/settled'),

  'GET /v1/proposals/:id/prints': read('/prints'),
  'POST /v1/proposals/:id/prints': (it) => ({
    ...{ method: 'POST', url: `/v1/proposals/${it.of.id}/prints`, payload: printOf(it) },
  }),
  'GET /v1/prints/:id': ofPrint('GET'),
  'GET /v1/prints/:id/pdf': ofPrint('GET', '/pdf'),
  'DELETE /v1/prints/:id': ofPrint('DELETE'),
}
