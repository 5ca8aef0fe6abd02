import { createHash } from 'node:crypto'
import { type Test, test } from 'tap'
import { sampleFile } from '../../db/seed/sample-files/index.ts'
import type { Inbox } from '../contract/inbox.ts'
import type { NoticeList, NoticeView } from '../contract/notices.ts'
import type { Reference } from '../contract/organisation.ts'
import type { ProposalContent, ProposalView } from '../contract/proposals.ts'
import type { EventChain } from '../contract/event-chain.ts'
import { openApproval } from '../usecases/approval-deps.ts'
import { letTimePass } from '../usecases/let-time-pass.ts'
import { auditProposal } from './audit-proposal.ts'
import type { Office } from './office.ts'
import { readMail } from './mail-server.ts'
import { type Played, type Stage, isActing, performers, stepsIn, upload } from './perform.ts'
import { issueAsPlanned, notIssuedYet } from './replay-issue.ts'
import { draftFromReceived } from './replay-receipt.ts'
import { type Door, openDoor } from './replay-door.ts'
import {
  type ScriptedDeed,
  type ScriptedDocument,
  type ScriptedEvent,
  contentOfScripted,
  instantOf,
  readScriptedDocument,
} from './scripted-documents.ts'
import { type PostOffice, openPostOffice, tellAll } from './telling.ts'

/** A letter as its reader has it; `to` is a person. */
export type Letter = { readonly to: string; readonly subject: string; readonly text: string }
/** What people were told by one event: under お知らせ, by person, and by mail. */
export type News = {
  readonly notices: Readonly<Record<string, readonly NoticeView[]>>
  readonly letters: readonly Letter[]
}

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
  /** The other system that sent it, where one did. */
  readonly door?: Door
  /** What people were told since the event before, mail included. */
  readonly news: () => Promise<News>
}
/** What a sentence of the script means: plays the event, and looks before and after. */
export type Check = (scene: Scene) => Promise<void>

