import type { InjectOptions } from 'fastify'
import { lockinfo } from '../dav-office.ts'
import { staff } from '../office.ts'
import { proofHeaders } from '../wopi-client.ts'
import { word } from '../word-says.ts'
import { fileBody } from './cases.ts'
import { makeCopy, makeLease, textEdit } from './held-cases.ts'
import type { Asking, MakeRequest, Requests } from './requests.ts'

const ofRevision =
  (below: string, method: 'GET' | 'POST' = 'GET', file: 'pdf' | 'text' = 'pdf'): MakeRequest =>
  ({ of }) => ({ method, url: `/v1/revisions/${of[file].revisionId}${below}` })

/** What a change of a case under way says of itself; a draft is changed without it. */
async function correction({ stage, of }: Asking): Promise<Readonly<Record<string, string>>> {
  if (of.kind === 'draft') return {}
  const { version, manifestSha256 } = await stage.office.view(staff.drafter, of.id)
  return { version: String(version), manifestSha256, effect: 'minor', reason: '誤記' }
}

const weighed = ({ of }: Asking): object => (of.kind === 'draft' ? {} : { effect: 'minor', reason: '誤記' })

async function withQuery(it: Asking, url: string, more: Readonly<Record<string, string>> = {}) {
  const query = new URLSearchParams({ ...more, ...(await correction(it)) }).toString()
  return query === '' ? url : `${url}?${query}`
}

async function byDrafter(
  { stage }: Asking,
  request: InjectOptions,
): Promise<Readonly<Record<string, string>>> {
  const answer = await stage.office.inject(staff.drafter, request)
  if (answer.statusCode >= 300 && answer.statusCode !== 409) throw new Error(answer.body)
  return answer.json()
}

/** The text has another content since, of whoever may change it. */
async function replaced(it: Asking): Promise<void> {
  const { office } = it.stage
  const sent = await office.inject(it.of.kind === 'draft' ? staff.drafter : staff.groupChief, {
    ...{ method: 'POST', url: await withQuery(it, `/v1/attachments/${it.of.text.id}/revisions`) },
    ...fileBody('別表.txt', `別表 ${(written += 1)}`),
  })
  if (sent.statusCode !== 201) throw new Error(sent.body)
}

/** The lease of the drafter on the text. */
const lease = ({ stage, of }: Asking): Promise<string> => makeLease(stage.office, of.text, staff.drafter)

let written = 0

/** What the drafter could not save: two edits from one content. */
const copy = ({ stage, of }: Asking): Promise<string> => makeCopy(stage.office, of.text, staff.drafter)

/** The secret of a pass (編集用の鍵) that the caller was given; one that is made up for who gets none. */
async function secretOf(
  { stage, caller, of }: Asking,
  way: 'desktop-link' | 'office-session',
): Promise<string> {
  const url = `/v1/attachments/${of.word.id}/${way}`
  const payload = way === 'desktop-link' ? {} : { takeOver: true }
  const answer = await stage.send(caller, { method: 'POST', url, payload })
  const body = answer.json<{ url?: string; accessToken?: string }>()
  return body.accessToken ?? body.url?.split('/dav/')[1]?.split('/')[0] ?? 'made-up'.padEnd(43, 'x')
}

const davMethods = [
  ...['OPTIONS', 'GET', 'PUT', 'PROPFIND', 'PROPPATCH', 'LOCK', 'UNLOCK'],
  ...['DELETE', 'MKCOL', 'COPY', 'MOVE', 'POST', 'PATCH'],
] as const
const davBodies: Readonly<Record<string, InjectOptions>> = {
  PUT: { payload: word('二') },
  PROPPATCH: {
    payload:
      '<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><x xmlns="y">1</x></D:prop></D:set></D:propertyupdate>',
  },
  LOCK: { payload: lockinfo(), headers: { timeout: 'Second-60' } },
  UNLOCK: { headers: { 'lock-token': '<opaquelocktoken:00000000-0000-4000-8000-000000000000>' } },
}

const davRequests: Requests = Object.fromEntries(
  davMethods.flatMap((method) =>
    ['', '/*'].map((below): [string, MakeRequest] => [
      `${method} /dav/:token${below}`,
      async (it) => ({
        ...davBodies[method],
        method: method as 'GET',
        url: `/dav/${await secretOf(it, 'desktop-link')}${below === '' ? '' : `/${encodeURIComponent(it.of.word.name)}`}`,
      }),
    ]),
  ),
)

