import type { Transaction } from 'kysely'
import type { ActBody } from '../contract/acts.ts'
import type { ActDone, ProposalContent } from '../contract/proposals.ts'
import { drafterCapacity } from '../domain/approval/acting.ts'
import { mayRead } from '../domain/access/may-read.ts'
import type { Acting, Command } from '../domain/approval/commands.ts'
import { caseNumberKind } from '../domain/approval/evolve-beside.ts'
import type { MatterFacts } from '../domain/approval/events.ts'
import type { Route } from '../domain/approval/route.ts'
import { type Instant, type PersonId, type ProposalId, type Sha256, localDateOf } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import type { Result } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { keepManifest } from '../store/manifests.ts'
import { loadPolicy } from '../store/policies.ts'
import { type StoredProposal, loadMany, lockProposal } from '../store/proposals.ts'
import { within } from '../store/run-query.ts'
import { actingOf } from './acting-of.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import type { ActRefusal } from './commit-act.ts'
import { type Committed, RolledBack, commitWithin, inTransaction } from './commit-within.ts'
import { compileSubmission } from './compile-submission.ts'
import { matterFactsOf } from './matter-facts.ts'
import { reassignedIn, rulesFor, withChanges } from './resubmitted-route.ts'
import { takeDocumentNumber } from './take-document-number.ts'
import { namedAt, readerOf } from './who-is.ts'

type SubmitBody = Extract<ActBody, { type: 'submit' | 'resubmit' }>
export type SubmitRequest = { readonly id: ProposalId; readonly by: PersonId; readonly body: SubmitBody }
/**
 * Submits a draft, or again what was returned. Other than an act on the route it holds the row: text and files must
 * not move while the route is compiled, and the 起案番号 must be taken and written together or not at all.
 */
export async function submitProposal(
  deps: ApprovalDeps,
  request: SubmitRequest,
): Promise<Result<ActDone, ActRefusal>> {
  const organisation = await deps.organisation.current()
  return inTransaction(deps, request.id, (trx) => submitWithin(trx, request, organisation, deps.now()))
}

async function submitWithin(
  trx: Transaction<Database>,
  request: SubmitRequest,
  organisation: Organisation,
  at: Instant,
): Promise<Committed> {
  const { id, by, body } = request
  const locked = await lockProposal(trx, id)
  const stored = (await loadMany(within(trx), [id])).get(id)
  if (
    locked === undefined ||
    stored === undefined ||
    !mayRead(stored.matter, readerOf(organisation, by, at))
  ) {
    throw new RolledBack({ code: 'not_found' })
  }
  if (stored.version !== body.version) throw new RolledBack({ code: 'stale' })
  const content = locked.content as ProposalContent
  const manifests = { shown: body.manifestSha256 as Sha256, current: stored.manifestSha256 }
  const acting = actingOf(organisation, by, at, manifests, stored.unit)
  const day = localDateOf(at)
  const own = drafterCapacity(stored.drafterPost, acting.capacities)
  const drafter = { person: by, post: own?.post ?? stored.drafterPost }
  // Who may not submit at all is told that, and not what the matter still lacks.
  if (stored.matter.drafter !== by) {
    throw new RolledBack({ code: 'not_drafter', drafter: namedAt(organisation, stored.matter.drafter, at) })
  }
  const expected = body.type === 'submit' ? 'draft' : 'returned'
  if (stored.matter.status !== expected) {
    throw new RolledBack({ code: 'wrong_status', status: stored.matter.status })
  }
  const rulesOn = await rulesFor(trx, stored.state, content, day)
  const route = await compileSubmission(trx, {
    organisation,
    content,
    drafter,
    day,
    rulesOn,
    reassigned: reassignedIn(stored.state),
  })
  if (!route.ok) throw new RolledBack(route.error)
  await keepManifest(trx, id)
  const { title } = content
  const matter = matterFactsOf(content)
  if (body.type === 'resubmit') {
    const { mode, effect } = body
    const again = {
      type: 'resubmit',
      title,
      mode,
      route: withChanges(stored.state, route.value),
      matter,
    } as const
    return commitWithin(trx, stored, { ...again, ...(effect === undefined ? {} : { effect }) }, acting)
  }
  return submitNumbered(trx, stored, { organisation, acting, title, matter, route: route.value })
}

async function submitNumbered(
  trx: Transaction<Database>,
  stored: StoredProposal,
  given: {
    readonly organisation: Organisation
    readonly acting: Acting
    readonly title: string
    readonly matter: MatterFacts
    readonly route: Route
  },
): Promise<Committed> {
  const { organisation, acting, title, route } = given
  const day = localDateOf(acting.at)
  const policy = await loadPolicy(trx, day)
  if (policy === undefined) throw new Error(`no policy on ${day}`)
  // Other bodies number a case when it is decided, or when it is carried out.
  const number =
    policy.settings.numberAt === 'submit'
      ? await takeDocumentNumber(trx, { organisation, stored, kind: caseNumberKind, at: acting.at })
      : ''
  if (number === undefined) throw new Error(`no format of ${caseNumberKind}`)
  const command: Command = {
    type: 'submit',
    title,
    number,
    route,
    policy,
    unit: stored.unit,
    section: stored.matter.section,
    matter: given.matter,
  }
  return commitWithin(trx, stored, command, acting)
}
