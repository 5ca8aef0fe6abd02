import type { Problem } from '../contract/common.ts'
import type { ExpiryList } from '../contract/expiry.ts'
import type { FolderView } from '../contract/folders.ts'
import { type Office, staff } from '../testing/office.ts'
import { atExpiry, expiredFolder } from '../testing/perform.ts'
import { replayDocument } from '../testing/replay.ts'
import { instantOf } from '../testing/scripted-documents.ts'

const archivist = 'u0119'

/** A 簿冊 of 令和2年度 as its 伺い文 has it, with a case that was 完結 then. */
async function expired(office: Office) {
  const { db } = office
  const facts = { code: '111-91', name: '文書管理（令和2年度）', fiscal_year: 2020, owner_unit: 'BUN' }
  await db
    .insertInto('record_folder')
    .values({
      ...{ id: expiredFolder, ...facts, classification_code: '111' },
      ...{ retention_code: 'R05', disposition: 'appraise' },
    })
    .execute()
  const id = await office.submitted({ concurringUnits: [], retentionCode: 'R05' })
  for (const by of [staff.groupChief, staff.sectionChief, staff.bureauChief]) {
    await office.act(by, id, { type: 'approve' })
  }
  await office.act(staff.decider, id, { type: 'decide' })
  const { content } = await office.view(staff.drafter, id)
  await db
    .updateTable('proposal')
    .set({ completed_on: '2021-03-31', refiled_to: expiredFolder, refiled_from: content.folderId })
    .where('id', '=', id)
    .execute()
  return id
}

let filed = ''

replayDocument('D10', {
  '廃棄を決定した文書の一覧を公表(公表日を記録)': async ({ t, office, document, event, id, play, view }) => {
    const stage = { office, document, id } as Parameters<ReturnType<typeof atExpiry>>[0]
    filed = await expired(office)
    const does = (by: string, type: string, more?: object) => atExpiry(type, more)(stage, { ...event, by })
    t.match((await does('u0107', 'publish')).body, { code: 'expiry_not_appraised', rule: 'R-21' })
    const reason = '選別意見書のとおり'
    office.setTime(instantOf('2026-06-12T09:00'))
    t.equal((await does(archivist, 'appraise', { outcome: 'destroy', reason })).status, 200, '評価選別')
    office.setTime(instantOf(event.at))
    t.match((await does('u0107', 'publish')).body, { code: 'expiry_not_decided' })
    t.equal((await does('u0107', 'decide', { case: id })).status, 200)
    t.match((await does('u0107', 'dispose')).body, { code: 'expiry_not_published' })
    await play()
    t.equal((await view('u0107')).status, 'decided')
    const { body } = await office.ask<ExpiryList>('u0107', 'GET', '/v1/folder-expiry?year=2025')
    t.match(
      body.items.find((it) => it.id === expiredFolder),
      { step: 'published', publishedOn: '2026-06-30', decision: { on: '2026-06-18', case: { id } } },
    )
    const list = await office.inject('u0107', '/v1/folder-expiry.csv?year=2025')
    t.match(list.body, /文書管理（令和2年度）.*2026-03-31,2026-06-18,2026-06-30,2026-07-31/)
  },

  '公表から30日経過前の廃棄は拒否. 廃棄後も目録・決裁記録・ハッシュは残る': async (scene) => {
    const { t, office, event, play } = scene
    const refused = await play()
    t.match(refused.body, { code: 'expiry_waiting', rule: 'R-21', detail: /令和8年7月31日/ })
    const before = await office.view(staff.drafter, filed)
    office.setTime(instantOf('2026-07-31T09:00'))
    const done = await atExpiry('dispose')(scene as never, event)
    t.equal(done.status, 200, 'R-21: after 30 whole days it may')
    const after = await office.view(staff.drafter, filed)
    t.equal(after.disposedOn, '2026-07-31')
    const { number, content, manifestSha256, history } = before
    t.match(after, { number, manifestSha256, content: { title: content.title } }, 'R-22: 目録')
    t.same(after.history, history, 'R-22: 決裁記録とハッシュ')
    const folder = await office.ask<FolderView>('u0107', 'GET', `/v1/folders/${expiredFolder}`)
    t.match(folder.body, { state: 'disposed', chainIntact: true })
    const bundle = await office.ask<Problem>(staff.drafter, 'GET', `/v1/proposals/${filed}/bundle`)
    t.match(bundle, { status: 410, body: { code: 'case_disposed' } })
  },
})
