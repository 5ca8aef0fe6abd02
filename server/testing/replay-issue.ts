import type { Test } from 'tap'
import type { ProposalContent, ProposalView } from '../contract/proposals.ts'
import { localDateOf } from '../domain/ids.ts'
import type { Stage } from './perform.ts'
import { instantOf } from './scripted-documents.ts'

/** Who keeps which 公印: of a secret matter only somebody on its list seals, with the one that is kept there. */
const keepers = [
  { person: 'u0107', seal: 'CHIJI' },
  { person: 'u0104', seal: 'DOIN' },
] as const

/** Whoever of the route may do this now, but not this person. */
async function somebodyWho(
  { office, document, id }: Stage,
  act: ProposalView['allowed'][number],
  not: string,
): Promise<string> {
  for (const person of new Set(document.expected_route.map(([, it]) => it))) {
    if (person !== not && (await office.view(person, id)).allowed.includes(act)) return person
  }
  throw new Error(`${document.key}: nobody may ${act}`)
}

/** The first keeper of a 公印 who is shown the case. */
async function keeperOf({ office, document, id }: Stage): Promise<(typeof keepers)[number]> {
  for (const it of keepers) {
    const { status } = await office.ask(it.person, 'GET', `/v1/proposals/${id}`)
    if (status === 200) return it
  }
  throw new Error(`${document.key}: no keeper of a 公印 may read it`)
}

/** Before the 決裁 the plan is there to be decided upon, and nothing of it may be done. */
export async function notIssuedYet(t: Test, { office, document, id }: Stage): Promise<void> {
  const { content, attachments, issuance } = await office.view(document.drafter, id)
  t.equal(issuance, undefined, 'nothing is issued yet')
  const from = attachments[0]?.revisionId
  t.match(
    await office.act(document.drafter, id, { type: 'make_fair_copy', from }),
    { status: 409, body: { code: 'issue_before_decision', rule: 'R-10' } },
    'R-10: no 浄書 before the 決裁',
  )
  const { numberKind: kind } = content.issue ?? {}
  if (kind === undefined) return
  const numbered = await office.act(document.drafter, id, { type: 'give_number', kind })
  t.equal(numbered.body.rule, 'R-10', 'R-10: no number before the 決裁')
}

/**
 * 施行 as the document plans it, the day after its last event, over HTTP: number, 浄書 of its first file, 照合, 公印 or 公印省略,
 * 発送 and 完結. Answers the view of the drafter afterwards. A case that was not decided has no 施行.
 */
export async function issueAsPlanned(t: Test, stage: Stage): Promise<ProposalView | undefined> {
  const { office, document, id } = stage
  const { drafter, execution } = document
  const before = await office.view(drafter, id)
  if (before.status !== 'decided') {
    t.equal(before.issuance, undefined, 'what was not decided is not issued')
    t.match(
      await office.act(drafter, id, { type: 'make_fair_copy', from: before.attachments[0]?.revisionId }),
      { status: 409, body: { code: 'issue_before_decision' } },
    )
    return undefined
  }
  const plan = before.content.issue as NonNullable<ProposalContent['issue']>
  t.match(before.issuance, { stage: 'to_issue', plan, documents: [], dispatches: [] }, '施行待')
  t.equal(plan.kind, execution.type)
  const lastDay = document.scenario.at(-1)?.at ?? document.submitted
  office.setTime(new Date(Date.parse(instantOf(lastDay)) + 86_400_000).toISOString())
  const on = localDateOf(office.deps.now())
  const act = async (person: string, body: { readonly type: string } & Readonly<Record<string, unknown>>) => {
    const done = await office.act(person, id, body)
    t.equal(done.status, 200, `${body.type}: ${JSON.stringify(done.body)}`)
  }
  const { numberKind: kind } = plan
  t.equal(kind !== undefined, execution.needs_number, 'numbered where the script says so')
  if (kind !== undefined && !before.numbers.some((it) => it.kind === kind))
    await act(drafter, { type: 'give_number', kind })
  await act(drafter, { type: 'make_fair_copy', from: before.attachments[0]?.revisionId })
  const own = await office.act(drafter, id, { type: 'collate', document: 'd1', matches: true })
  t.equal(own.body.code, 'collator_made_copy', '照合 is by a second person')
  const unsealed = { type: 'dispatch', document: 'd1', on, to: [{ name: 'だれか', channel: 'post' }] }
  t.equal((await office.act(drafter, id, unsealed)).body.code, 'document_not_sealed')
  const collator = await somebodyWho(stage, 'collate', drafter)
  await act(collator, { type: 'collate', document: 'd1', matches: true })
  if (plan.sealing === 'seal') {
    const { person, seal } = await keeperOf(stage)
    await act(person, { type: 'seal_document', document: 'd1', how: 'seal', seal, count: 1 })
  } else await act(drafter, { type: 'seal_document', document: 'd1', how: plan.sealing })
  const everybody = { name: 'みほん道ホームページ', channel: 'website' }
  const to = plan.addressees.length === 0 ? [everybody] : plan.addressees
  await act(drafter, { type: 'dispatch', document: 'd1', on, to })
  await act(drafter, { type: 'complete', on })
  const after = await office.view(drafter, id)
  t.match(after.issuance, {
    stage: 'completed',
    issuedOn: on,
    documents: [{ sealing: { how: plan.sealing }, collation: { by: { person: collator }, matches: true } }],
    dispatches: to.map((it) => ({ addressee: it.name, channel: it.channel })),
    unreached: [],
  })
  t.same(after.attachments, before.attachments, 'R-11: what was decided upon is as it was')
  t.equal(after.manifestSha256, before.manifestSha256)
  return after
}
