import { sql } from 'kysely'
import { test } from 'tap'
import type { Inbox } from '../contract/inbox.ts'
import type { ProposalView } from '../contract/proposals.ts'
import type { EventChain } from '../contract/event-chain.ts'
import { auditProposal as audit } from '../testing/audit-proposal.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'

const approve = { type: 'approve' }
const concur = { type: 'concur', opinion: 'agree' }

async function tabs(office: Office, person: string): Promise<Inbox['counts']> {
  return (await office.ask<Inbox>(person, 'GET', '/v1/inbox')).body.counts
}

function missingFields(body: { readonly facts?: Record<string, unknown> }): string[] {
  const missing = (body.facts?.['missing'] ?? []) as { readonly field: string }[]
  return missing.map((it) => it.field)
}

/** The acts that move a case along its route; words, showings and changes beside it have tests of their own. */
function moves({ allowed }: { readonly allowed: readonly string[] }): string[] {
  const road = ['submit', 'approve', 'examine', 'concur', 'decide', 'reject', 'return', 'resubmit', 'take_back', 'withdraw'] // prettier-ignore
  return allowed.filter((it) => road.includes(it))
}

test('the ordinary road over HTTP', async (t) => {
  const office = await createOffice(t)

  await t.test('draft, submit, approve, concur in parallel, decide', async (t) => {
    const draft = await office.draft()
    t.same(moves(draft), ['submit'])
    t.equal(draft.editable, true)
    const submitted = await office.act(staff.drafter, draft.id, { type: 'submit' })
    t.same(submitted.body, { id: draft.id, version: 1, status: 'in_approval' })
    const onRoute = await office.view(staff.drafter, draft.id)
    t.equal(onRoute.number, '観光起第1号')
    t.same(moves(onRoute), ['take_back', 'withdraw'])
    t.equal(onRoute.editable, false)

    t.same(moves(await office.view(staff.groupChief, draft.id)), ['approve', 'return'])
    t.match(await tabs(office, staff.groupChief), { approve: 1 })
    t.equal(
      (await office.act(staff.groupChief, draft.id, { ...approve, comment: 'よろしいと思います。' })).status,
      200,
    )
    t.match(await tabs(office, staff.groupChief), { approve: 0 })
    t.equal((await office.act(staff.sectionChief, draft.id, approve)).status, 200)
    t.match(await tabs(office, staff.finance), { concur: 1 })
    t.equal((await office.act(staff.personnel, draft.id, concur)).status, 200)
    t.equal((await office.act(staff.finance, draft.id, concur)).status, 200)
    t.equal((await office.act(staff.bureauChief, draft.id, approve)).status, 200)
    t.same(moves(await office.view(staff.decider, draft.id)), ['decide', 'reject', 'return'])
    const decided = await office.act(staff.decider, draft.id, { type: 'decide' })
    t.match(decided.body, { status: 'decided' })

    const end = await office.view(staff.drafter, draft.id)
    t.same(moves(end), [])
    t.equal(end.stampedPdf, 'preparing')
    t.equal(end.history.length, 7)
    t.match(end.history[1], {
      name: '行啓 武',
      title: '企画係長',
      text: '承認しました。',
      comment: 'よろしいと思います。',
    })
    const seals = end.route?.stages.flatMap((it) => it.steps).filter((it) => it.mark !== undefined) ?? []
    t.equal(seals.length, 6)
    t.ok(seals.every((it) => it.mark?.current === true))
    t.same(await audit(office, draft.id), [])

    const chain = (await office.ask<EventChain>(staff.drafter, 'GET', `/v1/proposals/${draft.id}/events`))
      .body
    t.equal(chain.events.length, 7)
    t.equal(
      (await office.act(staff.decider, draft.id, { type: 'reject', reason: '取消' })).body.code,
      'wrong_status',
      'R-02',
    )
  })

  await t.test('returned with a reason, changed, resubmitted, resumed at the returner', async (t) => {
    const id = await office.submitted({ urgent: true, urgentReason: '期限が迫っているため' })
    await office.act(staff.groupChief, id, approve)
    t.equal(
      (await office.act(staff.sectionChief, id, { type: 'return', reason: '　' })).body.code,
      'reason_missing',
    )
    t.equal(
      (await office.act(staff.sectionChief, id, { type: 'return', reason: '別表を直すこと。' })).status,
      200,
    )
    t.match(await tabs(office, staff.drafter), { returned: 1 })
    const back = await office.view(staff.drafter, id)
    t.match(back, {
      status: 'returned',
      editable: true,
      returned: { name: undefined, by: '中島 望', reason: '別表を直すこと。' },
    })
    t.same(moves(back), ['resubmit', 'withdraw'])
    const saved = await office.ask<{ version: number; manifestSha256: string }>(
      staff.drafter,
      'PUT',
      `/v1/proposals/${id}/draft`,
      {
        version: back.version,
        content: { ...back.content, body: '直しました。' },
      },
    )
    t.equal(saved.status, 200)
    t.equal(
      (
        await office.act(staff.drafter, id, {
          type: 'resubmit',
          mode: 'resume',
          manifestSha256: back.manifestSha256,
        })
      ).body.code,
      'manifest_changed',
      'R-23',
    )
    t.equal(
      (await office.act(staff.drafter, id, { type: 'resubmit', mode: 'resume' })).body.code,
      'edit_effect_missing',
    )
    const resumed = { type: 'resubmit', mode: 'resume', effect: 'minor' }
    t.equal((await office.act(staff.drafter, id, resumed)).status, 200)
    const again = await office.view(staff.sectionChief, id)
    t.same(moves(again), ['approve', 'return'])
    t.equal(again.number, back.number, 'the number stays')
    t.equal(again.route?.stages[0]?.steps[0]?.mark?.current, false, 'the text changed after that approval')
    t.same(await audit(office, id), [])
  })

  await t.test('taken back by an approver, and by the drafter', async (t) => {
    const id = await office.submitted()
    await office.act(staff.groupChief, id, approve)
    t.same(moves(await office.view(staff.groupChief, id)), ['take_back'])
    t.equal((await office.act(staff.drafter, id, { type: 'take_back' })).body.code, 'next_has_acted')
    t.equal((await office.act(staff.groupChief, id, { type: 'take_back' })).status, 200)
    t.match(await tabs(office, staff.sectionChief), { approve: 1 }, 'only the one of the test before')
    t.equal((await office.act(staff.drafter, id, { type: 'take_back' })).status, 200)
    t.equal((await office.view(staff.drafter, id)).status, 'returned')
    t.same(await audit(office, id), [])
    t.equal(
      (await office.act(staff.drafter, id, { type: 'withdraw', reason: '不要となったため' })).status,
      200,
    )
    const withdrawn = await office.view(staff.groupChief, id)
    t.match(withdrawn, { status: 'withdrawn', ended: { reason: '不要となったため' } })
    t.same(moves(withdrawn), [])
    t.same(await audit(office, id), [])
  })

  await t.test('rejected by the decider only', async (t) => {
    const id = await office.submitted({ authorityCode: 'E01', concurringUnits: [] })
    await office.act(staff.groupChief, id, approve)
    t.equal((await office.act(staff.sectionChief, id, { type: 'reject', reason: '時期尚早' })).status, 200)
    t.match(await office.view(staff.drafter, id), { status: 'rejected', ended: { reason: '時期尚早' } })
    t.same(await audit(office, id), [])
  })

  await t.test('R-23: a stale click is refused and told what is current and who acted last', async (t) => {
    const id = await office.submitted()
    const seen = await office.view(staff.groupChief, id)
    await office.act(staff.groupChief, id, approve)
    const stale = await office.ask(staff.groupChief, 'POST', `/v1/proposals/${id}/acts`, {
      ...approve,
      version: seen.version,
      manifestSha256: seen.manifestSha256,
    })
    t.equal(stale.status, 409)
    t.match(stale.body, {
      code: 'version_changed',
      rule: 'R-23',
      facts: {
        version: seen.version + 1,
        status: 'in_approval',
        lastAct: { type: 'approved', name: '行啓 武', title: '企画係長' },
      },
    })
    const other = await office.act(staff.sectionChief, id, { ...approve, manifestSha256: 'f'.repeat(64) })
    t.match(other, {
      status: 409,
      body: { code: 'manifest_changed', facts: { current: seen.manifestSha256 } },
    })
  })

  await t.test('who is not on the route is told so, who may not read is told nothing', async (t) => {
    const id = await office.submitted()
    t.match(await office.act(staff.recordsManager, id, approve), {
      status: 403,
      body: { code: 'not_your_turn', facts: { waitingFor: [{ postName: '企画係長' }] } },
    })
    const { version, manifestSha256 } = await office.view(staff.drafter, id)
    t.equal(
      (
        await office.ask(staff.stranger, 'POST', `/v1/proposals/${id}/acts`, {
          ...approve,
          version,
          manifestSha256,
        })
      ).status,
      404,
    )
    t.equal((await office.ask(staff.stranger, 'GET', `/v1/proposals/${id}`)).status, 404)
    t.equal((await office.ask(staff.stranger, 'GET', `/v1/proposals/${id}/events`)).status, 404)
  })

  await t.test('everything that is missing is told together', async (t) => {
    const { id } = (await office.ask<ProposalView>(staff.drafter, 'POST', '/v1/proposals', {})).body
    const refused = await office.act(staff.drafter, id, { type: 'submit' })
    t.equal(refused.status, 422)
    const fields = missingFields(refused.body)
    t.same(fields, ['title', 'body', 'authorityCode', 'folderId', 'retentionCode', 'disclosure.class'])
    const half = await office.draft({
      title: '\u3000',
      authorityCode: 'B03',
      disclosure: { class: 'timed', grounds: [] },
      secrecy: 'top_secret',
    })
    const more = await office.act(staff.drafter, half.id, { type: 'submit' })
    t.same(missingFields(more.body), [
      'title',
      'disclosure.grounds',
      'disclosure.until',
      'secrecy',
      'amountYen',
    ])
  })

  await t.test('a refused submission leaves no gap in the numbers', async (t) => {
    const numbers = async () =>
      (await office.db.selectFrom('document_number').select('number').orderBy('number').execute()).map(
        (it) => it.number,
      )
    const before = await numbers()
    t.same(
      before,
      before.map((_, index) => index + 1),
    )
    const draft = await office.draft()
    await office.act(staff.drafter, draft.id, { type: 'submit', manifestSha256: 'f'.repeat(64) })
    await office.submitted()
    t.same(await numbers(), [...before, before.length + 1])
  })
})

