import { stepsIn } from '../testing/perform.ts'
import { isInInbox, replayDocument } from '../testing/replay.ts'

replayDocument('D06', {
  係長が未処理なので引戻しできる: async ({ t, office, id, play, view }) => {
    t.equal(await isInInbox(office, 'u0504', id, 'approve'), true)
    t.ok((await view('u0505')).allowed.includes('take_back'))
    await play()
    t.match(await view('u0505'), { status: 'returned', editable: true, returned: undefined })
    t.equal(await isInInbox(office, 'u0504', id, 'approve'), false, 'gone from the next inbox')
    t.match(await office.act('u0504', id, { type: 'approve' }), {
      status: 409,
      body: { code: 'wrong_status' },
    })
  },

  '拒否(係長が処理済み). 取下げ又は差戻し依頼を案内する': async ({ t, play, view }) => {
    const { allowed, denied } = await view('u0505')
    t.notOk(allowed.includes('take_back'))
    t.ok(allowed.includes('withdraw'), 'the way that is left')
    const { body } = await play()
    t.match(body.title, /差戻しを頼み/)
    t.match(body.title, /取り下げ/)
    t.match(denied.find((it) => it.type === 'take_back')?.text, /企画係長/, 'and who acted')
  },

  '「観光局長事務取扱 経済部長 大通 創」と記録. 代決ではない': async ({ t, play, view }) => {
    t.match(stepsIn(await view('u0501')).at(-1)?.holders, [
      { title: '観光局長事務取扱 経済部長', name: '大通 創' },
    ])
    await play()
    const now = await view('u0505')
    const mark = stepsIn(now).at(-1)?.mark
    t.match(mark, {
      name: '大通 創',
      capacity: { kind: 'handling', title: '観光局長事務取扱', ownTitle: '経済部長' },
    })
    t.match(
      now.history.find((it) => it.type === 'decided'),
      {
        title: '観光局長事務取扱 経済部長',
        name: '大通 創',
      },
    )
    t.equal(mark?.actingFor, undefined)
    t.same(now.postReviews, [], 'nobody has to view it later')
  },
})
