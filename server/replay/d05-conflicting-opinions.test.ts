import type { ProposalView } from '../contract/proposals.ts'
import { performers, stepsIn } from '../testing/perform.ts'
import { isInInbox, kindsOf, replayDocument } from '../testing/replay.ts'

const allFive = ['行啓 武', '中島 望', '厚別 恵', '苗穂 仁', '太平 茂']

/** Persons whose seal stands, in route order. */
function sealed(view: ProposalView): string[] {
  return stepsIn(view).flatMap((it) => (it.mark === undefined ? [] : [it.mark.person]))
}

function names(people: readonly { readonly name: string }[] | undefined): string[] {
  return (people ?? []).map((it) => it.name)
}

function changedFiles(view: ProposalView): string[] {
  return (view.changedSinceMine?.changes ?? []).map((it) => it.name)
}

replayDocument('D05', {
  '異議は理由が必須. 先の同意は残り, 起案者に処理意見を求める': async ({
    t,
    office,
    id,
    event,
    play,
    view,
    news,
  }) => {
    const silent = await office.act('u0303', id, { type: 'concur', opinion: 'object', comment: '　' })
    t.match(silent, { status: 422, body: { code: 'reason_missing' } })
    await play()
    const now = await view('u0505')
    t.match(now.opinions, [
      { name: '厚別 恵', opinion: 'agree' },
      { name: '苗穂 仁', title: '環境保全課長', opinion: 'object', text: event.comment },
    ])
    t.ok(now.allowed.includes('respond'))
    t.equal(now.status, 'in_approval', 'an objection is no veto')
    const { notices } = await news()
    t.match(notices['u0505'], [{ kind: 'objected', text: /処理意見を記してください/, remark: event.comment }])
  },

  '条件付同意は条件の記載が必須. 3つの意見が並んで見える': async ({ t, office, id, event, play, view }) => {
    const silent = await office.act('u0603', id, { type: 'concur', opinion: 'conditional' })
    t.match(silent, { status: 422, body: { code: 'reason_missing' } })
    await play()
    const { opinions } = await view('u0501')
    t.same(
      opinions.map((it) => it.opinion),
      ['agree', 'object', 'conditional'],
      'the decider sees them beside each other, long before the turn',
    )
    t.equal(opinions[2]?.text, event.comment)
  },

  '誰の承認が残り誰の承認が失われるかを保存の前に示す. 重要な変更は全員の再承認と再合議になる': async (
    scene,
  ) => {
    const { t, office, id, document, event, play, view, news } = scene
    const { editOutcomes, attachments } = await view('u0502')
    t.same(names(editOutcomes?.major.falls), allFive)
    t.same(names(editOutcomes?.major.stands), [])
    t.same(names(editOutcomes?.minor.stands), allFive)
    const stage = { office, id, document, create: play, passTime: play }
    const outsider = await performers.correct(stage, { ...event, by: 'u0114' })
    t.match(outsider, { status: 403, body: { code: 'not_your_turn' } }, 'only whose turn it is')
    await play()
    const now = await view('u0505')
    t.same(sealed(now), [], '再合議: everybody is asked anew')
    t.same(now.opinions, [])
    const asked = ['u0504', 'u0503', 'u0114', 'u0303', 'u0603'].map((it) => [it, ['act_again']])
    t.same(kindsOf(await news()), Object.fromEntries([...asked, ['u0505', ['changed']]]), 'all are told why')
    t.equal(stepsIn(now)[0]?.state, 'waiting')
    t.equal(await isInInbox(office, 'u0504', id, 'approve'), true)
    t.match(now.edits, [{ name: '薄野 麗', title: '観光局長', effect: 'major', reason: event.comment }])
    t.equal(now.attachments[2]?.revisionNumber, 2)
    t.not(now.attachments[2]?.sha256, attachments[2]?.sha256)
    t.equal(now.attachments[0]?.sha256, attachments[0]?.sha256, 'the others are as they were')
    t.ok(
      now.history.some((it) => it.type === 'concurred' && it.person === 'u0303'),
      'what was said stays on the record',
    )
  },

  '並行する合議がそろうまで差戻しにならず, 残る合議先は処理できる': async ({ t, office, id, play, view }) => {
    await play()
    const now = await view('u0505')
    t.equal(now.status, 'in_approval')
    t.match(now.history.at(-1), { person: 'u0303', text: /そろってから/ })
    t.notOk(await isInInbox(office, 'u0505', id, 'returned'))
    for (const person of ['u0114', 'u0603']) {
      t.ok((await view(person)).allowed.includes('concur'), person)
      t.ok(await isInInbox(office, person, id, 'concur'), person)
    }
  },

  'そろったところで起案者に戻る. 済んだ合議は残る': async ({ t, office, id, play, view, news }) => {
    t.equal((await view('u0505')).status, 'in_approval', 'one has still to speak')
    await play()
    const now = await view('u0505')
    t.match(now, { status: 'returned', returned: { by: '苗穂 仁', reason: /図3の水質測定の年度/ } })
    t.ok(await isInInbox(office, 'u0505', id, 'returned'))
    t.same(sealed(now), ['u0504', 'u0503', 'u0114', 'u0603'])
    t.match((await news()).notices['u0505'], [{ kind: 'returned', remark: /図3の水質測定の年度/ }])
  },

  '軽微な変更なので差し戻した合議先だけがもう一度処理する. 済んだ合議先には変更の内容が示される': async ({
    t,
    office,
    id,
    play,
    view,
    news,
  }) => {
    await play()
    const { notices } = await news()
    for (const person of ['u0504', 'u0503', 'u0114', 'u0603'])
      t.match(notices[person], [{ kind: 'changed', changes: ['02_概要版.pptx'] }], person)
    t.ok((await view('u0303')).allowed.includes('concur'))
    for (const person of ['u0504', 'u0503', 'u0114', 'u0603']) {
      const seen = await view(person)
      t.same(changedFiles(seen), ['02_概要版.pptx'], person)
      t.notOk(seen.allowed.includes('concur') || seen.allowed.includes('approve'), person)
    }
    t.notOk(await isInInbox(office, 'u0114', id, 'concur'))
  },

  軽微な変更は先の承認を残し変更を知らせる: async ({ t, event, play, view, news }) => {
    const { editOutcomes } = await view('u0502')
    t.same(names(editOutcomes?.minor.falls), [])
    t.same(names(editOutcomes?.minor.stands).sort(), [...allFive].sort())
    await play()
    const now = await view('u0505')
    t.same(sealed(now), ['u0504', 'u0503', 'u0114', 'u0303', 'u0603'])
    const { notices } = await news()
    t.same(Object.keys(notices).sort(), ['u0114', 'u0303', 'u0503', 'u0504', 'u0505', 'u0603'])
    for (const [person, told] of Object.entries(notices)) {
      const what = { kind: 'changed', remark: event.comment, changes: ['05_報道発表資料.docx'] }
      t.match(told, [what], person)
    }
    t.same(changedFiles(await view('u0303')), ['05_報道発表資料.docx'])
    t.same(changedFiles(await view('u0114')), ['02_概要版.pptx', '05_報道発表資料.docx'])
    t.match(now.edits, [{ effect: 'minor', reason: event.comment, confirmedBy: undefined }])
    t.ok(stepsIn(now).every((it) => it.mark === undefined || !it.mark.current))
  },

  自分の変更は自分では確認したことにならない: async ({ t, play, view }) => {
    await play()
    const now = await view('u0501')
    t.equal(now.edits[0]?.confirmedBy, undefined)
    t.ok(stepsIn(now).find((it) => it.mark?.person === 'u0502')?.mark?.current)
  },

  処理意見のない異議があるうちは決裁できない: async ({ t, office, id, play, view }) => {
    t.notOk(await isInInbox(office, 'u0501', id, 'approve'), 'R-15: it has not come to the decider')
    const { body } = await play()
    t.equal(body.rule, 'R-15')
    const { allowed, denied } = await view('u0501')
    t.notOk(allowed.includes('decide'))
    t.match(denied.find((it) => it.type === 'decide')?.text, /処理意見のない異議：環境保全課長/)
  },

  '処理意見は主務課だけが書け, 書かれると決裁できる': async ({ t, office, id, event, play, view, news }) => {
    const step = (await view('u0505')).opinions.find((it) => it.opinion === 'object')?.step
    const other = await office.act('u0114', id, { type: 'respond', step, text: '問題ないと考える。' })
    t.match(other, { status: 403, body: { code: 'not_of_section' } })
    const blank = await office.act('u0505', id, { type: 'respond', step, text: '　' })
    t.match(blank, { status: 422, body: { code: 'text_missing' } })
    await play()
    const now = await view('u0501')
    t.match(now.opinions.find((it) => it.opinion === 'object')?.response, {
      name: '中島 望',
      title: '観光振興課長',
      text: event.comment,
    })
    t.ok(now.allowed.includes('decide'))
    const { notices } = await news()
    for (const person of ['u0303', 'u0501'])
      t.match(notices[person], [{ kind: 'responded', remark: event.comment }], person)
    const again = await office.act('u0505', id, { type: 'respond', step, text: '重ねて。' })
    t.match(again, { status: 409, body: { code: 'no_open_objection' } })
  },

  '条件付決裁の条件が残り, 軽微な変更の確認も記録される': async ({ t, event, play, view }) => {
    await play()
    const now = await view('u0505')
    t.match(stepsIn(now).at(-1)?.mark, { act: 'decided', person: 'u0501', condition: event.condition })
    t.match(now.history.find((it) => it.type === 'decided')?.comment, event.condition)
    t.equal(now.edits[0]?.confirmedBy, '大通 創')
    t.equal(now.opinions.length, 3, 'the objection stays beside its answer')
  },
})
