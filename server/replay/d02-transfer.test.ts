import type { SeatTroubles } from '../contract/seat-conflicts.ts'
import { codeOf, readPaperSlip } from '../testing/paper-slip.ts'
import { stepsIn } from '../testing/perform.ts'
import { replayDocument } from '../testing/replay.ts'

const roadSection = 'DOR:P-SEC'

replayDocument('D02', {
  '合議待ちの道路課長の席は常盤→橋北へ自動で引き継がれる. ただし橋北は本件を事業課長として承認済みなので「同一人が別の職で再び関与」の警告を出し, 文書管理者の確認を求める':
    async ({ t, office, id, play, view }) => {
      office.setTime('2026-06-30T14:59:59.999Z')
      t.ok((await view('u0703')).allowed.includes('concur'), '常盤 may until midnight')
      const before = stepsIn(await view('u0912')).find((it) => it.post === roadSection)
      t.match(before?.holders, [{ id: 'u0703', name: '常盤 亘', title: '道路課長' }])
      office.setTime('2026-06-30T15:00:00.000Z')
      await play()
      const step = stepsIn(await view('u0912')).find((it) => it.post === roadSection)
      t.match(step, { state: 'waiting', conflict: { name: '橋北 渡', earlier: '事業課長' } })
      t.match(step?.holders, [{ id: 'u0910', name: '橋北 渡', title: '道路課長' }])
      t.equal(step?.holders.length, 1, 'and nobody else')
      const gone = await office.act('u0703', id, { type: 'concur', opinion: 'agree' })
      t.match(gone, { status: 403, body: { code: 'not_your_turn' } }, '常盤 left the post')
      const warned = (await view('u0910')).denied.find((it) => it.type === 'concur')
      t.match(warned, {
        rule: '同じ人が別の職で再び現れる',
        text: /文書主管課.*事業課長として処理済みのため、道路課長として/,
      })
      t.ok((await view('u0106')).allowed.includes('confirm_seat'), 'the records office is asked')
      const { body } = await office.ask<SeatTroubles>('u0106', 'GET', '/v1/seat-conflicts')
      t.match(body.items, [{ proposalId: id, kind: 'same_person', name: '橋北 渡', earlier: '事業課長' }])
    },

  '振替の理由と指示者を記録. 常盤・橋北の氏名は処理時点の職名で残る': async ({
    t,
    office,
    event,
    id,
    play,
    view,
    news,
  }) => {
    const step = stepsIn(await view('u0106')).find((it) => it.post === roadSection)?.id
    const others = await office.act('u0912', id, { type: 'confirm_seat', step, reason: '急ぐため' })
    t.match(others, { status: 403, body: { code: 'records_manager_only' } })
    const silent = await office.act('u0106', id, { type: 'confirm_seat', step, reason: '　' })
    t.match(silent, { status: 422, body: { code: 'reason_missing' } })
    await play()
    const now = await view('u0912')
    const entry = now.history.at(-1)
    t.match(entry, { person: 'u0106', title: '文書管理係長', type: 'seat_confirmed', comment: event.comment })
    t.match(entry?.comment, /土木局長の指示により/, 'who told the records office so is on the record')
    const { notices } = await news()
    t.match(notices['u0910'], [{ kind: 'seat_confirmed', remark: event.comment }])
    t.match(notices['u0912'], [{ kind: 'seat_confirmed', remark: event.comment }])
    t.same(Object.keys(notices).sort(), ['u0910', 'u0912'])
    const seal = stepsIn(now).find((it) => it.mark?.person === 'u0910')?.mark
    t.match(seal, { name: '橋北 渡', capacity: { title: '事業課長' } }, 'as it was when he sealed')
    t.equal(stepsIn(now).find((it) => it.post === roadSection)?.conflict, undefined)
  },

  '職名「道路課長」で記録': async ({ t, play, view }) => {
    await play()
    const now = await view('u0912')
    t.match(now.history.at(-1), { name: '橋北 渡', title: '道路課長' })
    const seals = stepsIn(now).filter((it) => it.mark?.person === 'u0910')
    t.same(
      seals.map((it) => it.mark?.capacity.title),
      ['事業課長', '道路課長'],
    )
  },

  紙の確認チェックなしでは決裁ボタンが押せない: async ({ t, office, id, play, view }) => {
    const blind = await office.act('u0901', id, { type: 'decide' })
    t.match(blind, { status: 422, body: { code: 'paper_not_checked', rule: 'R-18' } })
    t.match(blind.body.facts, { what: '設計図面(A1判24葉)' })
    const slip = await office.inject('u0912', `/v1/proposals/${id}/paper-slip.pdf`)
    const { text, code } = await readPaperSlip(t, slip.rawPayload)
    for (const said of ['東建起第1号', '設計図面(A1判24葉)', '橋北渡']) t.ok(text.includes(said), said)
    t.same(code, codeOf(`http://localhost:80/proposals/${id}`), 'slip: QR, and it opens this case')
    t.equal((await view('u0901')).status, 'in_approval')
    await play()
    const ticks = stepsIn(await view('u0901')).filter((it) => it.mark?.paperChecked === true)
    t.same(
      ticks.map((it) => it.mark?.person),
      ['u0911', 'u0910', 'u0909', 'u0902', 'u0901'],
      'everybody but 合議 checked the paper',
    )
  },
})
