import type { Test } from 'tap'
import type { NoticeList } from '../contract/notices.ts'
import type { ProposalContent } from '../contract/proposals.ts'
import type { Office } from '../testing/office.ts'
import { stepsIn } from '../testing/perform.ts'
import { isInInbox, replayDocument } from '../testing/replay.ts'

const neverOfPostReview = ['approve', 'decide', 'reject', 'return', 'take_back', 'concur']

/**
 * The same matter with a flag goes up to the 部長 (専決の留保). The 局長, next in the order, may not decide it in his
 * place however absent he is.
 */
async function refuseReserved(
  t: Test,
  office: Office,
  content: ProposalContent,
  flag: string,
): Promise<void> {
  const { body: twin } = await office.ask<{ id: string }>('u0405', 'POST', '/v1/proposals', {
    content: { ...content, flags: [flag], flagReasons: [{ flag, reason: '議会に関わる。' }] },
  })
  t.equal((await office.act('u0405', twin.id, { type: 'submit' })).status, 200)
  t.equal((await office.act('u0403', twin.id, { type: 'approve' })).status, 200)
  // While the 局長 is away himself he stands in for nobody; a day later he is back.
  t.match(await office.act('u0402', twin.id, { type: 'decide', acting: { absence: '出張中' } }), {
    body: { code: 'acting_self_absent', rule: 'R-12' },
  })
  office.setTime('2026-05-22T05:00:00.000Z')
  t.equal((await office.view('u0402', twin.id)).acting?.postName, '保健福祉部長')
  t.same((await office.view('u0402', twin.id)).acting?.reserved, [flag], 'said before the act')
  t.match(await office.act('u0402', twin.id, { type: 'decide', acting: { absence: '出張中' } }), {
    status: 403,
    body: { code: 'acting_reserved', rule: 'R-12', facts: { flags: [flag] } },
  })
  office.setTime('2026-05-20T04:00:00.000Z')
}

replayDocument('D03', {
  '係長は5/18-22出張. 不在登録により後閲として先へ進む': async ({ t, office, id, play, view }) => {
    await play()
    const { body } = await office.ask<NoticeList>('u0404', 'GET', '/v1/notices')
    t.match(body.items, [{ kind: 'passed_over', text: /あなたの段は後閲になります/ }], 'told at once')
    const now = await view('u0405')
    t.match(stepsIn(now)[0], {
      state: 'skipped',
      passed: 'absence',
      holders: [{ id: 'u0404', absent: true }],
    })
    t.match(now.postReviews, [{ postName: '地域福祉係長', cause: 'absence' }])
    t.match(now.history.at(-1), { name: 'システム', type: 'passed_over', at: now.submittedAt })
    t.equal(await isInInbox(office, 'u0404', id, 'approve'), false, 'nothing waits for the absent one')
    t.equal(await isInInbox(office, 'u0403', id, 'approve'), true, 'the next one has it at once')
  },

  '局長不在(5/20-21)のため課長が代決. 記録は「福祉局長 環状 守 代 地域福祉課長 光星 京子」. 重要・異例・合議不調なら拒否する':
    async ({ t, office, id, play, view, news }) => {
      const { content } = await view('u0405')
      const { body: twin } = await office.ask<{ id: string }>('u0405', 'POST', '/v1/proposals', {
        content: { ...content, concurringUnits: ['ZAI'] },
      })
      const { status } = await office.act('u0405', twin.id, { type: 'submit' })
      t.equal(status, 200)
      await office.act('u0403', twin.id, { type: 'approve' })
      for (const flag of ['重要', '異例']) await refuseReserved(t, office, content, flag)
      await office.act('u0114', twin.id, { type: 'concur', opinion: 'object', comment: '予算の枠を超える。' })
      const [opinion] = (await office.view('u0403', twin.id)).opinions
      const answer = { type: 'respond', step: opinion?.step, text: '枠内で調整する。' }
      t.equal((await office.act('u0403', twin.id, answer)).status, 200)
      t.match(await office.act('u0403', twin.id, { type: 'decide', acting: {} }), {
        status: 403,
        body: { code: 'acting_reserved', rule: 'R-12', facts: { flags: ['合議不調'] } },
      })

      const before = await view('u0403')
      t.match(before.acting, {
        role: 'decide',
        postName: '福祉局長',
        holder: '環状 守',
        absence: '議会対応(道外出張)',
      })
      t.same(before.acting?.reserved, [], 'nothing keeps this one from 代決')
      const plain = await office.act('u0403', id, { type: 'decide' })
      t.match(plain, { status: 403, body: { code: 'not_your_turn' } }, 'never without saying that it is 代決')
      const early = await office.act('u0404', id, { type: 'decide', acting: {} })
      t.match(early, { status: 403, body: { code: 'acting_not_in_order', rule: 'R-12' } })
      await play()
      const now = await view('u0405')
      t.equal(now.status, 'decided')
      t.match(stepsIn(now).at(-1)?.mark, {
        act: 'decided',
        name: '光星 京子',
        capacity: { title: '地域福祉課長' },
        actingFor: { title: '福祉局長', name: '環状 守', absence: '議会対応(道外出張)' },
      })
      const entry = now.history.find((it) => it.type === 'decided')
      t.match(entry, { title: '地域福祉課長', name: '光星 京子', text: /代決：福祉局長 環状 守 代/ })
      t.match(now.postReviews, [{ cause: 'absence' }, { cause: 'acting', postName: '福祉局長' }])
      const { notices } = await news()
      const told = notices['u0402']?.find((it) => it.proposalId === id)
      t.match(told, {
        kind: 'decided_for_you',
        text: /地域福祉課長 光星 京子さんが.*環状 守さんの代決.*後閲/,
      })
    },

  地福指令第n号: async ({ t, play, view }) => {
    t.same((await view('u0405')).numbers, [])
    await play()
    t.match((await view('u0405')).numbers, [{ kind: '指令番号', text: '地福指令第1号' }])
  },

  '後閲日を記録. 承認や取消はできない': async ({ t, office, id, event, play, view }) => {
    const before = await view('u0402')
    t.ok(before.allowed.includes('post_review'))
    t.same(
      neverOfPostReview.filter((it) => before.allowed.some((one) => one === it)),
      [],
    )
    for (const act of [
      { type: 'decide' },
      { type: 'reject', reason: '見直すこと。' },
      { type: 'take_back' },
    ]) {
      t.match(await office.act('u0402', id, act), { status: 409 }, `R-13: no ${act.type}`)
    }
    await play()
    const now = await view('u0402')
    t.match(now.postReviews[1], { cause: 'acting', done: { name: '環状 守', title: '福祉局長' } })
    t.equal(now.postReviews[1]?.done?.at, new Date(`${event.at}:00+09:00`).toISOString())
    t.equal(now.status, 'decided', 'R-13: the decision stands')
    t.equal(now.manifestSha256, before.manifestSha256)
    t.notOk(now.allowed.includes('post_review'), 'once')
  },
})
