import { test } from 'tap'
import type { AttachmentsChanged } from '../contract/attachments.ts'
import type { Problem } from '../contract/common.ts'
import type { Instant } from '../domain/ids.ts'
import { openApproval } from '../usecases/approval-deps.ts'
import { letTimePass } from '../usecases/let-time-pass.ts'
import { auditProposal } from '../testing/audit-proposal.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { storePages } from '../testing/read-pages.ts'

/** Sends one text file as that person. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what that route answers
async function send<Answer>(
  office: Office,
  person: string,
  url: string,
  text: string,
): Promise<{ status: number; body: Answer }> {
  const boundary = 'kessai-test'
  const answer = await office.inject(person, {
    method: 'POST',
    url,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="別表.txt"\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--${boundary}--\r\n`,
  })
  return { status: answer.statusCode, body: answer.json() }
}

async function withFile(office: Office): Promise<{ id: string; attachment: string }> {
  const { id } = await office.draft()
  const added = await send<{ attachment: { id: string } }>(
    office,
    staff.drafter,
    `/v1/proposals/${id}/attachments`,
    '別表 第1版',
  )
  const submitted = await office.act(staff.drafter, id, { type: 'submit' })
  if (submitted.status !== 200) throw new Error(JSON.stringify(submitted.body))
  return { id, attachment: added.body.attachment.id }
}

async function correct(
  office: Office,
  person: string,
  id: string,
  attachment: string,
  effect: 'minor' | 'major',
  text: string,
) {
  const { version, manifestSha256 } = await office.view(person, id)
  const query = new URLSearchParams({ version: String(version), manifestSha256, effect, reason: '表の誤記' })
  return send<AttachmentsChanged & Problem>(
    office,
    person,
    `/v1/attachments/${attachment}/revisions?${query.toString()}`,
    text,
  )
}

test('直接編集: a file corrected on the way', async (t) => {
  const office = await createOffice(t)

  await t.test(
    '軽微な変更: seals stand, the earlier signer sees what changed, the next manager lets it stand',
    async (t) => {
      const { id, attachment } = await withFile(office)
      await office.act(staff.groupChief, id, { type: 'approve' })
      const before = await office.view(staff.sectionChief, id)
      t.match(before.editOutcomes?.minor, { stands: [{ name: '行啓 武' }], falls: { length: 0 } })
      t.match(before.editOutcomes?.major, { stands: { length: 0 }, falls: [{ name: '行啓 武' }] })
      const done = await correct(office, staff.sectionChief, id, attachment, 'minor', '別表 第2版')
      t.equal(done.status, 201)
      t.match(done.body.attachments, [{ id: attachment, revisionNumber: 2 }])
      const chief = await office.view(staff.groupChief, id)
      t.equal(chief.route?.stages[0]?.steps[0]?.mark?.current, false)
      t.match(chief.changedSinceMine?.changes, [{ kind: 'file', name: '別表.txt', how: 'changed' }])
      await office.act(staff.sectionChief, id, { type: 'approve' })
      t.equal((await office.view(staff.finance, id)).edits[0]?.confirmedBy, undefined, 'not by the editor')
      await office.act(staff.finance, id, { type: 'concur', opinion: 'agree' })
      t.equal((await office.view(staff.finance, id)).edits[0]?.confirmedBy, undefined, 'nor by a 合議先')
      await office.act(staff.personnel, id, { type: 'concur', opinion: 'agree' })
      t.equal((await office.act(staff.bureauChief, id, { type: 'approve' })).status, 200)
      t.equal((await office.view(staff.finance, id)).edits[0]?.confirmedBy, '薄野 麗')
      t.same(await auditProposal(office, id), [])
    },
  )

  await t.test('who judges it finds what was changed, by whom, and what it was before', async (t) => {
    const { id, attachment } = await withFile(office)
    const [first] = (await office.view(staff.drafter, id)).attachments
    await correct(office, staff.groupChief, id, attachment, 'minor', '別表 第2版')
    t.match((await office.view(staff.groupChief, id)).edits, [{ toJudge: false }], 'not the editor')
    await office.act(staff.groupChief, id, { type: 'approve' })
    const { edits, allowed, editOutcomes } = await office.view(staff.sectionChief, id)
    t.ok(allowed.includes('judge_edit'))
    t.match(edits, [
      {
        name: '行啓 武',
        reason: '表の誤記',
        effect: 'minor',
        toJudge: true,
        changes: [
          {
            kind: 'file',
            name: '別表.txt',
            how: 'changed',
            earlier: { revisionId: first?.revisionId, isPdf: false },
          },
        ],
      },
    ])
    t.match(editOutcomes?.major.falls, [{ name: '行啓 武' }])
    const earlier = await office.inject(staff.sectionChief, {
      method: 'GET',
      url: `/v1/revisions/${edits[0]?.changes[0]?.earlier?.revisionId}/content`,
    })
    t.equal(earlier.body, '別表 第1版', 'what it was before can be opened')
    const judged = await office.act(staff.sectionChief, id, { type: 'judge_edit', reason: '金額が変わる。' })
    t.equal(judged.status, 200)
    const anew = await office.view(staff.groupChief, id)
    t.match(anew, { edits: [{ effect: 'major', toJudge: false }] })
    t.ok(anew.allowed.includes('approve'), 'asked anew')
    t.same(await auditProposal(office, id), [])
  })

  await t.test(
    'a row of the history leads to what it replaced, on the way and at its drafter’s',
    async (t) => {
      const { id, attachment } = await withFile(office)
      const now = async () => (await office.view(staff.drafter, id)).attachments[0]
      const first = await now()
      await correct(office, staff.groupChief, id, attachment, 'minor', '別表 改めた第2版')
      const second = await now()
      await office.act(staff.groupChief, id, { type: 'return', reason: '表を見直すこと。' })
      await send(office, staff.drafter, `/v1/attachments/${attachment}/revisions`, '別表 改めた第3版')
      const third = await now()
      const again = await office.act(staff.drafter, id, { type: 'resubmit', mode: 'resume', effect: 'minor' })
      t.equal(again.status, 200, JSON.stringify(again.body))
      const rows = async () =>
        (await office.view(staff.drafter, id)).history.flatMap(({ type, replaced }) =>
          replaced === undefined ? [] : replaced.map((it) => [type, it.name, it.earlierId, it.laterId]),
        )
      t.same(await rows(), [], 'not before both have pages')
      for (const it of [first, second, third]) if (it !== undefined) await storePages(office, it, ['別表'])
      t.same(await rows(), [
        ['revised', '別表.txt', first?.revisionId, second?.revisionId],
        ['resubmitted', '別表.txt', second?.revisionId, third?.revisionId],
      ])
    },
  )

  await t.test('件名 and 伺い文 are corrected on the way, and nothing else is touched', async (t) => {
    const { id } = await withFile(office)
    await office.act(staff.groupChief, id, { type: 'approve' })
    const before = await office.view(staff.sectionChief, id)
    const ask = { type: 'revise', effect: 'minor', reason: '字句の訂正' }
    const body = `${before.content.body}\n募集の期間 30日`
    const done = await office.act(staff.sectionChief, id, { ...ask, body })
    t.equal(done.status, 200, JSON.stringify(done.body))
    const chief = await office.view(staff.groupChief, id)
    t.same(chief.content, { ...before.content, body })
    t.match(chief.changedSinceMine?.changes, [
      { kind: 'text', name: '伺い文', before: before.content.body, after: body },
    ])
    t.equal(chief.route?.stages[0]?.steps[0]?.state, 'done', '軽微: the seal stands')
    t.match(chief.history.at(-1), { text: '軽微な変更をしました（伺い文）。', comment: '字句の訂正' })
    const title = 'みほん観光振興計画（案）の公表について'
    await office.act(staff.sectionChief, id, { ...ask, effect: 'major', title })
    const now = await office.view(staff.groupChief, id)
    t.equal(now.content.title, title)
    t.equal(now.route?.stages[0]?.steps[0]?.state, 'waiting', '重要: asked anew')
    const { body: list } = await office.ask<{ items: { title: string }[] }>(
      staff.drafter,
      'GET',
      '/v1/proposals',
    )
    t.ok(
      list.items.some((it) => it.title === title),
      'the lists know it by its new name',
    )
    t.same(await auditProposal(office, id), [])
  })

  await t.test('a correction of the text that the rules refuse keeps nothing', async (t) => {
    const { id } = await withFile(office)
    const ask = { type: 'revise', effect: 'minor', reason: '字句の訂正' }
    const { content, version } = await office.view(staff.groupChief, id)
    t.match(await office.act(staff.groupChief, id, { ...ask, title: content.title }), {
      status: 409,
      body: { code: 'nothing_changed' },
    })
    t.match(await office.act(staff.groupChief, id, { ...ask, title: ' ' }), { status: 400 })
    t.match(await office.act(staff.drafter, id, { ...ask, title: '別の件名' }), {
      status: 403,
      body: { code: 'not_your_turn' },
    })
    t.match(
      await office.act(staff.stranger, id, { ...ask, title: '別の件名' }).catch(() => 'sees nothing'),
      'sees nothing',
    )
    const stale = { ...ask, title: '別の件名', version: version - 1 }
    t.match(await office.act(staff.groupChief, id, stale), { status: 409, body: { code: 'version_changed' } })
    const after = await office.view(staff.groupChief, id)
    t.same([after.content, after.version], [content, version])
  })

  await t.test('重要な変更: everybody is asked anew', async (t) => {
    const { id, attachment } = await withFile(office)
    await office.act(staff.groupChief, id, { type: 'approve' })
    t.equal((await correct(office, staff.sectionChief, id, attachment, 'major', '別表 第3版')).status, 201)
    const view = await office.view(staff.groupChief, id)
    t.equal(view.route?.stages[0]?.steps[0]?.state, 'waiting')
    t.ok(view.allowed.includes('approve'))
    t.same(await auditProposal(office, id), [])
  })

  await t.test('who has no turn is refused before anything is kept', async (t) => {
    const { id, attachment } = await withFile(office)
    const refused = await correct(office, staff.drafter, id, attachment, 'minor', '勝手な版')
    t.match(refused, { status: 403, body: { code: 'not_your_turn' } })
    t.equal((await office.view(staff.drafter, id)).attachments[0]?.revisionNumber, 1)
    const plain = await send<Problem>(office, staff.drafter, `/v1/attachments/${attachment}/revisions`, '版')
    t.match(plain, { status: 409, body: { code: 'files_fixed' } })
  })

  await t.test('the drafter replaces a file of what was returned', async (t) => {
    const { id, attachment } = await withFile(office)
    await office.act(staff.groupChief, id, { type: 'return', reason: '別表が古い。' })
    const url = `/v1/attachments/${attachment}/revisions`
    t.equal((await send(office, staff.drafter, url, '新しい別表')).status, 201)
    t.match(await office.act(staff.drafter, id, { type: 'resubmit', mode: 'resume' }), {
      status: 422,
      body: { code: 'edit_effect_missing' },
    })
  })
})

test('time passes by itself', async (t) => {
  const office = await createOffice(t)
  const approval = openApproval(office.deps)
  t.teardown(approval.close)

  await t.test('R-17 時限秘 releases itself at its instant, and the record says so', async (t) => {
    const id = await office.submitted({
      secrecy: 'timed_secret',
      secretUntil: '2026-05-11T08:00:00.000Z',
      accessList: [staff.drafter],
    })
    t.equal((await office.ask(staff.recordsManager, 'GET', `/v1/proposals/${id}`)).status, 404)
    t.equal(await letTimePass(approval), 0, 'not before its time')
    office.setTime('2026-05-11T08:00:00.000Z')
    t.equal((await office.ask(staff.recordsManager, 'GET', `/v1/proposals/${id}`)).status, 200, 'at once')
    t.equal(await letTimePass(approval), 1)
    t.equal(await letTimePass(approval), 0)
    const view = await office.view(staff.drafter, id)
    t.equal(view.secrecyReleasedAt, '2026-05-11T08:00:00.000Z' as Instant)
    t.match(view.history.at(-1), { name: 'システム', text: '秘密の指定を解除しました。' })
    t.same(await auditProposal(office, id), [])
  })

  await t.test('不在登録 while a 回議 waits: it goes by and is viewed later', async (t) => {
    const id = await office.submitted()
    const from = '2026-05-11T09:00:00.000Z'
    const away = await office.ask(staff.groupChief, 'POST', '/v1/absences', {
      from,
      to: '2026-05-12T09:00:00.000Z',
      reason: '出張',
    })
    t.equal(away.status, 201, JSON.stringify(away.body))
    t.equal(await letTimePass(approval), 0)
    office.setTime(from)
    t.equal(await letTimePass(approval), 2, 'this one, and that of the test before')
    const view = await office.view(staff.groupChief, id)
    t.match(view.route?.stages[0]?.steps[0], { state: 'skipped', passed: 'absence' })
    t.match(view.postReviews, [{ postName: '企画係長', cause: 'absence', own: true }])
    t.notOk(view.allowed.includes('approve'))
    const seen = await office.act(staff.groupChief, id, { type: 'post_review', comment: '了解しました。' })
    t.equal(seen.status, 200)
    t.same(await auditProposal(office, id), [])
  })
})
