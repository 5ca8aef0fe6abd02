import { test } from 'tap'
import type { NoticeList } from '../contract/notices.ts'
import { appoint, disclosing, officer } from '../testing/disclosing.ts'
import { readMail } from '../testing/mail-server.ts'
import { createOffice, staff } from '../testing/office.ts'
import { openPostOffice } from '../testing/telling.ts'

test('R-16 意見照会: the 課 is told by お知らせ and mail, the 担当 of the answer, and nobody else', async (t) => {
  const office = await createOffice(t, { isMailing: true })
  const mail = await openPostOffice(t, office)
  await appoint(office)
  const desk = disclosing(office)
  const preference = { tasks: 'now', returned: 'none', notices: 'none', due: 'none', dailyHour: 8 }
  for (const person of [staff.drafter, staff.groupChief])
    t.equal((await office.ask(person, 'PUT', '/v1/mail-preference', preference)).status, 200)
  const id = await desk.register()
  const consult = (question: string) => desk.act(officer, id, { type: 'consult', unit: 'KNK', question })
  const told = async (person: string) =>
    (await office.ask<NoticeList>(person, 'GET', '/v1/notices')).body.items.map((it) => ({ ...it, at: '' }))

  t.equal((await consult('支障はあるか')).status, 200)
  t.match(await told(staff.drafter), [
    {
      ...{ kind: 'opinion_asked', disclosureId: id, mayRead: true, remark: '支障はあるか' },
      ...{ title: '開示請求の意見照会', number: '令和8年度開示第1号', proposalId: undefined },
      text: '情報公開担当が、開示請求について課の意見を照会しました。回答してください。',
    },
  ])
  for (const other of [officer, staff.recordsManager, staff.decider])
    t.same(await told(other), [], `${other} is not of that 課`)
  t.same(await mail.post(), ['sent', 'sent'], 'those of the 課 who want mail')
  const { text } = readMail(mail.server.received[0]?.source ?? '')
  t.match(text, `https://kessai.mihon.example/disclosure/${id}`)
  t.match(text, '「支障はあるか」')

  t.equal((await consult('ほかにあるか')).status, 200)
  const answer = { type: 'answer', nth: 2, text: '<b>ない</b>' }
  t.equal((await desk.act(staff.drafter, id, answer)).status, 200)
  t.same(await mail.post(), ['dropped', 'dropped'], 'what is answered is no news')
  t.match(await told(officer), [{ kind: 'opinion_given', remark: '<b>ない</b>', mayRead: true }])
  t.match((await told(officer))[0]?.text, /^\S+ \S+ ?\S*さんが開示請求の意見照会に回答しました。$/)

  // Whoever left the 課 keeps the notice, and reads nothing by it.
  await office.db
    .updateTable('notice')
    .set({ person_id: staff.decider })
    .where('person_id', '=', staff.drafter)
    .execute()
  const gone = await told(staff.decider)
  t.equal(gone.length, 2)
  for (const it of gone)
    t.same([it.mayRead, it.title, it.number, it.remark], [false, undefined, undefined, undefined])
})
