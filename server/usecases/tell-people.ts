import type { Transaction } from 'kysely'
import type { TellingKind } from '../domain/approval/notice-groups.ts'
import type { ApprovalEvent } from '../domain/approval/events.ts'
import { deciderFact } from '../domain/approval/decider-change.ts'
import { evolve } from '../domain/approval/evolve.ts'
import { type NoticeFacts, noticesOf } from '../domain/approval/notices.ts'
import { taskChanges } from '../domain/approval/open-tasks.ts'
import type { Proposal } from '../domain/approval/proposal.ts'
import { eventOf } from '../domain/audit/chain.ts'
import { groupBy } from '../domain/group-by.ts'
import { type PersonId, type PostId, type ProposalId, type Sha256, localDateOf } from '../domain/ids.ts'
import { seatedIn } from '../domain/organisation/holders.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { writtenTitle } from '../domain/organisation/titles.ts'
import type { Database } from '../store/database.ts'
import { listLinks } from '../store/event-chains.ts'
import { findManifests } from '../store/manifests.ts'
import type { Telling, ToldFacts } from '../store/notices.ts'
import { type OutboxEntry, readOn } from '../store/outbox.ts'
import { announceTold, keepTold } from './keep-told.ts'
import { changesBetween } from './manifest-changes.ts'
import type { Clock, DatabasePorts, JobQueue, LiveBus, OrganisationSource } from './ports.ts'

export type TellDeps = Pick<DatabasePorts, 'db'> & {
  readonly organisation: OrganisationSource
  readonly live: LiveBus
  readonly jobs: JobQueue
  readonly now: Clock
  /** Whether mail can be sent; otherwise none is queued, so that none piles up. */
  readonly isMailing: boolean
  /** A chain that cannot be read stops nobody else's news. */
  readonly onBroken: (id: ProposalId, error: unknown) => void
}

const reader = 'notices'
const atOnce = 200

/**
 * Tells people what happened since the last time: notices and mail, in the transaction that moves the reader on, so
 * that whatever ends the process nothing is lost or told twice. Answers how many events it read; 0 also while another
 * process is at it.
 */
export async function tellPeople(deps: TellDeps): Promise<number> {
  let total = 0
  for (;;) {
    const count = await tellSome(deps)
    total += count
    if (count < atOnce) return total
  }
}

async function tellSome(deps: TellDeps): Promise<number> {
  const read = await readOn(deps.db, { reader, limit: atOnce }, async (trx, entries) => {
    const told = await tellingsOf(deps, trx, entries)
    return keepTold(trx, told, { isMailing: deps.isMailing, now: deps.now() })
  })
  if (read === undefined) return 0
  const { count, done } = read
  await announceTold(deps, done)
  return count
}

async function tellingsOf(
  deps: TellDeps,
  trx: Transaction<Database>,
  entries: readonly OutboxEntry[],
): Promise<readonly Telling[]> {
  const organisation = await deps.organisation.current()
  const told: Telling[] = []
  for (const [id, news] of groupBy(entries, (it) => it.proposalId)) {
    try {
      told.push(...(await tellingsOfOne(trx, organisation, id, new Set(news.map((it) => it.seq)))))
    } catch (error) {
      deps.onBroken(id, error)
    }
  }
  return told
}

/** What the events of these numbers tell, in the order of the chain. */
async function tellingsOfOne(
  trx: Transaction<Database>,
  organisation: Organisation,
  proposalId: ProposalId,
  wanted: ReadonlySet<number>,
): Promise<readonly Telling[]> {
  const links = await listLinks(trx, proposalId)
  const events = links.map(eventOf)
  const [first] = events
  if (first === undefined) return []
  const told: Telling[] = []
  let before: Proposal = { status: 'draft', drafter: first.by.person }
  for (const [index, event] of events.entries()) {
    const after = evolve(before, event)
    const seq = links[index]?.seq ?? 0
    if (wanted.has(seq)) {
      const changes = await changesOf(trx, before, event)
      const around = { before, event, after, earlier: events.slice(0, index), changes }
      const whom = tellingsOfEvent(organisation, around)
      told.push(...whom.map((it) => ({ ...it, proposalId, occasion: `event ${seq}`, at: event.at })))
    }
    before = after
  }
  return told
}

type AroundEvent = {
  readonly before: Proposal
  readonly event: ApprovalEvent
  readonly after: Proposal
  readonly earlier: readonly ApprovalEvent[]
  readonly changes: NoticeFacts
}

/** One thing for each person: what a notice tells, else that something waits. Nobody is told of the own act. */
function tellingsOfEvent(
  organisation: Organisation,
  { before, event, after, earlier, changes }: AroundEvent,
): readonly Pick<Telling, 'person' | 'kind' | 'facts'>[] {
  const day = localDateOf(event.at)
  const peopleOf = (to: { readonly person: PersonId } | { readonly post: PostId }): readonly PersonId[] =>
    'person' in to ? [to.person] : seatedIn(organisation, to.post, day).map((it) => it.person)
  const facts = actorFacts(event)
  const told = new Map<PersonId, Pick<Telling, 'person' | 'kind' | 'facts'>>()
  const tell = (person: PersonId, kind: TellingKind, more: ToldFacts): void => {
    if (person === event.by.person || told.has(person) || !organisation.people.has(person)) return
    told.set(person, { person, kind, facts: { ...facts, ...more } })
  }
  for (const notice of noticesOf(before, event, after, earlier)) {
    const more = notice.kind === 'changed' || notice.kind === 'act_again' ? changes : {}
    for (const person of peopleOf(notice)) tell(person, notice.kind, { ...more, ...notice.facts })
  }
  // Whoever has it next learns that another post decides than before.
  const decider =
    event.type === 'resubmitted' && before.status !== 'draft' ? deciderFact(before.route, event.route) : {}
  for (const task of taskChanges(before, after).opened) {
    if (task.kind === 'ahead') continue
    for (const person of peopleOf(task)) {
      tell(person, 'task', { task: task.step, taskKind: task.kind, ...decider })
    }
  }
  return [...told.values()]
}

/** Who did it; a 代決 with the one in whose place. Nobody, when the system did. */
function actorFacts(event: ApprovalEvent): ToldFacts {
  const { person, name, capacity } = event.by
  if (person === 'system') return {}
  const by = { name, title: writtenTitle(capacity) }
  if (!('actingFor' in event) || event.actingFor === undefined) return { by }
  return { by, actingFor: { name: event.actingFor.name, title: event.actingFor.title } }
}

/** What a resubmission changed, for those who acted on what was there before. */
async function changesOf(
  trx: Transaction<Database>,
  before: Proposal,
  event: ApprovalEvent,
): Promise<NoticeFacts> {
  if (event.type !== 'resubmitted' || event.effect === undefined || before.status === 'draft') return {}
  const hashes: readonly Sha256[] = [before.manifestSha256, event.manifestSha256]
  const manifests = await findManifests(trx, hashes)
  const [was, is] = hashes.map((hash) => manifests.get(hash))
  if (was === undefined || is === undefined) return {}
  return { changes: changesBetween(was, is).map(({ kind, name }) => ({ kind, name })) }
}
