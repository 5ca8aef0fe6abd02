import { kindsOf, replayDocument } from '../testing/replay.ts'
import { stepsIn, upload } from '../testing/perform.ts'

/** Persons whose seal stands in the view, in route order. */
function sealed(view: Parameters<typeof stepsIn>[0]): string[] {
  return stepsIn(view).flatMap((it) => (it.mark === undefined ? [] : [it.mark.person]))
}

replayDocument('D01', {
  '差戻し理由が必須. 既承認者u0111・u0110に通知': async ({ t, office, id, event, play, view, news }) => {
    const silent = await office.act('u0104', id, { type: 'return', reason: '　' })
    t.match(silent, { status: 422, body: { code: 'reason_missing' } })
    await play()
    const { notices, letters } = await news()
    const told = {
      kind: 'returned_elsewhere',
      text: /^文書課長 髙橋 文子さんが差し戻しました/,
      remark: event.comment,
    }
    t.match(notices['u0111'], [told])
    t.match(notices['u0110'], [told])
    t.match(notices['u0112'], [{ ...told, kind: 'returned' }])
    t.same(Object.keys(notices).sort(), ['u0110', 'u0111', 'u0112'], 'and nobody else')
    t.same(letters.map((it) => it.to).sort(), ['u0110', 'u0111', 'u0112'], 'by mail as well')
    for (const { text } of letters) t.ok(text.includes(event.comment ?? '?'), 'with the reason')
    for (const person of ['u0112', 'u0111', 'u0110']) {
      t.match(await view(person), {
        status: 'returned',
        returned: { by: '髙橋 文子', title: '文書課長', reason: /経過措置の書きぶり/ },
      })
    }
    t.same(sealed(await view('u0112')), ['u0111', 'u0110'], 'the seals stand')
  },

  '軽微な変更なので審査(u0104)から再開. u0111・u0110には版差分つき通知': async ({
    t,
    office,
    id,
    play,
    view,
    news,
  }) => {
    const silent = await office.act('u0112', id, { type: 'resubmit', mode: 'resume' })
    t.match(silent, { status: 422, body: { code: 'edit_effect_missing' } }, 'who changed it says how much')
    await play()
    const told = await news()
    t.same(kindsOf(told), { u0110: ['changed'], u0111: ['changed'] })
    for (const person of ['u0111', 'u0110']) {
      const changed = ['02_条例案(改め文).docx', '03_新旧対照表.docx']
      t.same(told.notices[person]?.[0]?.changes, changed, 'the notice says what differs')
      const letter = told.letters.find((it) => it.to === person)
      t.match(letter?.text, `変更：${changed.join('、')}`)
    }
    t.ok(told.letters.some((it) => it.to === 'u0104' && it.text.includes('審査を待っています')))
    const now = await view('u0104')
    t.ok(now.allowed.includes('examine'), 'from the one who returned it')
    t.same(sealed(now), ['u0111', 'u0110'])
    t.same(
      now.attachments.map((it) => it.revisionNumber),
      [1, 2, 2, 1, 1],
    )
    for (const person of ['u0111', 'u0110']) {
      const { changedSinceMine, allowed } = await view(person)
      t.match(changedSinceMine?.changes, [
        { kind: 'file', name: '02_条例案(改め文).docx', how: 'changed' },
        { kind: 'file', name: '03_新旧対照表.docx', how: 'changed' },
      ])
      t.equal(changedSinceMine?.changes.length, 2, 'and nothing else')
      t.notOk(allowed.includes('approve'))
    }
    t.equal((await view('u0104')).changedSinceMine, undefined, 'the returner put no seal to the old one')
  },

  '鑑への追記のみ許可. 本文・添付は変更不可': async ({ t, office, document, id, play, view }) => {
    const before = await view('u0112')
    const { version, content } = before
    const text = await office.ask('u0112', 'PUT', `/v1/proposals/${id}/draft`, { version, content })
    t.match(text, { status: 409, body: { code: 'wrong_status', rule: 'R-02' } })
    const [first] = before.attachments
    const files = [`/v1/proposals/${id}/attachments`, `/v1/attachments/${first?.id}/revisions`]
    for (const url of files) {
      const sent = await upload(office, 'u0112', url, '差替え.txt', Buffer.from('別の内容'))
      t.match(sent, { status: 409, body: { code: 'files_fixed' } }, url)
    }
    const removed = await office.ask('u0112', 'DELETE', `/v1/attachments/${first?.id}`)
    t.match(removed, { status: 409, body: { code: 'files_fixed' } })
    await play()
    const after = await view('u0112')
    t.match(after.coverNotes, [{ name: '澄川 拓海', text: '令和8年第3回定例会 議案第12号として提出' }])
    t.equal(after.manifestSha256, before.manifestSha256, 'what was decided is what is there')
    t.equal(after.attachments.length, document.attachments.length)
    t.match(after.history.at(-1), { text: '鑑に追記しました。', at: '2026-09-01T00:00:00.000Z' })
  },
})
