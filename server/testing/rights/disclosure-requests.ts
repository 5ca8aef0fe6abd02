import { PDFDocument } from 'pdf-lib'
import type { DisclosureClassView } from '../../contract/disclosure-class.ts'
import type { DisclosureDone, DisclosureView } from '../../contract/disclosure.ts'
import { asked, withPdf } from '../disclosing.ts'
import { type Office, staff } from '../office.ts'
import { callers } from './callers.ts'
import type { MakeRequest, Requests } from './requests.ts'

type Made = { readonly id: string; readonly version: number; readonly revision: string }

const url = '/v1/disclosure-requests'

async function done<Answer>(office: Office, at: string, body: object): Promise<Answer> {
  const answer = await office.ask<Answer>(callers.auditor, 'POST', at, body)
  if (answer.status >= 300) throw new Error(`${at} ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** A 開示請求 of the 情報公開担当 with a file that is disclosed as it is. */
export async function requestMade(office: Office): Promise<Made> {
  const draft = await office.draft({ authorityCode: 'E01', concurringUnits: [] })
  const document = await PDFDocument.create()
  document.addPage([200, 200])
  const revision = await withPdf(office, draft.id, await document.save())
  const sent = await office.act(staff.drafter, draft.id, { type: 'submit' })
  if (sent.status !== 200) throw new Error(JSON.stringify(sent.body))
  const { id, version } = await done<DisclosureDone>(office, url, asked)
  const acts = `${url}/${id}/acts`
  const chosen = { version, type: 'choose_case', proposalId: draft.id }
  const judged = { ...{ type: 'judge_file', revisionId: revision }, outcome: 'full', grounds: [] }
  const { version: then } = await done<DisclosureDone>(office, acts, chosen)
  return {
    id,
    revision,
    version: (await done<DisclosureDone>(office, acts, { ...judged, version: then })).version,
  }
}

const kept = new WeakMap<Office, Promise<Made>>()

/** The one of an office, as it is now. */
async function requestIn(office: Office): Promise<Made> {
  const making = kept.get(office) ?? requestMade(office)
  kept.set(office, making)
  const made = await making
  const { body } = await office.ask<DisclosureView>(callers.auditor, 'GET', `${url}/${made.id}`)
  return { ...made, version: body.version }
}

const get =
  (below: string): MakeRequest =>
  async ({ stage }) => ({ method: 'GET', url: `${url}/${(await requestIn(stage.office)).id}${below}` })

const ofFile =
  (below: string): MakeRequest =>
  async ({ stage }) => {
    const it = await requestIn(stage.office)
    return { method: 'GET', url: `${url}/${it.id}/files/${it.revision}${below}` }
  }

const masked = { masks: [{ page: 0, box: [20, 20, 50, 20], ground: 'G1' }] }
const copies = new WeakMap<Office, Promise<string>>()

/** The masked copy of its file. */
function copyOf(office: Office): Promise<string> {
  const making = copies.get(office) ?? makeCopy(office)
  copies.set(office, making)
  return making
}

async function makeCopy(office: Office): Promise<string> {
  const { id, version, revision } = await requestIn(office)
  await done(office, `${url}/${id}/copies`, { version, revisionId: revision, ...masked })
  const { cases } = (await office.ask<DisclosureView>(callers.auditor, 'GET', `${url}/${id}`)).body
  const sha256 = cases[0]?.files[0]?.copy?.sha256
  if (sha256 === undefined) throw new Error('no copy')
  return sha256
}

const post =
  (below: string, body: (it: Made) => object): MakeRequest =>
  async ({ stage }) => {
    const it = await requestIn(stage.office)
    return {
      ...{ method: 'POST', url: `${url}/${it.id}${below}` },
      payload: { version: it.version, ...body(it) },
    }
  }

/** 公開: a request in which no 課 is asked for its opinion. */
export const disclosureRequests: Requests = {
  'POST /v1/disclosure-requests': () => ({ method: 'POST', url, payload: asked }),
  'GET /v1/disclosure-requests': () => ({ method: 'GET', url }),
  'GET /v1/disclosure-requests/:id': get(''),
  'GET /v1/disclosure-requests/:id/events': get('/events'),
  'GET /v1/disclosure-requests/:id/copies.pdf': get('/copies.pdf'),
  'POST /v1/disclosure-requests/:id/acts': post('/acts', () => ({
    type: 'extend',
    reason: '大量請求のため',
  })),
  'POST /v1/disclosure-requests/:id/copies': post('/copies', ({ revision }) => ({
    revisionId: revision,
    ...masked,
  })),
  'POST /v1/disclosure-requests/:id/proposals': post('/proposals', () => ({})),
  'GET /v1/disclosure-requests/:id/candidates': get(`/candidates?q=${encodeURIComponent('計画')}`),
  'GET /v1/disclosure-requests/:id/files/:revisionId': ofFile(''),
  'GET /v1/disclosure-requests/:id/files/:revisionId/text': ofFile('/text'),
  'GET /v1/disclosure-requests/:id/files/:revisionId/pdf': ofFile('/pdf'),
  'GET /v1/disclosure-requests/:id/files/:revisionId/copies/:sha256': async ({ stage }) => {
    const it = await requestIn(stage.office)
    return { method: 'GET', url: `${url}/${it.id}/files/${it.revision}/copies/${await copyOf(stage.office)}` }
  },
  'GET /v1/proposals/:id/disclosure-class': ({ of }) => ({
    ...{ method: 'GET', url: `/v1/proposals/${of.id}/disclosure-class` },
  }),
  'POST /v1/disclosure-classes/:id': async ({ stage, of }) => {
    const { body } = await stage.office.ask<Partial<DisclosureClassView>>(
      ...([callers.records, 'GET', `/v1/proposals/${of.id}/disclosure-class`] as const),
    )
    const isClosed = body.now?.class === 'closed'
    return {
      ...{ method: 'POST', url: `/v1/disclosure-classes/${of.id}` },
      payload: {
        ...{ version: body.version ?? 0, reason: '審査の結果' },
        ...(isClosed ? { class: 'open', grounds: [] } : { class: 'closed', grounds: ['G1'] }),
      },
    }
  },
  'GET /v1/publication-index': () => ({ method: 'GET', url: '/v1/publication-index?year=2026' }),
  'GET /v1/publication-index.csv': () => ({ method: 'GET', url: '/v1/publication-index.csv?year=2026' }),
  'GET /v1/publication-index.html': () => ({ method: 'GET', url: '/v1/publication-index.html?year=2026' }),
}
