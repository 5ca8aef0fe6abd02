import { createHash } from 'node:crypto'
import { type Test, test } from 'tap'
import { sampleFile } from '../../db/seed/sample-files/index.ts'
import type { Inbox } from '../contract/inbox.ts'
import type { Reference } from '../contract/organisation.ts'
import type { EventChain, ProposalContent, ProposalView } from '../contract/proposals.ts'
import { openApproval } from '../usecases/approval-deps.ts'
import { letTimePass } from '../usecases/let-time-pass.ts'
import { auditProposal } from './audit-proposal.ts'
import { type Office, createOffice } from './office.ts'
import { type Played, type Stage, performers, stepsIn, upload } from './perform.ts'
import {
  type ScriptedDeed,
  type ScriptedDocument,
  type ScriptedEvent,
  contentOfScripted,
  instantOf,
  readScriptedDocument,
} from './scripted-documents.ts'

/** One event about to happen, as a check sees it. */
export type Scene = {
  readonly t: Test
  readonly office: Office
  readonly document: ScriptedDocument
  readonly event: ScriptedEvent
  readonly id: string
  /** Does the event, and asserts that it is accepted, or refused where the script says so. Once. */
  readonly play: () => Promise<Played>
  readonly view: (person: string) => Promise<ProposalView>
}
/** What a sentence of the script means: plays the event, and looks before and after. */
export type Check = (scene: Scene) => Promise<void>

const roleWords: Readonly<Record<string, string>> = {
  review: 'kaigi',
  examine: 'shinsa',
  concur: 'gogi',
  decide: 'kessai',
}
const tabOf: Partial<Record<ScriptedDeed, keyof Inbox['counts']>> = {
  approve: 'approve',
  decide: 'approve',
  reject: 'approve',
  examine: 'examine',
  agree: 'concur',
  conditional: 'concur',
  object: 'concur',
  resubmit: 'returned',
}

/**
 * Replays one scripted document through the HTTP API, each event at its own time by that person. Every sentence the
 * script expects needs a check of exactly that name, and every check a sentence. Beside them, after each event: it is
 * in the history at that instant, it left the inbox, and chain, state and lists agree.
 */
export function replayDocument(key: string, checks: Readonly<Record<string, Check>>): void {
  void test(`${key} replayed day by day`, { timeout: 240_000 }, async (t) => {
    const document = await readScriptedDocument(key)
    const sentences = document.scenario.flatMap((it) => (it.expect === undefined ? [] : [it.expect]))
    t.same(Object.keys(checks).sort(), [...sentences].sort(), 'every sentence has its check')
    const office = await createOffice(t)
    const approval = openApproval(office.deps)
    t.teardown(approval.close)
    office.setTime(instantOf(document.submitted))
    const stage = await submitScripted(t, office, document, () => letTimePass(approval))
    for (const event of document.scenario) {
      await t.test([event.at, event.by, event.do, event.expect ?? ''].join(' ').trim(), async (t) => {
        office.setTime(instantOf(event.at))
        await playEvent(t, stage, event, checks[event.expect ?? ''])
        t.same(await auditProposal(office, stage.id), [], 'the log and the lists agree')
      })
    }
    await t.test('the chain of its events is whole', (t) => verifyChain(t, stage))
  })
}

