import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import type { Inbox } from '../contract/inbox.ts'
import type { NoticeList } from '../contract/notices.ts'
import type { ProposalContent, ProposalView } from '../contract/proposals.ts'
import type { AttachmentId, PersonId, ProposalId, RevisionId, Sha256 } from '../domain/ids.ts'
import { insertAttachment, lockDraft } from '../store/attachments.ts'
import { refreshManifest } from '../store/manifests.ts'
import { auditProposal } from '../testing/audit-proposal.ts'
import { untilHeld } from '../testing/lock-waiting.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { tellAll } from '../testing/telling.ts'

/** 業務委託 of 30 million: 部長 decides (丙). */
const contract: Partial<ProposalContent> = {
  title: '観光案内所の運営業務委託について',
  authorityCode: 'B03',
  amountYen: 30_000_000,
  concurringUnits: ['ZAI'],
}

async function returned(office: Office): Promise<string> {
  const id = await office.submitted(contract)
  await office.act(staff.groupChief, id, { type: 'approve' })
  await office.act(staff.sectionChief, id, { type: 'approve' })
  const back = await office.act(staff.finance, id, { type: 'return', reason: '積算を直してください。' })
  if (back.status !== 200) throw new Error(JSON.stringify(back.body))
  return id
}

async function save(office: Office, id: string, changes: Partial<ProposalContent>): Promise<ProposalView> {
  const { version } = await office.view(staff.drafter, id)
  const content = office.content({ ...contract, ...changes })
  const saved = await office.ask(staff.drafter, 'PUT', `/v1/proposals/${id}/draft`, { version, content })
  if (saved.status !== 200) throw new Error(JSON.stringify(saved.body))
  return office.view(staff.drafter, id)
}

const names = (people: readonly { readonly name: string }[] | undefined) => people?.map((it) => it.name)
const sealed = ({ route }: ProposalView) =>
  route?.stages.flatMap((it) => it.steps.flatMap(({ mark }) => (mark === undefined ? [] : [mark.name])))

test('金額変更で決裁者が替わる: old → new decider and the row, before saving, in the history and in the notices', async (t) => {
  const office = await createOffice(t)
  const id = await returned(office)
  const before = (await office.view(staff.drafter, id)).resubmission
  t.match(before, { mayResume: true, problems: { length: 0 } })
  t.equal(before?.decider, undefined, 'nothing was changed yet')

  const { resubmission } = await save(office, id, { amountYen: 80_000_000 })
  const because = '専決表 B03、5,000万円以上1億円未満'
  t.same(resubmission?.decider, { from: '経済部長', to: '副知事', because })
  t.same(names(resubmission?.outcomes?.minor.stands), ['行啓 武', '中島 望'])
  t.same(names(resubmission?.outcomes?.minor.falls), [])
  t.same(names(resubmission?.outcomes?.restart.falls), ['行啓 武', '中島 望'])
  t.equal((await office.view(staff.groupChief, id)).resubmission, undefined, 'it is the drafter’s')

  const done = await office.act(staff.drafter, id, { type: 'resubmit', mode: 'resume', effect: 'minor' })
  t.equal(done.status, 200, JSON.stringify(done.body))
  const view = await office.view(staff.groupChief, id)
  t.same(sealed(view), ['行啓 武', '中島 望'], '承認も同意も有効のまま')
  t.equal(view.route?.stages.at(-1)?.steps[0]?.postName, '副知事')
  t.equal(
    view.history.at(-1)?.text,
    `修正して再提出しました（軽微な変更：続きから再開）。決裁権者：経済部長 → 副知事（${because}）。`,
  )
  await tellAll(office)
  for (const [person, kind] of [
    [staff.groupChief, 'changed'],
    [staff.decider, 'decider_changed'],
  ] as const) {
    const { items } = (await office.ask<NoticeList>(person, 'GET', '/v1/notices')).body
    t.match(items[0], { kind, decider: `決裁権者：経済部長 → 副知事（${because}）` }, person)
  }
  // The one who was to decide reviews now; then the new decider is asked, and nobody else can decide.
  await office.act(staff.finance, id, { type: 'concur', opinion: 'agree' })
  await office.act(staff.bureauChief, id, { type: 'approve' })
  t.match(await office.act(staff.decider, id, { type: 'decide' }), { body: { code: 'wrong_role' } })
  t.equal((await office.act(staff.decider, id, { type: 'approve' })).status, 200)
  const viceGovernor = view.route?.stages.at(-1)?.steps[0]?.holders[0]?.id ?? ''
  const { items } = (await office.ask<Inbox>(viceGovernor, 'GET', '/v1/inbox?tab=approve')).body
  t.same(
    items.map((it) => [it.proposalId, it.kind, it.amountYen]),
    [[id, 'decide', 80_000_000]],
  )
  t.equal((await office.act(viceGovernor, id, { type: 'decide' })).status, 200)
  t.match(await office.view(staff.drafter, id), { status: 'decided' })
  t.same(await auditProposal(office, id), [])
})