const roleWords: Readonly<Record<string, string>> = {
  review: 'kaigi',
  examine: 'shinsa',
  concur: 'gogi',
  decide: 'kessai',
}
type Tab = keyof Inbox['counts']
const tabs: Partial<Record<ScriptedDeed, Tab>> = {
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
 * in the history at that instant, it left the inbox, chain, state and lists agree, and who is told of it may be.
 * Everybody wants everything by mail at once. In the end it is issued as it was planned, in the name of `issuer`.
 */
export function replayDocument(
  key: string,
  checks: Readonly<Record<string, Check>>,
  { issuer = 'みほん道知事' } = {},
): void {
  void test(`${key} replayed day by day`, { timeout: 240_000 }, async (t) => {
    const document = await readScriptedDocument(key)
    const sentences = document.scenario.flatMap((it) => (it.expect === undefined ? [] : [it.expect]))
    t.same(Object.keys(checks).sort(), [...sentences].sort(), 'every sentence has its check')
    const { office, door } = await openDoor(t, document)
    const told = await openNews(t, office)
    const approval = openApproval(office.deps)
    t.teardown(approval.close)
    office.setTime(instantOf(document.submitted))
    const stage = await submitScripted(t, { office, document, door }, () => letTimePass(approval))
    const submission: ScriptedEvent = { at: document.submitted, by: document.drafter, do: 'submit' }
    await judgeNews(t, { ...stage, event: submission }, [await told()])
    await t.test('R-10 its 施行 waits for the 決裁', (t) => notIssuedYet(t, stage))
    for (const event of document.scenario) {
      await t.test([event.at, event.by, event.do, event.expect ?? ''].join(' ').trim(), async (t) => {
        office.setTime(instantOf(event.at))
        const telling = { news: told, ...(door === undefined ? {} : { door }) }
        await playEvent(t, { ...stage, ...telling }, event, checks[event.expect ?? ''])
        t.same(await auditProposal(office, stage.id), [], 'the log and the lists agree')
      })
    }
    await t.test('施行 as it was planned', async (t) => {
      const issued = await issueAsPlanned(t, stage)
      t.equal(issued?.issuance?.issuer, issued && issuer)
      t.same(await auditProposal(office, stage.id), [], 'the log and the lists agree')
    })
    await t.test('the chain of its events is whole', (t) => verifyChain(t, stage))
  })
}

type Sender = {
  readonly office: Office
  readonly document: ScriptedDocument
  readonly door: Door | undefined
}

/** Drafts and submits a document as its drafter would, or the other system for the drafter: content, files, route. */
async function submitScripted(
  t: Test,
  { office, document, door }: Sender,
  passTime: Stage['passTime'],
): Promise<Stage> {
  const { drafter, key } = document
  const { body: reference } = await office.ask<Reference>(drafter, 'GET', '/v1/reference')
  const content = contentOfScripted(document, reference)
  const create = async (changed: ProposalContent = content): Promise<Played> => {
    if (door !== undefined) return door.create(changed)
    const answer = await office.inject(drafter, {
      method: 'POST',
      url: '/v1/proposals',
      headers: { 'idempotency-key': `scripted-${key}` },
      payload: { content: changed },
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  const made = document.received === undefined ? await create() : await draftFromReceived(t, office, document)
  t.equal(made.status, 201, 'the draft is made')
  const id = made.body.id ?? ''
  const arrived = document.received === undefined ? 0 : 1
  for (const file of document.attachments.slice(arrived)) {
    const bytes = await sampleFile(file.type, file.name, file.gist, 1)
    const sent =
      door === undefined
        ? await upload(office, drafter, `/v1/proposals/${id}/attachments`, file.name, bytes)
        : await door.attach(id, file.name, bytes)
    t.equal(sent.status, 201, `${file.name} is attached`)
  }
  const submitted =
    door === undefined ? await office.act(drafter, id, { type: 'submit' }) : await door.submit(id)
  t.equal(submitted.status, 200, `submitted: ${JSON.stringify(submitted.body)}`)
  const view = await office.view(drafter, id)
  const steps = stepsIn(view)
  const named = (it: (typeof steps)[number]) => [roleWords[it.role], it.holders[0]?.id ?? '']
  const acted = steps.filter((it) => it.skipped === undefined || it.skipped === 'merged')
  t.same(acted.map(named), document.expected_route, 'its route')
  t.same(
    steps.flatMap((it) => (it.skipped === undefined ? [] : [[...named(it), it.skipped]])),
    document.skipped ?? [],
    'and what of it is gone through without an act',
  )
  t.same(
    view.attachments.map((it) => [it.name, it.kind]),
    document.attachments.map((it) => [it.name, it.type === 'txt' ? 'text' : it.type]),
    'its files, each what its name says',
  )
  return { office, document, id, create, passTime }
}

type Telling = Pick<Scene, 'news' | 'door'>

/** Where the act of an event waits in the inbox; undefined of what waits nowhere. */
async function tabOf({ office, id }: Stage, { by, do: deed }: ScriptedEvent): Promise<Tab | undefined> {
  if (deed !== 'approve') return tabs[deed]
  return (await office.view(by, id)).allowed.includes('examine') ? 'examine' : 'approve'
}

async function playEvent(
  t: Test,
  stage: Stage & Telling,
  event: ScriptedEvent,
  check: Check = async ({ play }) => void (await play()),
): Promise<void> {
  const { office, document, id } = stage
  const told: News[] = []
  const news = async (): Promise<News> => {
    const since = await stage.news()
    told.push(since)
    return since
  }
  let played = 0
  const play = async (): Promise<Played> => {
    played += 1
    const tab = event.refused === undefined && !isActing(event) ? await tabOf(stage, event) : undefined
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
  const view = (person: string) => office.view(person, id)
  const { door } = stage
  await check({ ...{ t, office, document, event, id, play, news, view }, ...(door && { door }) })
  t.equal(played, 1, 'the event happened once')
  await news()
  await judgeNews(t, { office, document, event, id }, told)
}

/**
 * Whatever was told, whoever was told: a refusal tells nobody, nobody is told of the own act, and of a secret matter
 * only those who may read it hear at all, by mail without its title and without a word of it.
 */
async function judgeNews(
  t: Test,
  { office, document, event, id }: Pick<Scene, 'office' | 'document' | 'event' | 'id'>,
  told: readonly News[],
): Promise<void> {
  const own = told.flatMap((it) => it.notices[event.by] ?? [])
  t.same(
    own.filter((it) => it.proposalId === id).map((it) => it.text),
    [],
    'nobody is told of the own act',
  )
  const people = [
    ...new Set(told.flatMap((it) => [...Object.keys(it.notices), ...it.letters.map(({ to }) => to)])),
  ]
  if (event.refused !== undefined) t.same(people, [], 'a refusal tells nobody')
  const isReleased = document.secret_until !== undefined && event.at >= document.secret_until
  if (document.secrecy === 'none' || isReleased) return
  for (const person of people) {
    const { statusCode } = await office.inject(person, `/v1/proposals/${id}`)
    t.equal(statusCode, 200, `R-16: ${person} was told, and may read it`)
  }
  const words = [
    id,
    document.title,
    ...wordsOf(document),
    ...(event.comment === undefined ? [] : [event.comment]),
  ]
  for (const { to, subject, text } of told.flatMap((it) => it.letters)) {
    t.same(
      words.filter((word) => subject.includes(word) || text.includes(word)),
      [],
      `R-16: the letter to ${to} names nothing`,
    )
  }
}

/** What would give a document away: its files and the lines of its 伺い文. */
export function wordsOf({ attachments, body }: Pick<ScriptedDocument, 'attachments' | 'body'>): string[] {
  return [...attachments.map((it) => it.name), ...body.split('\n').filter((it) => it.length > 8)]
}

/**
 * Opens the way of news: each call tells what happened, as the worker does, sends the mail, and answers what is new
 * since the call before.
 */
async function openNews(t: Test, office: Office): Promise<Scene['news']> {
  const mail: PostOffice = await openPostOffice(t, office)
  const now = { tasks: 'now', returned: 'now', notices: 'now', due: 'now', daily_hour: 8 }
  const people = await office.db.selectFrom('person').select('id').execute()
  await office.db
    .insertInto('mail_preference')
    .values(people.map(({ id }) => ({ person_id: id, ...now })))
    .execute()
  let lastNotice = 0
  let letters = 0
  return async () => {
    await tellAll(office, { isMailing: true })
    await mail.post()
    const rows = await office.db
      .selectFrom('notice')
      .select(['id', 'person_id'])
      .where('id', '>', lastNotice)
      .execute()
    const since = lastNotice
    lastNotice = Math.max(since, ...rows.map((it) => it.id))
    const notices: Record<string, readonly NoticeView[]> = {}
    for (const person of new Set(rows.map((it) => it.person_id))) {
      const { body } = await office.ask<NoticeList>(person, 'GET', '/v1/notices')
      notices[person] = body.items.filter((it) => it.id > since)
    }
    const received = mail.server.received.slice(letters)
    letters = mail.server.received.length
    return {
      notices,
      letters: received.map(({ to, source }) => {
        const { headers, text } = readMail(source)
        return { to: to[0]?.split('@')[0] ?? '', subject: headers.get('subject') ?? '', text }
      }),
    }
  }
}

/** Who of these was told what kind of thing, in the order of the people. */
export function kindsOf({ notices }: News): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(notices)
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([person, told]) => [person, told.map((it) => it.kind)]),
  )
}

/** Whether the proposal is in one tab of somebody's inbox. */
export async function isInInbox(office: Office, person: string, id: string, tab: Tab): Promise<boolean> {
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
