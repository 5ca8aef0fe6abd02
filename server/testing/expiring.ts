import type { Problem } from '../contract/common.ts'
import type { ExpiringFolder, ExpiryActBody, ExpiryList } from '../contract/expiry.ts'
import type { FolderView } from '../contract/folders.ts'
import type { ProposalView } from '../contract/proposals.ts'
import { type Office, staff } from './office.ts'
import { upload } from './perform.ts'

/** Keeps these 簿冊. */
export const keeper = staff.drafter
/** Of the 文書館. */
export const archivist = 'u0119'

/** An act at the end of a 簿冊, without the 簿冊. */
export type Act = ExpiryActBody extends infer One
  ? One extends ExpiryActBody
    ? Omit<One, 'folders'>
    : never
  : never

/** The 簿冊 of 観光振興課 at their end, over an office. */
export function expiring({ ask, ...office }: Office) {
  const view = async (id: string) => (await ask<FolderView>(keeper, 'GET', `/v1/folders/${id}`)).body
  const open = async (name: string) => {
    const payload = {
      ...{ fiscalYear: 2026, classification: '512', name, retention: 'R01' },
      ...{ disposition: 'destroy', owner: 'KNK' },
    }
    const made = await ask<FolderView>(keeper, 'POST', '/v1/folders', payload)
    if (made.status !== 201) throw new Error(JSON.stringify(made.body))
    return made.body.id
  }
  const act = async (ids: readonly string[], body: Act, by: string = keeper) => {
    const folders = await Promise.all(ids.map(async (id) => ({ id, version: (await view(id)).version })))
    return ask<Problem & { folders?: number }>(by, 'POST', '/v1/folder-expiry/acts', { ...body, folders })
  }
  const item = async (id: string, by: string = keeper): Promise<ExpiringFolder | undefined> => {
    const { body } = await ask<ExpiryList>(by, 'GET', '/v1/folder-expiry?year=2027')
    return body.items.find((it) => it.id === id)
  }
  /** A decided case in a 簿冊 with one file. */
  const decided = async (folderId: string, title: string, bytes: Buffer, changes: object = {}) => {
    const { id } = await office.draft({
      ...{ concurringUnits: [], folderId, title, retentionCode: 'R01', ...changes },
    })
    const file = await upload(office, keeper, `/v1/proposals/${id}/attachments`, '別表.txt', bytes)
    if (file.status !== 201) throw new Error(JSON.stringify(file.body))
    await office.act(keeper, id, { type: 'submit' })
    for (const by of [staff.groupChief, staff.sectionChief, staff.bureauChief]) {
      await office.act(by, id, { type: 'approve' })
    }
    const done = await office.act(staff.decider, id, { type: 'decide' })
    if (done.status !== 200) throw new Error(JSON.stringify(done.body))
    return office.view(keeper, id)
  }
  /** As if a case had been decided at that instant, long after it was drafted. */
  const decidedAt = async (id: string, at: string) => {
    await office.db.updateTable('proposal').set({ decided_at: at }).where('id', '=', id).execute()
  }
  return { view, open, act, item, decided, decidedAt }
}

/** Where the bytes of the first file of a case are. */
export function original({ attachments }: ProposalView): string {
  return `/v1/revisions/${attachments[0]?.revisionId}/content`
}
