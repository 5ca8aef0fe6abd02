import { test } from 'tap'
import { auditProposal } from '../testing/audit-proposal.ts'
import { createOffice } from '../testing/office.ts'
import { stepsIn } from '../testing/perform.ts'

/** 部長, and 局長事務取扱 in autumn: two 合議先 are his at once. */
const director = 'u0501'

test('R-03 兼務 over HTTP: 差戻し, 保留 and a change of the route in the post chosen', async (t) => {
  const office = await createOffice(t)
  office.setTime('2026-09-14T01:20:00.000Z')
  const draft = await office.ask<{ readonly id: string }>('u0205', 'POST', '/v1/proposals', {
    content: office.content({ concurringUnits: ['KEI', 'KEI-KAN'] }),
  })
  const { id } = draft.body
  await office.act('u0205', id, { type: 'submit' })
  await office.act('u0204', id, { type: 'approve' })
  await office.act('u0203', id, { type: 'approve' })
  const mine = stepsIn(await office.view(director, id)).filter((it) => it.state === 'waiting')
  t.same(mine.map((it) => it.postName).sort(), ['経済部長', '観光局長'].sort())
  const bureau = mine.find((it) => it.postName === '観光局長')
  const as = bureau?.post
  t.equal((await office.act(director, id, { type: 'hold', reason: '検討中', as })).status, 200)
  const held = stepsIn(await office.view(director, id)).filter((it) => it.held !== undefined)
  t.same(
    held.map((it) => it.postName),
    ['観光局長'],
  )
  await office.act(director, id, { type: 'end_hold' })
  const added = { type: 'change_route', add: [{ unit: 'JIN', role: 'concur' }], reason: '関係課', as }
  t.equal((await office.act(director, id, added)).status, 200)
  t.match(await office.act(director, id, { type: 'return', reason: '補正', as: 'JIN:P-SEC' }), {
    body: { code: 'not_your_capacity' },
  })
  t.equal((await office.act(director, id, { type: 'return', reason: '補正', as })).status, 200)
  const view = await office.view('u0205', id)
  const titles = ['held', 'route_changed', 'returned'].map(
    (type) => view.history.find((it) => it.type === type)?.title,
  )
  t.same([...new Set(titles)], ['観光局長事務取扱 経済部長'])
  t.same(await auditProposal(office, id), [])
})
