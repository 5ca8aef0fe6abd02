import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import type { PolicyContent, RulePreview } from '../contract/rules.ts'
import { createOffice, staff } from '../testing/office.ts'

type Draft = { readonly lock: number; readonly basedOn: string; readonly content: PolicyContent }
const keeper = staff.recordsManager

test('what a change of the 方針 would have meant for cases on record', async (t) => {
  const office = await createOffice(t)
  let lock = 0
  let base = {} as PolicyContent
  async function preview(changes: Partial<PolicyContent>, by: string = keeper): Promise<RulePreview> {
    const draft = await office.ask<Draft>(keeper, 'GET', '/v1/policies/draft')
    if (lock === 0) base = draft.body.content
    const body = { lock, basedOn: draft.body.basedOn, content: { ...base, ...changes } }
    lock = (await office.ask<{ lock: number }>(keeper, 'PUT', '/v1/policies/draft', body)).body.lock
    const asked = await office.ask<RulePreview>(by, 'POST', '/v1/policies/draft/preview', {
      from: '2026-06-01',
    })
    if (asked.status !== 200) throw new Error(JSON.stringify(asked.body))
    return asked.body
  }
  const subsidy = { authorityCode: 'B04', amountYen: 1_000_000, concurringUnits: [] }

  const id = await office.submitted(office.content({ ...subsidy, title: '観光補助金' }))
  await office.act('u0504', id, { type: 'approve' })
  await office.act('u0503', id, { type: 'return', reason: '積算を直されたい。' })
  await office.act(staff.drafter, id, { type: 'resubmit', mode: 'resume' })
  const secret = { ...subsidy, secrecy: 'secret', accessList: ['u0504', 'u0503'], title: '秘の補助金' }
  const hidden = await office.submitted(office.content(secret))
  await office.act('u0504', hidden, { type: 'approve' })
  await office.act('u0503', hidden, { type: 'return', reason: '直されたい。' })
  await office.act(staff.drafter, hidden, { type: 'resubmit', mode: 'resume' })
  await office.draft({ ...subsidy, title: '下書き' })

  await t.test('差戻しのあとの再開: いまと施行日から、そして違う扱いになった事案', async (t) => {
    const { effects, running, drafts, compared } = await preview({ returnResume: 'restart' })
    t.equal(compared, 1, 'the secret one is not even counted (R-16)')
    t.same([running, drafts], [1, 1])
    t.equal(effects.length, 1)
    const [effect] = effects
    t.match(effect, {
      name: '差戻しのあとの再開',
      before: /差し戻した人の段から再開します。/,
      after: /最初の段から回り直します。/,
      count: 1,
      ofRoute: false,
    })
    t.same(
      effect?.cases.map((it) => [it.title, it.on]),
      [['観光補助金', '2026-05-11']],
    )
    t.match(effect?.cases[0]?.text, /改めた後なら最初の段からになり、済んでいた1件の承認はやり直し。/)
    t.equal(effect?.note, undefined)
  })

  await t.test('システム管理者には件名を見せない', async (t) => {
    const { effects } = await preview({ returnResume: 'restart' }, 'u0205')
    t.equal(effects[0]?.cases.length, 1)
    t.equal(effects[0]?.cases[0]?.title, undefined)
  })

  await t.test('記録から言えないことは、言えないと言う', async (t) => {
    const { effects } = await preview({ takeBackWindow: 'until_next_opens', secretElectronic: 'forbid' })
    t.same(effects.map((it) => `${it.field} ${it.cases.length}`).toSorted(), [
      'secretElectronic 0',
      'takeBackWindow 0',
    ])
    for (const it of effects) t.match(it.note, /。$/)
  })

  await t.test(
    '添付の注意量: a megabyte is the one the drafter is told of, 1,024 × 1,024 bytes',
    async (t) => {
      const at = '2026-05-11T01:20:00.000Z'
      const [attachment, revision, sha256] = [randomUUID(), randomUUID(), 'c'.repeat(64)]
      await office.db.transaction().execute(async (trx) => {
        await trx.insertInto('blob').values({ sha256, size_bytes: 31_000_000, stored_at: at }).execute()
        await trx
          .insertInto('attachment')
          .values({
            id: attachment,
            proposal_id: id,
            place: 0,
            name: '図面.pdf',
            current_revision: revision,
            created_at: at,
          })
          .execute()
        await trx
          .insertInto('revision')
          .values({
            id: revision,
            attachment_id: attachment,
            number: 1,
            sha256,
            kind: 'pdf',
            made_by: staff.drafter,
            made_at: at,
          })
          .execute()
      })
      const told = async (attachmentSoftLimitMb: number) => {
        const { effects } = await preview({ attachmentSoftLimitMb })
        return effects.flatMap((it) => it.cases.map((one) => one.text))
      }
      t.same(
        await told(29),
        ['添付は合計30MB。改めた後なら、起案者への注意が出る。'],
        '30 of today are not reached',
      )
      t.same(await told(31), [])
    },
  )

  await t.test('どのスイッチにも、値ごとの文がある', async (t) => {
    const others: Partial<PolicyContent> = {
      editMajorEffect: 'notify',
      editMinorEffect: 'invalidate_and_reapprove',
      concurObjection: 'blocking',
      concurCollect: 'first_return_stops',
      actingAppliesTo: 'decider_and_concur',
      actingForbiddenFlags: ['紛議'],
      actingExceptions: [],
      postReviewRequired: 'when_deemed_necessary',
      absentReviewer: 'wait',
      pullUpMaySkip: [],
      pullUpRequires: 'reason',
      consecutiveSamePerson: 'keep_both',
      selfApproval: 'block',
      paperTickOf: [],
      paperReason: 'optional',
      numberAt: 'decision',
      attachmentSoftLimitMb: 50,
      printReason: 'required',
      seenSharing: 'auditor_only',
      freshSignIn: 'decide',
      freshSignInMinutes: 30,
      disposalWaitingDays: 60,
    }
    const { effects } = await preview(others)
    t.same(effects.map((it) => it.field).toSorted(), Object.keys(others).toSorted())
    for (const it of effects) {
      t.match(it.before, /。$/, it.field)
      t.match(it.after, /。$/, it.field)
      t.not(it.before, it.after, it.field)
    }
  })
})
