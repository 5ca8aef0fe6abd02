import { indexCases } from '../usecases/index-cases.ts'
import { type Hidden, leaksTo, readableAddresses } from '../testing/leaks.ts'
import { stepsIn } from '../testing/perform.ts'
import { type Scene, kindsOf, replayDocument, wordsOf } from '../testing/replay.ts'

/** Of another 部; the records office; the other 副知事, who shares the post but not the charge; one of the 課. */
const strangers = ['u0505', 'u0106', 'u0003', 'u0803']

async function hidden({ document, event, id, view }: Scene): Promise<Hidden> {
  const { attachments } = await view('u0205')
  const words = [event.query ?? '予定価格', document.title, ...wordsOf(document)]
  return { id, files: attachments.map((it) => it.revisionId), words }
}
/** In whose name the 公告 goes out: the 職務代理者 decided it. */
const issuer = 'みほん道知事職務代理者 みほん道副知事'

replayDocument(
  'D04',
  {
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
      async ({ t, office, id, play, view, news }) => {
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
        t.equal(now.issuance?.issuer, issuer)
        t.match(now.history.at(-1), { title: '知事職務代理者 副知事', name: '篠路 浩一' })
        const told = await news()
        t.match(told.notices['u0205'], [{ kind: 'decided', text: /^知事職務代理者 副知事 篠路 浩一さんが/ }])
        t.notOk(Object.values(kindsOf(told)).flat().includes('decided_for_you'), 'nobody is asked for a 後閲')
      },

    '権限外の者の検索結果・通知・件数に本件が現れない': async (scene) => {
      const { t, office, id, play, view } = scene
      await play()
      const addresses = readableAddresses(office)
      t.ok(addresses.length > 40, 'the application names its addresses')
      await indexCases({ db: office.db, onBroken: (_id, error) => t.error(error) })
      const found = async (person: string, path: string) =>
        JSON.stringify(
          (await office.ask(person, 'GET', `${path}?${new URLSearchParams({ q: words }).toString()}`)).body,
        )
      const words = scene.event.query ?? '予定価格'
      t.match(await found('u0114', '/v1/search'), id, 'who is on the list finds it')
      for (const person of strangers) {
        for (const path of ['/v1/search', '/v1/search/suggestions'])
          t.notMatch(await found(person, path), id, `${person} ${path}`)
        t.match(
          JSON.parse(await found(person, '/v1/search/facets')),
          { count: 0 },
          `${person}: not even a number`,
        )
      }
      for (const person of strangers) t.same(await leaksTo(office, person, await hidden(scene)), [], person)
      t.equal((await view('u0114')).id, id, 'who is on the list may')
      // 通知: those on the way were told at every step, and none of the others ever.
      const told = await office.db.selectFrom('notice').select('person_id').distinct().execute()
      const posted = await office.db.selectFrom('mail').select('person_id').distinct().execute()
      const those = [...told, ...posted].map((it) => it.person_id)
      for (const person of ['u0205', 'u0204', 'u0203', 'u0706'])
        t.ok(those.includes(person), `${person} was told`)
      t.same(
        strangers.filter((it) => those.includes(it)),
        [],
      )
    },

    '時限秘が自動解除され, 解除の記録が残る': async ({ t, office, id, document, play, view, news }) => {
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
      const { notices, letters } = await news()
      t.same(Object.keys(notices).sort(), [...(document.access_list ?? [])].sort(), 'who kept it is told')
      t.ok(
        letters.every((it) => it.text.includes(document.title)),
        'and now the title may be said',
      )
    },
  },
  { issuer },
)
