import { leaksTo } from '../testing/leaks.ts'
import { stepsIn } from '../testing/perform.ts'
import { replayDocument } from '../testing/replay.ts'

replayDocument('D04', {
  '知事の職務代理者に副知事(篠路)を設置. 決裁の席は「知事職務代理者 副知事 篠路 浩一」になる': async ({
    t,
    office,
    play,
    view,
  }) => {
    office.setTime('2026-10-04T14:59:59.999Z')
    t.match(stepsIn(await view('u0205')).at(-1)?.holders, [{ id: 'u0001', title: '知事' }])
    office.setTime('2026-10-04T15:00:00.000Z')
    await play()
    const seat = stepsIn(await view('u0205')).at(-1)
    t.match(seat?.holders, [{ id: 'u0002', title: '知事職務代理者 副知事', name: '篠路 浩一' }])
    t.equal(seat?.holders.length, 1, 'the governor does not exercise it meanwhile')
  },

  '副知事の回議段と決裁段が同一人. 回議段は併合し両方の職名を記録. 代決ではないので後閲は生じない. 公告の名義は「みほん道知事職務代理者 みほん道副知事」':
    async ({ t, office, id, play, view }) => {
      const before = await view('u0002')
      t.match(before.alongWith, ['副知事'], 'said before the act')
      t.match(stepsIn(before).at(-2), { state: 'waiting', atOnceWith: '知事' }, 'and on the route')
      const governor = await office.act('u0001', id, { type: 'decide' })
      t.match(governor, { status: 403, body: { code: 'not_your_turn' } })
      await play()
      const now = await view('u0205')
      t.equal(now.status, 'decided')
      const steps = stepsIn(now)
      t.match(steps.at(-2), { state: 'skipped', passed: 'merged' })
      const mark = steps.at(-1)?.mark
      t.match(mark, {
        name: '篠路 浩一',
        capacity: { title: '知事職務代理者', ownTitle: '副知事', kind: 'proxy' },
        alsoAs: [{ title: '副知事' }],
      })
      t.equal(mark?.actingFor, undefined, '職務代理 is no 代決')
      t.same(now.postReviews, [])
      // The issuer's name on the 公告 comes with 施行; the title it is made of is on the record here.
      t.match(now.history.at(-1), { title: '知事職務代理者 副知事', name: '篠路 浩一' })
    },

  '権限外の者の検索結果・通知・件数に本件が現れない': async ({ t, office, document, id, play, view }) => {
    await play()
    const { attachments } = await view('u0205')
    const secret = { id, title: document.title, files: attachments.map((it) => it.revisionId) }
    // Of another 部; the records office; the other 副知事, who shares the post but not the charge; one of the 課.
    for (const person of ['u0505', 'u0106', 'u0003', 'u0803']) {
      t.same(await leaksTo(office, person, secret), [], person)
    }
    t.equal((await view('u0114')).id, id, 'who is on the list may')
  },

  '時限秘が自動解除され, 解除の記録が残る': async ({ t, office, id, play, view }) => {
    const seen = async (person: string) => (await office.ask(person, 'GET', `/v1/proposals/${id}`)).status
    office.setTime('2026-11-12T07:59:59.999Z')
    t.equal(await seen('u0106'), 404)
    t.equal((await view('u0205')).secrecyReleasedAt, undefined)
    office.setTime('2026-11-12T08:00:00.000Z')
    t.equal(await seen('u0106'), 200, 'R-17: from the instant on, recorded or not yet')
    await play()
    const now = await view('u0205')
    t.equal(now.secrecyReleasedAt, '2026-11-12T08:00:00.000Z')
    t.match(now.history.at(-1), { name: 'システム', type: 'secrecy_released', at: now.secrecyReleasedAt })
    t.equal(await seen('u0505'), 404, 'not secret any more is not open to all')
  },
})