/** Drafts and submits a document as its drafter would: content, files, route. */
async function submitScripted(
  t: Test,
  office: Office,
  document: ScriptedDocument,
  passTime: Stage['passTime'],
): Promise<Stage> {
  const { drafter, key } = document
  const { body: reference } = await office.ask<Reference>(drafter, 'GET', '/v1/reference')
  const content = contentOfScripted(document, reference)
  const create = async (changed: ProposalContent = content): Promise<Played> => {
    const answer = await office.inject(drafter, {
      method: 'POST',
      url: '/v1/proposals',
      headers: { 'idempotency-key': `scripted-${key}` },
      payload: { content: changed },
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  const made = await create()
  t.equal(made.status, 201, 'the draft is made')
  const id = made.body.id ?? ''
  for (const file of document.attachments) {
    const bytes = await sampleFile(file.type, file.name, file.gist, 1)
    const sent = await upload(office, drafter, `/v1/proposals/${id}/attachments`, file.name, bytes)
    t.equal(sent.status, 201, `${file.name} is attached`)
  }
  const submitted = await office.act(drafter, id, { type: 'submit' })
  t.equal(submitted.status, 200, `submitted: ${JSON.stringify(submitted.body)}`)
  const view = await office.view(drafter, id)
  const steps = stepsIn(view)
  const named = (it: (typeof steps)[number]) => [roleWords[it.role], it.holders[0]?.id ?? '']
  t.same(steps.filter((it) => it.skipped === undefined).map(named), document.expected_route, 'its route')
  t.same(
    steps.flatMap((it) => (it.skipped === undefined ? [] : [[...named(it), it.skipped]])),
    document.expected_skipped ?? [],
    'and what is skipped on it',
  )
  t.same(
    view.attachments.map((it) => it.name),
    document.attachments.map((it) => it.name),
  )
  return { office, document, id, create, passTime }
}

async function playEvent(
  t: Test,
  stage: Stage,
  event: ScriptedEvent,
  check: Check = async ({ play }) => void (await play()),
): Promise<void> {
  const { office, document, id } = stage
  let played = 0
  const play = async (): Promise<Played> => {
    played += 1
    const tab = event.refused === undefined && event.acting === undefined ? tabOf[event.do] : undefined
    if (tab !== undefined) t.ok(await isInInbox(office, event.by, id, tab), 'it waits in the inbox')
    const answer = await performers[event.do](stage, event)
    if (event.refused !== undefined) {
      t.ok(answer.status >= 400 && answer.status < 500, 'refused')
      t.equal(answer.body.code, event.refused)
      t.match(answer.body.title, /。$/, 'with a sentence')
      return answer
    }
    t.ok(answer.status < 300, `accepted: ${JSON.stringify(answer.body.code ?? answer.status)}`)
    if (tab !== undefined) t.notOk(await isInInbox(office, event.by, id, tab), 'it waits there no more')
    if (tab !== undefined || event.do === 'kogetsu' || event.do === 'respond') {
      const entry = (await office.view(document.drafter, id)).history.findLast((it) => it.person === event.by)
      t.equal(entry?.at, instantOf(event.at), 'on the record at that instant')
      if (event.comment !== undefined) t.equal(entry?.comment, event.comment, 'with the words')
    }
    return answer
  }
  await check({ t, office, document, event, id, play, view: (person) => office.view(person, id) })
  t.equal(played, 1, 'the event happened once')
}

/** Whether the proposal is in one tab of somebody's inbox. */
export async function isInInbox(
  office: Office,
  person: string,
  id: string,
  tab: keyof Inbox['counts'],
): Promise<boolean> {
  const { body } = await office.ask<Inbox>(person, 'GET', `/v1/inbox?tab=${tab}`)
  return body.items.some((it) => it.proposalId === id)
}

/** With nothing of ours but the answer of the API and SHA-256, as somebody would who does not trust us. */
async function verifyChain(t: Test, { office, document, id }: Stage): Promise<void> {
  const { body } = await office.ask<EventChain>(document.drafter, 'GET', `/v1/proposals/${id}/events`)
  let before: string | undefined
  for (const [index, { seq, body: text, prevHash, hash }] of body.events.entries()) {
    const digest = createHash('sha256')
    if (before !== undefined) digest.update(Buffer.from(before, 'hex'))
    t.same([seq, prevHash, hash], [index + 1, before, digest.update(text).digest('hex')])
    before = hash
  }
  const { history } = await office.view(document.drafter, id)
  t.same(
    history.map((it) => it.hash),
    body.events.map((it) => it.hash),
  )
}
