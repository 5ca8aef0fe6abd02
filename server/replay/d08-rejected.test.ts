import type { ProposalView } from '../contract/proposals.ts'
import { replayDocument } from '../testing/replay.ts'

replayDocument('D08', {
  '否決は終了. 同じ案件では再開できない. 合議先へも結果を通知': async ({
    t,
    office,
    id,
    event,
    play,
    view,
    news,
  }) => {
    const silent = await office.act('u1003', id, { type: 'reject', reason: '　' })
    t.match(silent, { status: 422, body: { code: 'reason_missing' } })
    await play()
    const { notices, letters } = await news()
    const what = { kind: 'rejected', text: /^環境生活課長 清水 澄さんが否決しました/, remark: event.comment }
    t.match(notices['u0303'], [what], '合議先')
    t.match(notices['u1004'], [what])
    t.match(notices['u1005'], [what])
    t.same(
      Object.keys(notices).sort(),
      ['u0303', 'u1004', 'u1005'],
      'all who were concerned, and nobody else',
    )
    const letter = letters.find((it) => it.to === 'u0303')
    t.match(letter?.text, `「${event.comment}」`, '合議先, by mail as well')
    for (const person of ['u1005', 'u1004', 'u0303']) {
      t.match(await view(person), { status: 'rejected', ended: { reason: event.comment } }, person)
    }
    const tries = [
      ['u1005', { type: 'resubmit', mode: 'restart' }],
      ['u1005', { type: 'take_back' }],
      ['u1003', { type: 'take_back' }],
      ['u1003', { type: 'decide' }],
      ['u0303', { type: 'concur', opinion: 'agree' }],
    ] as const
    for (const [person, act] of tries) {
      const refused = await office.act(person, id, act)
      t.match(refused, { status: 409, body: { code: 'wrong_status', rule: 'R-02' } }, `R-02: ${act.type}`)
    }
    const { version, content } = await view('u1005')
    const edited = await office.ask('u1005', 'PUT', `/v1/proposals/${id}/draft`, { version, content })
    t.match(edited, { status: 409, body: { code: 'wrong_status' } })
  },

  '再起案. 元の起案番号への関連が残り, 新しい起案番号がつく': async ({ t, office, id, play, view }) => {
    const old = await view('u1005')
    t.equal(old.number, '西環起第1号')
    t.equal(old.redraftable, true)
    const { status, body } = await play()
    t.equal(status, 201)
    const again = await office.view('u1005', body.id ?? '')
    t.same(again.content.origin, { proposalId: id, number: '西環起第1号', kind: 'redraft' })
    t.match(again, { status: 'draft', history: { length: 0 }, number: undefined })
    t.same(
      again.attachments.map((it) => [it.name, it.sha256]),
      old.attachments.map((it) => [it.name, it.sha256]),
      'with the same files',
    )
    t.equal((await office.act('u1005', again.id, { type: 'submit' })).status, 200)
    const submitted: ProposalView = await office.view('u1005', again.id)
    t.match(submitted, { status: 'in_approval', number: '西環起第2号' })
    t.equal(submitted.history.length, 1, 'no act is carried over')
    t.same((await view('u1005')).history, old.history, 'and the old one stays as it was')
  },
})
