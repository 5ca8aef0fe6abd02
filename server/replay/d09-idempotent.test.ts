import type { ProposalList } from '../contract/proposals.ts'
import type { EventChain } from '../contract/event-chain.ts'
import { tellAll } from '../testing/telling.ts'
import { stepsIn } from '../testing/perform.ts'
import { type Scene, replayDocument } from '../testing/replay.ts'

async function ownProposals({ office }: Scene): Promise<string[]> {
  const { body } = await office.ask<ProposalList>('u0118', 'GET', '/v1/proposals?scope=mine')
  return body.items.map((it) => it.id)
}

// Sent as the officer: what the door for other systems brings (their own sign-in, acting for a named officer, the
// signed webhook, its retries, the list to catch up with) is in server/testing/later-expects.ts, sentence by sentence.
replayDocument('D09', {
  '201. 同じIdempotency-Keyの再送は同じ案件を返し, 二重に作らない': async (scene) => {
    const { t, id } = scene
    const { status, body } = await scene.play()
    t.match([status, body.id], [200, id])
    t.same(await ownProposals(scene), [id])
  },

  '422(キーは同じで内容が違う)': async (scene) => {
    const { t, id } = scene
    const { status } = await scene.play()
    t.equal(status, 422)
    t.same(await ownProposals(scene), [id], 'and nothing is made')
    t.equal((await scene.view('u0118')).content.title, scene.document.title, 'nor changed')
  },

  '決裁済みの通知(署名つき)が人事給与へ届く. 失敗時は再送され, 取りこぼしは一覧APIで回収できる': async ({
    t,
    office,
    id,
    document,
    play,
    view,
    news,
  }) => {
    await play()
    const mark = stepsIn(await view('u0118')).at(-1)?.mark
    t.match(mark, { person: 'u0117', capacity: { title: '人事課長' } })
    // 通知: for now to the officer for whom the system asked.
    const { notices, letters } = await news()
    t.match(notices['u0118'], [{ kind: 'decided', proposalId: id, title: document.title }])
    t.same(
      letters.map((it) => it.to),
      ['u0118'],
    )
    // 署名: for now the chain of hashes, with which the answer is checked without trusting who brings it.
    const { body } = await office.ask<EventChain>('u0118', 'GET', `/v1/proposals/${id}/events`)
    const types = body.events.map((it) => (JSON.parse(it.body) as { event: { type: string } }).event.type)
    t.equal(types.filter((it) => it === 'decided').length, 1, 'told once')
    t.same(
      body.events.map((it) => it.seq),
      body.events.map((_, index) => index + 1),
      'without a gap',
    )
    // 一覧API: for now the officer's own lists have whatever a message lost.
    const { body: decided } = await office.ask<ProposalList>(
      'u0118',
      'GET',
      '/v1/proposals?scope=mine&status=decided',
    )
    t.match(decided.items, [{ id, decidedAt: '2026-07-21T06:00:00.000Z' }])
    t.equal(await tellAll(office), 0, 'nothing is left untold, and nothing is told again')
  },
})
