import { type Test, test } from 'tap'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { readPaperSlip } from '../testing/paper-slip.ts'

const paper = { what: '設計図面 A1判 12枚（髙橋）', reason: '画面では縮尺が読み取れないため' }

async function slipText(t: Test, office: Office, id: string): Promise<string> {
  const answer = await office.inject(staff.drafter, `/v1/proposals/${id}/paper-slip.pdf`)
  t.equal(answer.statusCode, 200)
  t.equal(answer.headers['content-type'], 'application/pdf')
  return (await readPaperSlip(t, answer.rawPayload)).text
}

test('R-18 the slip of a 併用決裁 says which case the paper belongs to, why it is paper, and who checks it', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted({ paper })
  const text = await slipText(t, office, id)
  for (const said of ['紙資料回付票', '観光起第1号', office.content().title, paper.what, paper.reason]) {
    t.ok(text.includes(said.replaceAll(/\s/g, '')), said)
  }
  for (const name of ['行啓武', '中島望', '厚別恵', '大通創']) t.ok(text.includes(name), `a line for ${name}`)
  t.match((await office.inject(staff.stranger, `/v1/proposals/${id}/paper-slip.pdf`)).json(), {
    code: 'not_found',
  })

  const draft = await office.draft({ paper })
  t.match(await slipText(t, office, draft.id), '提出時に付番', 'it can be printed before the submission')
  const electronic = await office.draft()
  const none = await office.inject(staff.drafter, `/v1/proposals/${electronic.id}/paper-slip.pdf`)
  t.match(none.json(), { status: 409, code: 'no_paper' })
})

test('R-16 the slip of a secret matter names no title', async (t) => {
  const office = await createOffice(t)
  const secret = { secrecy: 'timed_secret', secretUntil: '2026-06-01T00:00:00.000Z', accessList: ['u0114'] }
  const id = await office.submitted({ paper, ...secret })
  const text = await slipText(t, office, id)
  t.notOk(text.includes(office.content().title))
  t.match(text, '秘密の起案')
})
