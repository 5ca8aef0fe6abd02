import { test } from 'tap'
import { auditProposal } from '../testing/audit-proposal.ts'
import { createOffice, staff } from '../testing/office.ts'
import { setPolicy } from '../testing/policy.ts'
import type { ProposalContent } from '../contract/proposals.ts'

const submit = { type: 'submit' }
/** What a submission with this content lacks; empty when it went through. */
async function lacking(
  office: Awaited<ReturnType<typeof createOffice>>,
  changes: Partial<ProposalContent>,
): Promise<readonly string[]> {
  const { id } = await office.draft(changes)
  const { status, body } = await office.act(staff.drafter, id, submit)
  if (status === 200) return []
  if (status !== 422 || body.code !== 'incomplete') throw new Error(`${status} ${JSON.stringify(body)}`)
  const missing = (body.facts?.['missing'] ?? []) as { readonly field: string }[]
  return missing.map((it) => it.field)
}

const secret = { secrecy: 'secret', accessList: [staff.groupChief, staff.sectionChief] }
const timed = { ...secret, secrecy: 'timed_secret', secretUntil: '2026-06-01T00:00:00.000Z' }
const paper = { what: 'A1判図面 24葉', reason: '　' }

test('秘密文書: 秘と時限秘は電子決裁で扱い、極秘は紙による [secretElectronic=restricted]', async (t) => {
  const office = await createOffice(t)
  await setPolicy(office, { secretElectronic: 'restricted' })
  t.same(await lacking(office, secret), [])
  t.same(await lacking(office, timed), [])
  t.same(await lacking(office, { ...secret, secrecy: 'top_secret' }), ['secrecy'])
})

test('秘密文書: 秘密区分のある文書は、どれも紙による [secretElectronic=forbid]', async (t) => {
  const office = await createOffice(t)
  await setPolicy(office, { secretElectronic: 'forbid' })
  t.same(await lacking(office, secret), ['secrecy'])
  t.same(await lacking(office, timed), ['secrecy'])
  t.same(await lacking(office, {}), [], '秘密でない文書は、もとのまま')
})

test('併用決裁: 紙を併用する理由がなければ起案できない [paperReason=required]', async (t) => {
  const office = await createOffice(t)
  await setPolicy(office, { paperReason: 'required' })
  t.same(await lacking(office, { paper }), ['paper'])
  t.same(await lacking(office, { paper: { ...paper, reason: '縮小すると読めないため' } }), [])
})

test('併用決裁: 紙を併用する理由は任意、何を回すかは要る [paperReason=optional]', async (t) => {
  const office = await createOffice(t)
  await setPolicy(office, { paperReason: 'optional' })
  t.same(await lacking(office, { paper }), [])
  t.same(await lacking(office, { paper: { ...paper, what: ' ' } }), ['paper'])
})

test('起案番号は起案とともに付き、決裁でも差戻しでも変わらない [numberAt=submit]', async (t) => {
  const office = await createOffice(t)
  await setPolicy(office, { numberAt: 'submit' })
  const id = await office.submitted({ authorityCode: 'E01', concurringUnits: [] })
  const number = async () => (await office.view(staff.drafter, id)).number
  t.equal(await number(), '観光起第1号')
  await office.act(staff.groupChief, id, { type: 'return', reason: '誤字' })
  await office.act(staff.drafter, id, { type: 'resubmit', mode: 'resume' })
  await office.act(staff.groupChief, id, { type: 'approve' })
  t.equal((await office.act(staff.sectionChief, id, { type: 'decide' })).status, 200)
  t.equal(await number(), '観光起第1号')
  t.match(await office.act(staff.drafter, id, { type: 'give_number', kind: '起案番号' }), {
    status: 409,
    body: { code: 'number_given' },
  })
  t.same(await auditProposal(office, id), [])
})

test('公開区分・簿冊・保存期間: どれも起案のときに決まり、無いものは選べない', async (t) => {
  const office = await createOffice(t)
  t.same(await lacking(office, { folderId: 'no such folder' }), ['folderId'])
  t.same(await lacking(office, { retentionCode: 'R99' }), ['retentionCode'])
  t.same(await lacking(office, { disclosure: { class: 'partly', grounds: [] } }), ['disclosure.class'])
  const closed = { class: 'timed', grounds: [], until: '2027-03-31' }
  t.same(await lacking(office, { disclosure: closed }), ['disclosure.grounds'])
})

test('公開区分・時限秘: 期日の過ぎたものは起案できない。起案の後に過ぎたものは、そのまま再提出できる', async (t) => {
  const office = await createOffice(t)
  const until = (day: string) => ({ disclosure: { class: 'timed', grounds: ['G3'], until: day } })
  t.same(await lacking(office, until('2026-05-10')), ['disclosure.until'], '前の年の文書を引用した起案')
  t.same(await lacking(office, until('2026-05-11')), [])
  t.same(await lacking(office, { ...timed, secretUntil: '2026-05-10T14:59:59.000Z' }), ['secretUntil'])
  const id = await office.submitted({ ...until('2026-05-11'), concurringUnits: [] })
  await office.act(staff.groupChief, id, { type: 'return', reason: '誤字' })
  office.setTime('2026-05-12T01:20:00.000Z')
  const again = await office.act(staff.drafter, id, { type: 'resubmit', mode: 'resume' })
  t.equal(again.status, 200, JSON.stringify(again.body))
})

test('公開区分: 公開とした文書も、庁内の関係のない人には見せない', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted({ disclosure: { class: 'open', grounds: [] } })
  t.equal((await office.view(staff.groupChief, id)).content.disclosure.class, 'open')
  t.equal((await office.ask(staff.stranger, 'GET', `/v1/proposals/${id}`)).status, 404)
})
