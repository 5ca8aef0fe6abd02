import { test } from 'tap'
import type { Problem } from '../contract/common.ts'
import { createOffice, staff } from '../testing/office.ts'

test('a refusal says the fact that failed, the rule as a sentence, and what to do', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted()
  const refused = async (person: string, body: object) => (await office.act(person, id, body)).body

  await t.test('of the approval rules', async (t) => {
    t.match(await refused(staff.groupChief, { type: 'withdraw', reason: '中止' }), {
      code: 'not_of_group',
      title: /差戻しか廃案を選んでください。$/,
      detail: '起案者：企画係主任 幌平 美咲',
      rule: '起案',
      ruleText: /主務課/,
    })
    t.match(await refused(staff.recordsManager, { type: 'abandon', reason: '中止' }), {
      code: 'not_of_section',
      detail: /^主務課：観光振興課、起案者：/,
    })
    t.match(await refused(staff.finance, { type: 'approve' }), {
      code: 'not_your_turn',
      detail: 'いま処理する人：企画係長',
      ruleText: /順に/,
    })
    t.match(await refused(staff.groupChief, { type: 'approve', as: 'EXE:P-GOV' }), {
      code: 'not_your_capacity',
      detail: /^いまの職：企画係長/,
    })
    t.match(await refused(staff.groupChief, { type: 'return', reason: '直されたい。', to: 's9' }), {
      code: 'no_such_earlier_step',
      detail: '差し戻せる先：起案者',
    })
  })

  await t.test('of names nobody bears, as they were sent', async (t) => {
    const people = [staff.stranger, 'u9999']
    t.match(await refused(staff.groupChief, { type: 'circulate', kind: 'inform', people }), {
      code: 'person_not_found',
      detail: '名簿にないか、今日の職がない人：職員番号 u9999',
    })
    const add = [{ unit: 'NOWHERE', role: 'concur' }]
    t.match(await refused(staff.groupChief, { type: 'change_route', reason: '要', add }), {
      code: 'unit_not_found',
      detail: '処理できない所属：NOWHERE',
    })
  })

  await t.test('R-02 is named where the case has ended, and only there', async (t) => {
    const open = await refused(staff.drafter, { type: 'resubmit', mode: 'resume' })
    t.match(open, { code: 'wrong_status', rule: '事案の状態', detail: 'いまの状態：回議中' })
    await office.act(staff.drafter, id, { type: 'withdraw', reason: '中止' })
    const ended = await refused(staff.drafter, { type: 'withdraw', reason: '中止' })
    t.match(ended, { code: 'wrong_status', rule: 'R-02', detail: 'いまの状態：取下げ', title: /再起案/ })
  })
})

test('a request of the wrong form is told which field it is, in Japanese; the machine’s words are for developers', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted()
  const { version, manifestSha256 } = await office.view(staff.groupChief, id)
  const wrong = async (url: string, body: object) => {
    const { status, body: problem } = await office.ask<Problem>(staff.groupChief, 'POST', url, body)
    t.equal(status, 400)
    return problem
  }
  const act = (body: object) => wrong(`/v1/proposals/${id}/acts`, { version, manifestSha256, ...body })

  await t.test('missing, empty, too long, unknown: in the kind of act that was meant', async (t) => {
    const missing = await act({ type: 'return' })
    t.match(missing, {
      detail: '「理由」（reason）がありません。入れてください',
      facts: { field: 'reason', keyword: 'required' },
      technical: /reason/,
    })
    t.match(await act({ type: 'return', reason: '' }), {
      detail: '「理由」（reason）が空です。入力してください',
    })
    t.match(await act({ type: 'hold', reason: '長'.repeat(4001) }), {
      detail: '「理由」（reason）は4000文字までです。短くしてください',
    })
    t.match(await act({ type: 'end_hold', why: '済' }), {
      detail: '「why」という項目は受け付けません。外してください',
    })
    t.match(await act({ type: 'concur', opinion: 'perhaps' }), {
      detail: '「合議の意見」（opinion）は決められた値ではありません。選び直してください',
    })
    t.match(await act({ type: 'dance' }), {
      detail: '「操作の種類」（type）は決められた値ではありません。選び直してください',
    })
  })

  await t.test('within a list, and of another kind', async (t) => {
    const content = office.content({ concurringUnits: ['ZAI', 7 as never] })
    t.match(await wrong('/v1/proposals', { content }), {
      detail: '2番目の「合議先」（concurringUnits）の種類が違います。文字にしてください',
      facts: { field: 'content.concurringUnits.1' },
    })
    t.notMatch((await act({ type: 'return' })).detail, /must|have/, 'no English for people')
  })
})
