import type { EventPage } from '../contract/events.ts'
import type { ProposalList } from '../contract/proposals.ts'
import { stepsIn } from '../testing/perform.ts'
import { type Scene, replayDocument } from '../testing/replay.ts'
import { tellAll } from '../testing/telling.ts'
import { verified } from '../testing/webhook-receiver.ts'

async function ownProposals({ office }: Scene): Promise<string[]> {
  const { body } = await office.ask<ProposalList>('u0118', 'GET', '/v1/proposals?scope=mine')
  return body.items.map((it) => it.id)
}

function doorOf({ door }: Scene): NonNullable<Scene['door']> {
  if (door === undefined) throw new Error('sent by no other system')
  return door
}

/** The feed from its beginning, once it has come as far as the act of that number; other tests hold it back for a while. */
async function feedUntil(scene: Scene, sequence: number): Promise<EventPage['events']> {
  for (;;) {
    const { body } = await doorOf(scene).ask<EventPage>('/v1/events?limit=500')
    if (body.events.some((it) => it.data.sequence >= sequence)) return body.events
    await doorOf(scene).ask('/v1/events?wait=1')
  }
}

replayDocument('D09', {
  '201. 同じIdempotency-Keyの再送は同じ案件を返し, 二重に作らない': async (scene) => {
    const { t, id } = scene
    const { status, body } = await scene.play()
    t.match([status, body.id], [201, id])
    t.same(await ownProposals(scene), [id])
    t.match((await scene.view('u0118')).application, {
      name: '人事給与システム',
      trial: false,
      ref: 'HR-2026-000481',
    })
  },

  '422(キーは同じで内容が違う)': async (scene) => {
    const { t, id } = scene
    const { status } = await scene.play()
    t.equal(status, 422)
    t.same(await ownProposals(scene), [id], 'and nothing is made')
    t.equal((await scene.view('u0118')).content.title, scene.document.title, 'nor changed')
  },

  '決裁済みの通知(署名つき)が人事給与へ届く. 失敗時は再送され, 取りこぼしは一覧APIで回収できる': async (
    scene,
  ) => {
    const { t, office, id, document, play, view, news } = scene
    const { receiver, secret, deliver, later, ask } = doorOf(scene)
    await deliver()
    const waiting = async (): Promise<number> => {
      const { rows } = await office.pool.query(`select from webhook_delivery where state <> 'delivered'`)
      return rows.length
    }
    const before = receiver.received.map((it) => verified(it, secret).type)
    t.same(before, ['jp.kessai.proposal.submitted'], 'told of what came before')

    await play()
    const mark = stepsIn(await view('u0118')).at(-1)?.mark
    t.match(mark, { person: 'u0117', capacity: { title: '人事課長' } })

    await t.test('失敗時は再送され', async (t) => {
      receiver.answer = () => 503
      await deliver()
      receiver.answer = () => 200
      const refused = receiver.received.slice(before.length)
      t.equal(refused.length, 1, 'it was asked and did not take it')
      t.equal(await waiting(), 1, 'and waits')
      // Longer than the first wait, and not so long that the signature is of another day.
      later(5_000)
      await deliver()
      t.equal(await waiting(), 0)
      const [first, ...again] = receiver.received.slice(before.length)
      t.ok(again.length > 0)
      t.equal(again[0]?.headers['webhook-id'], first?.headers['webhook-id'], 'the same message')
    })

    await t.test('決裁済みの通知(署名つき)が人事給与へ届く', async (t) => {
      // The library throws on a signature that is not right.
      const told = receiver.received.slice(before.length + 1).map((it) => verified(it, secret))
      t.match(
        told.filter((it) => it.type === 'jp.kessai.proposal.decided'),
        [{ subject: id, data: { status: 'decided', decidedBy: { title: '人事課長' } } }],
      )
      for (const it of receiver.received)
        t.throws(() => verified({ ...it, body: it.body.replace(id, '') }, secret), 'no other text')
      const { notices, letters } = await news()
      t.match(notices['u0118'], [{ kind: 'decided', proposalId: id, title: document.title }])
      t.same(
        letters.map((it) => it.to),
        ['u0118'],
        'the officer hears of it as well',
      )
    })

    await t.test('取りこぼしは一覧APIで回収できる', async (t) => {
      const { body } = await ask<ProposalList>('/v1/proposals?externalRef=HR-2026-000481&status=decided')
      t.match(body.items, [{ id, decidedAt: '2026-07-21T06:00:00.000Z', externalRef: 'HR-2026-000481' }])
      t.same((await ask<ProposalList>('/v1/proposals?externalRef=HR-2026-000480')).body.items, [])
      const decided = (await view('u0118')).history.findLast((it) => it.type === 'decided')
      const events = await feedUntil(scene, decided?.seq ?? 0)
      t.ok(events.every((it) => it.subject === id))
      t.match(
        events.filter((it) => it.type === 'jp.kessai.proposal.decided'),
        [{ time: '2026-07-21T06:00:00.000Z', data: { decidedBy: { title: '人事課長' } } }],
        'once, and who decided',
      )
    })
    t.equal(await tellAll(office), 0, 'nothing is left untold, and nothing is told again')
  },
})
