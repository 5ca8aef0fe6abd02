import type { InjectOptions } from 'fastify'
import type { ReceiptView } from '../../contract/receipts.ts'
import { type Office, staff } from '../office.ts'
import { letter, receiving } from '../receiving.ts'
import { fileBody } from './cases.ts'
import type { MakeRequest, Requests } from './requests.ts'

type Made = {
  readonly id: string
  readonly version: number
  readonly file: string
  readonly revision: string
}

/** What the drafter is registering, with a file; `isRegistered`: a moment ago, so that his 課 has it. */
export async function madeIn(office: Office, isRegistered: boolean): Promise<Made> {
  const desk = receiving(office)
  const id = await desk.begin(staff.drafter)
  const sent = await desk.addFile(staff.drafter, id, '申請書.txt', Buffer.from('申請します。'))
  if (sent.status !== 201) throw new Error(JSON.stringify(sent.body))
  if (isRegistered) await desk.register(staff.drafter, id)
  const { version, files }: ReceiptView = await desk.view(staff.drafter, id)
  return { id, version, file: files[0]?.id ?? '', revision: files[0]?.revisionId ?? '' }
}

const ofReceipt =
  (isRegistered: boolean, make: (it: Made) => InjectOptions): MakeRequest =>
  async ({ stage }) =>
    make(await madeIn(stage.office, isRegistered))

const get = (below: (it: Made) => string): MakeRequest =>
  ofReceipt(true, (it) => ({ method: 'GET', url: `/v1/receipts/${it.id}${below(it)}` }))

/** 収受: of the drafter, while it is entered and when his 課 has it. */
export const receiptRequests: Requests = {
  'POST /v1/receipts': () => ({ method: 'POST', url: '/v1/receipts', payload: { arrival: letter() } }),
  'GET /v1/receipts': () => ({ method: 'GET', url: '/v1/receipts?tab=all' }),
  'GET /v1/receipts/:id': get(() => ''),
  'GET /v1/receipts/:id (being entered)': ofReceipt(false, ({ id }) => ({
    ...{ method: 'GET', url: `/v1/receipts/${id}` },
  })),
  'GET /v1/receipts/:id/progress': get(() => '/progress'),
  'GET /v1/receipts/:id/events': get(() => '/events'),
  'GET /v1/receipts/:id/pages': get(() => '/pages'),
  'GET /v1/receipts/:id/placeholders': get(({ revision }) => `/placeholders?of=${revision}:0-1`),
  'GET /v1/receipts/:id/find': get(() => `/find?q=${encodeURIComponent('申請')}`),
  'PUT /v1/receipts/:id/draft': ofReceipt(false, ({ id, version }) => ({
    ...{ method: 'PUT', url: `/v1/receipts/${id}/draft`, payload: { version, arrival: letter() } },
  })),
  'DELETE /v1/receipts/:id': ofReceipt(false, ({ id }) => ({ method: 'DELETE', url: `/v1/receipts/${id}` })),
  'POST /v1/receipts/:id/files': ofReceipt(false, ({ id }) => ({
    ...{ method: 'POST', url: `/v1/receipts/${id}/files` },
    ...fileBody('別紙.txt', '別紙'),
  })),
  'DELETE /v1/receipts/:id/files/:file': ofReceipt(false, ({ id, file }) => ({
    ...{ method: 'DELETE', url: `/v1/receipts/${id}/files/${file}` },
  })),
  'POST /v1/receipts/:id/register': ofReceipt(false, ({ id, version }) => ({
    ...{ method: 'POST', url: `/v1/receipts/${id}/register`, payload: { version } },
  })),
  'POST /v1/receipts/:id/acts': ofReceipt(true, ({ id, version }) => ({
    ...{ method: 'POST', url: `/v1/receipts/${id}/acts` },
    payload: { type: 'close', version, reason: '供覧により終了' },
  })),
  'POST /v1/receipts/:id/proposals': ofReceipt(true, ({ id, version }) => ({
    ...{ method: 'POST', url: `/v1/receipts/${id}/proposals`, payload: { version } },
  })),
}
