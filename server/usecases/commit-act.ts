import type { ActDone } from '../contract/proposals.ts'
import type { SignInTooOld, SignedIn } from '../domain/access/fresh-sign-in.ts'
import type { ApplicationRefusal } from '../domain/applications/application.ts'
import { isSecret } from '../domain/approval/beside-acts.ts'
import type { Acting } from '../domain/approval/commands.ts'
import type { ApprovalEvent } from '../domain/approval/events.ts'
import { evolve } from '../domain/approval/evolve.ts'
import { taskChanges } from '../domain/approval/open-tasks.ts'
import { stepsOf } from '../domain/approval/progress.ts'
import type { Proposal, ProposalStatus } from '../domain/approval/proposal.ts'
import type { Refusal } from '../domain/approval/refusals.ts'
import { eventOf, extendChain } from '../domain/audit/chain.ts'
import type { Instant, PostId, ProposalId, Sha256 } from '../domain/ids.ts'
import { waitsOf } from '../domain/issuing/waiting.ts'
import type { LogWrite } from '../store/approval-log.ts'
import { findLastLink } from '../store/event-chains.ts'
import { type StoredProposal, loadMany } from '../store/proposals.ts'
import { prepared } from '../store/run-query.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import type { UnknownName } from './command-of.ts'
import { hashLink } from './hashes.ts'
import type { NumberRefusal } from './take-document-number.ts'

/** Why an act came to nothing: the rules, or somebody was faster, or there is nothing the person may see. */
export type ActRefusal =
  | Refusal
  | UnknownName
  | ApplicationRefusal
  /** Made by an application for trying (試験): it stays a draft. */
  | { readonly code: 'trial_case' }
  | NumberRefusal
  | SignInTooOld
  | { readonly code: 'not_found' }
  | ({ readonly code: 'version_changed' } & CurrentFacts)

/** What is there now, for somebody who looked at an older version. */
export type CurrentFacts = {
  readonly version: number
  readonly status: ProposalStatus
  readonly manifestSha256: Sha256
  readonly lastAct?: {
    readonly type: string
    readonly name: string
    readonly title: string
    readonly at: Instant
  }
}

/** What the writer needs for events that were decided on a stored proposal; `signedIn` is noted in the act itself. */
export function writeOf(
  stored: StoredProposal,
  decided: readonly ApprovalEvent[],
  acting: Acting,
  signedIn?: SignedIn,
): LogWrite & { readonly after: Proposal } {
  const events = signedIn === undefined ? decided : decided.map((event) => ({ ...event, signedIn }))
  const after = events.reduce(evolve, stored.state)
  return {
    id: stored.id,
    expectedVersion: stored.version,
    before: stored.state,
    after,
    events,
    links: extendChain(stored.id, stored.head, events, hashLink),
    readers: readersAfter(after, events, acting),
  }
}

/** Posts that may read from now on besides those of the route. */
function readersAfter(after: Proposal, events: readonly ApprovalEvent[], acting: Acting): readonly PostId[] {
  const isReleased = events.some((event) => event.type === 'secrecy_released')
  const isCollated = events.some((event) => event.type === 'collated' && event.matches)
  return [
    ...(isReleased || events.some(bringsStandIns) ? standInPosts(after, acting) : []),
    ...(isCollated || (isReleased && waitsForSeal(after)) ? sealPosts(after, acting) : []),
  ]
}

/** Whether others may 代決 than those who could read until then. */
function bringsStandIns(event: ApprovalEvent): boolean {
  return 'route' in event || event.type === 'reassigned'
}

/** Whether something that goes out was collated while the matter was 秘, and is to be sealed. */
function waitsForSeal(after: Proposal): boolean {
  if (after.status !== 'decided' || after.issuance === undefined) return false
  return waitsOf(after.matter.issue, after.issuance).some((it) => it.step === 'seal')
}

/** Who is to seal what goes out must be able to read what was decided; of a secret matter only the list may. */
function sealPosts(after: Proposal, acting: Acting): readonly PostId[] {
  if (after.status === 'draft' || isSecret(after)) return []
  const { issue: plan } = after.matter
  const planned = plan?.needed === true ? plan.sealing : undefined
  const kinds = { seal: ['stamp'], electronic: ['electronic'], omitted: [] as string[] }
  const wanted = planned === undefined ? ['stamp', 'electronic'] : kinds[planned]
  return acting.facts.seals().flatMap((it) => (wanted.includes(it.kind) ? [it.keeper] : []))
}

/** Who may 代決 must be able to read; but of a secret matter only the list and the route may. */
function standInPosts(after: Proposal, acting: Acting): readonly PostId[] {
  if (after.status === 'draft' || isSecret(after)) return []
  const { actingAppliesTo } = after.policy.settings
  return stepsOf(after.route)
    .filter(
      ({ role }) => role === 'decide' || (role === 'concur' && actingAppliesTo === 'decider_and_concur'),
    )
    .flatMap((step) => acting.facts.seatOf(step.post).standIns.map((it) => it.post))
}

/** Tells the others, once the act is durable; what is lost here is only a refresh. */
export async function announce(deps: ApprovalDeps, write: LogWrite, version: number): Promise<ActDone> {
  const { id, before, after } = write
  deps.live.publish({ type: 'proposal', proposalId: id, version })
  const { closed, opened } = taskChanges(before, after)
  const tasks = [...closed, ...opened]
  deps.live.publish(
    { type: 'inbox' },
    {
      people: tasks.flatMap((task) => ('person' in task ? [task.person] : [])),
      posts: tasks.flatMap((task) => ('post' in task ? [task.post] : [])),
    },
  )
  if (after.status === 'decided') {
    // The decision is durable whatever the queue says: it must not look refused. The worker
    // looks for decided proposals without a PDF when it starts; what the sheet says since is counted by the database.
    await deps.jobs.send('stamped_pdf', { proposalId: id }, id).catch(() => undefined)
  }
  return { id, version, status: after.status }
}

/** The refusal of a stale act, with what is current and who acted last. */
export async function versionChanged(deps: ApprovalDeps, id: ProposalId): Promise<ActRefusal> {
  const stored = (await loadMany(prepared(deps.pool), [id])).get(id)
  if (stored === undefined) return { code: 'not_found' }
  const link = await findLastLink(deps.db, id)
  const event = link && eventOf(link)
  return {
    code: 'version_changed',
    version: stored.version,
    status: stored.matter.status,
    manifestSha256: stored.manifestSha256,
    ...(event === undefined
      ? {}
      : { lastAct: { type: event.type, name: event.by.name, title: event.by.capacity.title, at: event.at } }),
  }
}
