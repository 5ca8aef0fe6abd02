import type { ProposalView } from '../contract/proposals.ts'
import { type Instant, type LocalDate, localDateOf } from '../domain/ids.ts'
import { type Expiring, afterDisposal, mayDispose } from '../domain/records/disposition.ts'
import { retentionEndsOn } from '../domain/records/retention.ts'
import { replayDocument } from '../testing/replay.ts'
import { instantOf } from '../testing/scripted-documents.ts'

// 公表, 廃棄 and 引渡し of 簿冊 have no screens and no API yet: see server/testing/later-expects.ts. Asked here is the rule
// they will stand on, with the day of the decision from the case that was replayed and the days that its 伺い文 names,
// and that nothing of the case can be taken away meanwhile.
const rules = { waitingDays: 30, publishes: true }
const publishedOn = '2026-06-30' as LocalDate

function booklet({ decidedAt }: Pick<ProposalView, 'decidedAt'>): Expiring {
  const endsOn = retentionEndsOn('2021-03-31' as LocalDate, 5)
  return {
    ...(endsOn === undefined ? {} : { endsOn }),
    appraisal: { outcome: 'destroy', on: '2026-05-29' as LocalDate },
    ...(decidedAt === undefined ? {} : { decidedOn: localDateOf(decidedAt as Instant) }),
  }
}

replayDocument('D10', {
  '廃棄を決定した文書の一覧を公表(公表日を記録)': async ({ t, event, play, view }) => {
    await play()
    const case10 = await view('u0107')
    t.equal(case10.status, 'decided')
    t.match(case10.attachments[0], { name: '01_別表1_廃棄文書一覧.xlsx', sha256: /^[0-9a-f]{64}$/ }, '一覧')
    const now = instantOf(event.at)
    t.match(mayDispose(booklet({}), 'destroy', now, rules), { error: { code: 'disposal_not_decided' } })
    const decided = booklet(case10)
    t.equal(decided.endsOn, '2026-03-31', 'R-20: as the 伺い文 says')
    t.match(mayDispose(decided, 'destroy', now, rules), { error: { code: 'list_not_published' } })
    t.match(mayDispose(decided, 'transfer', now, rules), { error: { code: 'appraised_otherwise' } })
  },

  '公表から30日経過前の廃棄は拒否. 廃棄後も目録・決裁記録・ハッシュは残る': async ({
    t,
    office,
    id,
    event,
    play,
    view,
  }) => {
    const before = await view('u0107')
    await play()
    const published = { ...booklet(await view('u0107')), publishedOn }
    t.match(mayDispose(published, 'destroy', instantOf(event.at), rules), {
      error: { code: 'waiting_period', from: '2026-07-31' },
    })
    const onTime = mayDispose(published, 'destroy', instantOf('2026-07-31T00:00'), rules)
    t.same(onTime, { ok: true, value: '2026-07-31' }, 'R-21: after 30 whole days it may')
    const { remains, goes } = afterDisposal({
      index_entry: { number: before.number, title: before.content.title },
      decision_record: before.history,
      hashes: before.attachments.map((it) => it.sha256),
      text: before.content.body,
      files: before.attachments,
    })
    t.same(Object.keys(remains), ['index_entry', 'decision_record', 'hashes'], 'R-22')
    t.same(goes, ['text', 'files'])
    for (const file of before.attachments) {
      const removed = await office.ask('u0107', 'DELETE', `/v1/attachments/${file.id}`)
      t.match(removed, { status: 409, body: { code: 'files_fixed' } }, 'no way round the rule')
    }
    const after = await view('u0107')
    t.match(after, { number: '文書起第1号', status: 'decided', manifestSha256: before.manifestSha256 })
    t.same(
      after.attachments.map((it) => it.sha256),
      before.attachments.map((it) => it.sha256),
    )
    t.equal((await office.view('u0104', id)).history.length, before.history.length, '決裁記録')
  },
})