test('a decision is answered as done although the job queue is down', async (t) => {
  const office = await createOffice(t, {
    jobs: {
      async send() {
        throw new Error('the queue is down')
      },
    },
  })
  const id = await office.submitted({ authorityCode: 'E01', concurringUnits: [] })
  await office.act(staff.groupChief, id, approve)
  t.match(await office.act(staff.sectionChief, id, { type: 'decide' }), {
    status: 200,
    body: { status: 'decided' },
  })
})

test('what a submission still lacks: 専決の留保, 時限秘, 至急 and 併用 say why and until when', async (t) => {
  const office = await createOffice(t)
  const { id } = await office.draft({
    flags: ['重要', '異例'],
    flagReasons: [
      { flag: '重要', reason: '議会に関わる。' },
      { flag: '異例', reason: '　' },
    ],
    secrecy: 'timed_secret',
    urgent: true,
    paper: { what: 'A1判図面 24葉', reason: '　' },
  })
  const refused = await office.act(staff.drafter, id, { type: 'submit' })
  t.equal(refused.body.code, 'incomplete')
  t.same(missingFields(refused.body), ['flagReasons', 'secretUntil', 'urgentReason', 'paper'])
})

test('専決表が途中で変わっても、金額や区分を変えない再提出は起案時の版による', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted()
  await office.act(staff.groupChief, id, { type: 'return', reason: '別表を直すこと。' })
  const { version } = await office.db
    .selectFrom('authority_table')
    .select('version')
    .executeTakeFirstOrThrow()
  await sql`insert into authority_table (version, from_on, source, classes, escalation)
    select '2026-05-12', '2026-05-12', source, classes, escalation from authority_table where version = ${version}`.execute(
    office.db,
  )
  await sql`insert into authority_item
    select '2026-05-12', code, name, bands, examining_units, concurring_units, template_code, note, sort_order
    from authority_item where table_version = ${version}`.execute(office.db)
  office.setTime('2026-05-13T01:20:00.000Z')
  const resumed = await office.act(staff.drafter, id, { type: 'resubmit', mode: 'resume' })
  t.equal(resumed.status, 200, JSON.stringify(resumed.body))
  const bound = await office.view(staff.drafter, id)
  t.equal(bound.route?.authorityVersion, version, 'the table of the first submission')

  await office.act(staff.groupChief, id, { type: 'return', reason: '特例に当たる。' })
  const back = await office.view(staff.drafter, id)
  await office.ask(staff.drafter, 'PUT', `/v1/proposals/${id}/draft`, {
    version: back.version,
    content: { ...back.content, flags: ['異例'], flagReasons: [{ flag: '異例', reason: '前例がない。' }] },
  })
  const again = { type: 'resubmit', mode: 'resume', effect: 'minor' }
  t.equal((await office.act(staff.drafter, id, again)).status, 200)
  const moved = await office.view(staff.drafter, id)
  t.equal(moved.route?.authorityVersion, '2026-05-12', 'another flag binds anew')
  t.not(moved.route?.class, bound.route?.class, 'and another decides')
})
