import { randomUUID } from 'node:crypto'
import { insertPackage } from '../../store/transfer-packages.ts'
import type { FolderView } from '../../contract/folders.ts'
import { callers } from './callers.ts'
import type { Asking, Requests } from './requests.ts'

let made = 0
const next = (): number => (made += 1)

const opening = () => ({
  ...{ fiscalYear: 2026, classification: '512', name: `試験${next()}`, retention: 'R05' },
  ...{ disposition: 'destroy', owner: 'KNK' },
})

/** A 簿冊 of the 課 of the drafter. */
async function folderMade({ stage }: Asking): Promise<FolderView> {
  const { status, body } = await stage.office.ask<FolderView>(
    ...([callers.records, 'POST', '/v1/folders', opening()] as const),
  )
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body
}

/** A package of such a 簿冊 that the drafter asked for, and that is not made yet. */
async function packageAsked(it: Asking, method: 'GET' | 'DELETE', more = '') {
  const { db } = it.stage.office
  const id = randomUUID()
  await insertPackage(db, {
    ...{ id, folder_id: (await folderMade(it)).id, person_id: callers.drafter, made_by: '{}' },
    at: it.stage.office.deps.now(),
  })
  return { method, url: `/v1/transfer-packages/${id}${more}` }
}

/** 簿冊 and the 文書分類表. */
export const folderRequests: Requests = {
  'GET /v1/folders': () => ({ method: 'GET', url: '/v1/folders?year=2026' }),
  'GET /v1/folders/:id': () => ({ method: 'GET', url: '/v1/folders/2026-512-01' }),
  'GET /v1/folders/:id/cases': () => ({ method: 'GET', url: '/v1/folders/2026-512-01/cases' }),
  'GET /v1/folders.csv': () => ({ method: 'GET', url: '/v1/folders.csv?year=2026' }),
  'GET /v1/folders/:id/index.pdf': () => ({ method: 'GET', url: '/v1/folders/2026-512-01/index.pdf' }),
  'GET /v1/folders/:id/spine.pdf': () => ({ method: 'GET', url: '/v1/folders/2026-512-01/spine.pdf' }),
  'POST /v1/folders': () => ({ method: 'POST', url: '/v1/folders', payload: opening() }),
  'POST /v1/folders/:id/acts': async (it) => {
    const { id, version } = await folderMade(it)
    const payload = { type: 'hold', version, reason: '試験のため' }
    return { method: 'POST', url: `/v1/folders/${id}/acts`, payload }
  },
  'GET /v1/folder-renewal': () => ({ method: 'GET', url: '/v1/folder-renewal?year=2026&owner=KNK' }),
  'POST /v1/folder-renewal': async (it) => ({
    ...{ method: 'POST', url: '/v1/folder-renewal' },
    payload: { year: 2026, owner: 'KNK', folders: [(await folderMade(it)).id] },
  }),
  // Of a 係, which has none: nothing goes away from the others.
  'POST /v1/folder-handovers': () => ({
    ...{ method: 'POST', url: '/v1/folder-handovers' },
    payload: { from: 'KNK-1', to: 'KNK', reason: '試験のため' },
  }),
  'GET /v1/folder-expiry': () => ({ method: 'GET', url: '/v1/folder-expiry' }),
  'GET /v1/folder-expiry.csv': () => ({ method: 'GET', url: '/v1/folder-expiry.csv' }),
  'GET /v1/record-calendar': () => ({ method: 'GET', url: '/v1/record-calendar' }),
  'GET /v1/record-calendar.ics': () => ({ method: 'GET', url: '/v1/record-calendar.ics' }),
  // Whoever may, is told that nothing was appraised yet.
  'POST /v1/folder-expiry/acts': async (it) => {
    const { id, version } = await folderMade(it)
    return {
      ...{ method: 'POST', url: '/v1/folder-expiry/acts' },
      payload: { type: 'publish', folders: [{ id, version }] },
    }
  },
  'POST /v1/folder-expiry/proposals': async (it) => {
    const { id, version } = await folderMade(it)
    return { method: 'POST', url: '/v1/folder-expiry/proposals', payload: { folders: [{ id, version }] } }
  },
  // As for the acts: nothing was appraised or packaged yet.
  'POST /v1/transfer-packages': async (it) => {
    const { id, version } = await folderMade(it)
    return { method: 'POST', url: '/v1/transfer-packages', payload: { folders: [{ id, version }] } }
  },
  'GET /v1/transfer-packages/:id': (it) => packageAsked(it, 'GET'),
  'GET /v1/transfer-packages/:id/zip': (it) => packageAsked(it, 'GET', '/zip'),
  'DELETE /v1/transfer-packages/:id': (it) => packageAsked(it, 'DELETE'),
  'POST /v1/transfer-receipts': async (it) => ({
    ...{ method: 'POST', url: '/v1/transfer-receipts' },
    payload: {
      ...{ accession: '令8-1', on: '2026-05-11', receivedBy: '文書館長' },
      folders: [{ id: (await folderMade(it)).id, package: '0'.repeat(64) }],
    },
  }),
  'GET /v1/classifications': () => ({ method: 'GET', url: '/v1/classifications' }),
  'POST /v1/classifications': () => ({
    ...{ method: 'POST', url: '/v1/classifications' },
    payload: { code: `X${next()}`, name: `試験${next()}` },
  }),
  'POST /v1/classifications/:code/acts': () => ({
    ...{ method: 'POST', url: '/v1/classifications/711/acts' },
    payload: { type: 'rename', name: `試験${next()}`, reason: '試験のため' },
  }),
}