test('差戻し、軽微な変更: whose act falls is told from the route of what is saved, and so it comes', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted({ concurringUnits: ['ZAI'] })
  await office.act(staff.groupChief, id, { type: 'approve' })
  await office.act(staff.sectionChief, id, { type: 'approve' })
  await office.act(staff.finance, id, { type: 'concur', opinion: 'agree' })
  const back = await office.act(staff.bureauChief, id, {
    type: 'return',
    reason: '人事課にも合議してください。',
  })
  t.equal(back.status, 200, JSON.stringify(back.body))
  const { version } = await office.view(staff.drafter, id)
  await office.ask(staff.drafter, 'PUT', `/v1/proposals/${id}/draft`, {
    version,
    content: office.content({ concurringUnits: ['JIN'] }),
  })
  const { resubmission } = await office.view(staff.drafter, id)
  t.same(names(resubmission?.outcomes?.minor.falls), ['厚別 恵'], 'the 合議先 is another one')
  t.same(names(resubmission?.outcomes?.minor.stands), ['行啓 武', '中島 望'])
  await office.act(staff.drafter, id, { type: 'resubmit', mode: 'resume', effect: 'minor' })
  t.same(sealed(await office.view(staff.drafter, id)), ['行啓 武', '中島 望'])
})

test('R-23 an act beside, after the drafter has changed what was returned, makes nobody forget the change', async (t) => {
  const office = await createOffice(t)
  const id = await returned(office)
  const { manifestSha256 } = await save(office, id, { amountYen: 29_000_000 })
  const done = await office.act(staff.groupChief, id, {
    type: 'comment',
    text: '積算は財政課と調整済みです。',
  })
  t.equal(done.status, 200, JSON.stringify(done.body))
  const beside = await office.view(staff.drafter, id)
  t.equal(beside.manifestSha256, manifestSha256, 'of what is stored')
  t.ok(beside.resubmission?.outcomes, 'what becomes of the seals is still asked')
  t.match(await office.act(staff.drafter, id, { type: 'resubmit', mode: 'resume' }), {
    status: 422,
    body: { code: 'edit_effect_missing' },
  })
  const again = await office.act(staff.drafter, id, { type: 'resubmit', mode: 'resume', effect: 'major' })
  t.equal(again.status, 200, JSON.stringify(again.body))
  const view = await office.view(staff.groupChief, id)
  t.same(sealed(view), [], '重要な変更: everybody is asked again')
  t.equal(view.manifestSha256, manifestSha256)
  t.same(await auditProposal(office, id), [])
})

test('引戻し of a 差戻し at the moment in which the drafter changes a file: it stays with the drafter', async (t) => {
  const office = await createOffice(t)
  const id = await returned(office)
  const { version, manifestSha256 } = await office.view(staff.finance, id)
  const back = { type: 'take_back', version, manifestSha256 }
  const taken = await office.db.transaction().execute(async (trx) => {
    await lockDraft(trx, id as ProposalId)
    const asked = office.ask<{ code?: string }>(staff.finance, 'POST', `/v1/proposals/${id}/acts`, back)
    await untilHeld(office.db)
    await insertAttachment(trx, {
      ...{ id: randomUUID() as AttachmentId, revisionId: randomUUID() as RevisionId },
      ...{ holder: { proposal: id as ProposalId }, name: '積算（訂正）.txt', clientKey: undefined },
      ...{ sha256: 'c'.repeat(64) as Sha256, sizeBytes: 1, kind: 'txt', warnings: [] },
      ...{ by: staff.drafter as PersonId, at: office.deps.now() },
    })
    await refreshManifest(trx, id as ProposalId)
    return { asked }
  })
  t.match(await taken.asked, { status: 409, body: { code: 'version_changed' } })
  t.equal((await office.view(staff.drafter, id)).status, 'returned')
  t.match(await office.act(staff.finance, id, { type: 'take_back' }), { body: { code: 'next_has_acted' } })
  t.same(await auditProposal(office, id), [])
})

test('再提出: what is saved without a route says why, and names nobody', async (t) => {
  const office = await createOffice(t)
  const id = await returned(office)
  const { amountYen: _gone, ...rest } = contract
  const { version } = await office.view(staff.drafter, id)
  await office.ask(staff.drafter, 'PUT', `/v1/proposals/${id}/draft`, {
    version,
    content: office.content(rest),
  })
  const { resubmission } = await office.view(staff.drafter, id)
  t.match(resubmission?.problems, [/金額を入力/])
  t.equal(resubmission?.outcomes, undefined)
})

test('[returnResume=restart] the drafter is told that the route starts again', async (t) => {
  const office = await createOffice(t)
  await office.db
    .insertInto('policy')
    .values({ version: 2, from_on: '2026-05-01', settings: JSON.stringify({ returnResume: 'restart' }) })
    .execute()
  const id = await returned(office)
  t.equal((await office.view(staff.drafter, id)).resubmission?.mayResume, false)
  t.match(await office.act(staff.drafter, id, { type: 'resubmit', mode: 'resume' }), {
    status: 422,
    body: { code: 'must_restart' },
  })
})
