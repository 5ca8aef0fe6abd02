import type { EventChain, ProposalList } from '../contract/proposals.ts'
import { stepsIn } from '../testing/perform.ts'
import { type Scene, replayDocument } from '../testing/replay.ts'

async function ownProposals({ office }: Scene): Promise<string[]> {
  const { body } = await office.ask<ProposalList>('u0118', 'GET', '/v1/proposals?scope=mine')
  return body.items.map((it) => it.id)
}

// Sent as the officer: the door for other systems (their own sign-in, acting for a named officer) is a later issue.
replayDocument('D09', {
  '同じIdempotency-Keyの再送は同じ案件を返し, 二重に作らない': async (scene) => {
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

  '決裁済みの知らせは取りこぼされず, 署名の代わりにハッシュの連鎖で確かめられる': async ({
    t,
    office,
    id,
    play,
    view,
  }) => {
    await play()
    const now = await view('u0118')
    const mark = stepsIn(now).at(-1)?.mark
    t.match(mark, { person: 'u0117', capacity: { title: '人事課長' } })
    // What there is not yet: the signed webhook to 人事給与, its retries, and GET /v1/events to catch up with. They
    // will be fed from the outbox, which the audit after each event finds gap-free and in step with this chain.
    const { body } = await office.ask<EventChain>('u0118', 'GET', `/v1/proposals/${id}/events`)
    const types = body.events.map((it) => (JSON.parse(it.body) as { event: { type: string } }).event.type)
    t.equal(types.filter((it) => it === 'decided').length, 1, 'told once')
    t.same(
      body.events.map((it) => it.seq),
      body.events.map((_, index) => index + 1),
      'without a gap',
    )
  },
})