const wopi =
  (below: '' | '/contents', request: InjectOptions): MakeRequest =>
  async (it) => {
    const token = await secretOf(it, 'office-session')
    const url = `/wopi/files/${it.of.word.id}${below}?access_token=${token}`
    const signed = proofHeaders(it.stage.officeServer.keys(), {
      ...{ token, url: it.stage.publicUrl + url, atMs: Date.parse(it.stage.office.deps.now()) },
    })
    return { ...request, url, headers: { ...request.headers, ...signed } }
  }

const tus = { 'tus-resumable': '1.0.0' }

function newUpload(proposalId: string): InjectOptions {
  const plan = Object.entries({ proposalId, filename: '追加.txt' })
  const metadata = plan.map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`).join(',')
  const headers = { ...tus, 'upload-length': '6', 'upload-metadata': metadata }
  return { method: 'POST', url: '/v1/uploads', headers }
}

/** A file that the drafter has begun to send to a draft. */
const ofUpload =
  (method: 'PATCH' | 'GET' | 'DELETE', request: InjectOptions = {}): MakeRequest =>
  async ({ stage, of }) => {
    const begun = await stage.office.inject(staff.drafter, newUpload(of.id))
    return { headers: tus, ...request, method, url: String(begun.headers['location']) }
  }

/** Files of a case: what is read of them, what is changed, and the programs that open them. */
export const fileRequests: Requests = {
  'GET /v1/revisions/:id/content': ofRevision('/content'),
  'GET /v1/revisions/:id/pdf': ofRevision('/pdf'),
  'GET /v1/revisions/:id/comparison': ({ of }) => ({
    ...{ method: 'GET', url: `/v1/revisions/${of.pdf.revisionId}/comparison?from=${of.pdf.revisionId}` },
  }),
  'GET /v1/revisions/:id/differences': ({ of }) => ({
    ...{ method: 'GET', url: `/v1/revisions/${of.text.revisionId}/differences?from=${of.text.revisionId}` },
  }),
  'GET /v1/revisions/:id/text': ofRevision('/text'),
  'GET /v1/revisions/:id/outline': ofRevision('/outline'),
  'GET /v1/revisions/:id/placeholders': ofRevision('/placeholders'),
  'GET /v1/revisions/:id/pages/:n/image': ofRevision('/pages/0/image'),
  'GET /v1/revisions/:id/skeleton': ofRevision('/skeleton'),
  'POST /v1/revisions/:id/retry': ofRevision('/retry', 'POST'),
  'GET /v1/revisions/:id/editable': ofRevision('/editable', 'GET', 'text'),
  'GET /v1/revisions/:id/comments': ofRevision('/comments', 'GET', 'text'),

  'POST /v1/proposals/:id/attachments': ({ of }) => ({
    ...{ method: 'POST', url: `/v1/proposals/${of.id}/attachments` },
    ...fileBody('追加.txt', '追加'),
  }),
  'POST /v1/uploads': ({ of }) => newUpload(of.id),
  'PATCH /v1/uploads/:id': ofUpload('PATCH', {
    headers: { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' },
    payload: '追',
  }),
  'GET /v1/uploads/:id': ofUpload('GET'),
  'DELETE /v1/uploads/:id': ofUpload('DELETE'),
  'POST /v1/proposals/:id/issued-files': ({ of }) => ({
    ...{ method: 'POST', url: `/v1/proposals/${of.id}/issued-files` },
    ...fileBody('通知.txt', '通知'),
  }),
  'PUT /v1/proposals/:id/attachments/order': ({ of }) => ({
    ...{ method: 'PUT', url: `/v1/proposals/${of.id}/attachments/order` },
    payload: { ids: [of.text.id, of.pdf.id, of.word.id] },
  }),
  'POST /v1/attachments/:id/revisions': async (it) => ({
    ...{ method: 'POST', url: await withQuery(it, `/v1/attachments/${it.of.text.id}/revisions`) },
    ...fileBody('別表.txt', `別表 ${(written += 1)}`),
  }),
  'PATCH /v1/attachments/:id': ({ of }) => ({
    ...{ method: 'PATCH', url: `/v1/attachments/${of.text.id}`, payload: { name: '別表２.txt' } },
  }),
  'DELETE /v1/attachments/:id': ({ of }) => ({ method: 'DELETE', url: `/v1/attachments/${of.text.id}` }),
  'GET /v1/attachments/:id/revisions': ({ of }) => ({
    ...{ method: 'GET', url: `/v1/attachments/${of.text.id}/revisions` },
  }),
  'POST /v1/attachments/:id/edits': async (it) => {
    const { id, revisionId } = it.of.text
    const url = await withQuery(it, `/v1/attachments/${id}/edits`, { from: revisionId })
    return { method: 'POST', url, ...textEdit(`別表\n一　宿泊　${(written += 1)}円\n`) }
  },
  'POST /v1/attachments/:id/restored': async (it) => {
    await replaced(it)
    const { version, ...said } = await correction(it)
    return {
      ...{ method: 'POST', url: `/v1/attachments/${it.of.text.id}/restored` },
      payload: {
        ...{ revisionId: it.of.text.revisionId, ...said },
        ...(version === undefined ? {} : { version: Number(version) }),
      },
    }
  },
  'POST /v1/attachments/:id/lease': ({ of }) => ({
    ...{ method: 'POST', url: `/v1/attachments/${of.text.id}/lease` },
    payload: { revisionId: of.text.revisionId, takeOver: true },
  }),
  'PUT /v1/leases/:id (of the drafter)': async (it) => ({
    ...{ method: 'PUT', url: `/v1/leases/${await lease(it)}` },
  }),
  'DELETE /v1/leases/:id (of the drafter)': async (it) => ({
    ...{ method: 'DELETE', url: `/v1/leases/${await lease(it)}` },
  }),
  'GET /v1/copies/:id/content (of the drafter)': async (it) => ({
    ...{ method: 'GET', url: `/v1/copies/${await copy(it)}/content` },
  }),
  'DELETE /v1/copies/:id (of the drafter)': async (it) => ({
    ...{ method: 'DELETE', url: `/v1/copies/${await copy(it)}` },
  }),
  'GET /v1/copies/:id/merge (of the drafter)': async (it) => ({
    ...{ method: 'GET', url: `/v1/copies/${await copy(it)}/merge` },
  }),
  'POST /v1/copies/:id/merged (of the drafter)': async (it) => {
    const url = `/v1/copies/${await copy(it)}/merged`
    const { attachments } = await it.stage.office.view(staff.drafter, it.of.id)
    const onto = attachments.find((file) => file.id === it.of.text.id)?.revisionId
    return { method: 'POST', url, payload: { ontoRevisionId: onto, choices: {} } }
  },
  'POST /v1/attachments/:id/desktop-link': (it) => ({
    ...{ method: 'POST', url: `/v1/attachments/${it.of.word.id}/desktop-link`, payload: weighed(it) },
  }),
  'POST /v1/attachments/:id/office-session': (it) => ({
    ...{ method: 'POST', url: `/v1/attachments/${it.of.word.id}/office-session` },
    payload: { takeOver: true, ...weighed(it) },
  }),
  'DELETE /v1/edit-passes/:id (of the drafter)': async (it) => {
    const url = `/v1/attachments/${it.of.word.id}/desktop-link`
    const made = await byDrafter(it, { method: 'POST', url, payload: {} })
    return { method: 'DELETE', url: `/v1/edit-passes/${made['id'] ?? ''}` }
  },

  ...davRequests,
  'OPTIONS /dav': () => ({ method: 'OPTIONS', url: '/dav' }),
  'OPTIONS /dav/': () => ({ method: 'OPTIONS', url: '/dav/' }),
  'GET /wopi/files/:id': wopi('', { method: 'GET' }),
  'GET /wopi/files/:id/contents': wopi('/contents', { method: 'GET' }),
  'POST /wopi/files/:id': wopi('', {
    ...{ method: 'POST', headers: { 'x-wopi-override': 'LOCK', 'x-wopi-lock': 'a' } },
  }),
  'POST /wopi/files/:id/contents': wopi('/contents', {
    ...{ method: 'POST', payload: word('二') },
    headers: { 'x-wopi-override': 'PUT', 'content-type': 'application/octet-stream' },
  }),
}
