import type { ActBody } from '../contract/acts.ts'
import type { ActDone } from '../contract/proposals.ts'
import { type SignedIn, mayWantFreshSignIn, signInTooOld } from '../domain/access/fresh-sign-in.ts'
import { type Reader, mayRead } from '../domain/access/may-read.ts'
import { refuseAct } from '../domain/applications/application.ts'
import { decide } from '../domain/approval/decide.ts'
import type { Proposal } from '../domain/approval/proposal.ts'
import { defaultPolicy } from '../domain/authority/policy.ts'
import { type PersonId, type ProposalId, type Sha256, localDateOf } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { loadPolicy } from '../store/policies.ts'
import { actingOf, comingThrough, withOpened } from './acting-of.ts'
import { type ApplicationCaller, throughOf } from './application-caller.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { commandOf } from './command-of.ts'
import { type ActRefusal, announce, versionChanged, writeOf } from './commit-act.ts'
import type { IssuingActBody } from './issue-case.ts'
import { correctText } from './correct-text.ts'
import { doneBefore } from './done-before.ts'
import { decideNumbered, giveNumber } from './give-number.ts'
import { submitProposal } from './submit-proposal.ts'
import { readerOf } from './who-is.ts'

export type ActRequest = {
  readonly id: ProposalId
  readonly by: PersonId
  readonly body: Exclude<ActBody, IssuingActBody>
  /** What the sender’s session rests on; absent when that is not known. */
  readonly signedIn?: SignedIn
  /** The application that acts on behalf of the person, and what it may. */
  readonly caller?: ApplicationCaller
}

/**
 * Does one act: read, ask the rules, write; two round trips, each shared with whoever waits at the same moment. No
 * row is held in between: the version guard of the write decides between two people, and the slower one is told.
 */
export async function act(deps: ApprovalDeps, request: ActRequest): Promise<Result<ActDone, ActRefusal>> {
  const { id, by, body, caller, signedIn } = request
  const refused = caller && refuseAct(body.type)
  if (refused !== undefined) return no(refused)
  const done = caller?.takesOver === true ? await doneBefore(deps, { id, by, body, caller }) : undefined
  if (done !== undefined) return yes(done)
  if (body.type === 'submit' || body.type === 'resubmit')
    return submitProposal(deps, { id, by, body, ...(caller === undefined ? {} : { caller }) })
  if (body.type === 'give_number') return giveNumber(deps, { id, by, body })
  if (body.type === 'revise') return correctText(deps, { id, by, body })
  const isSeal = mayWantFreshSignIn(body.type)
  // Beside each other: whoever seals waits no longer than whoever returns.
  const [organisation, stored, policy] = await Promise.all([
    deps.organisation.current(),
    deps.reads.find(id),
    isSeal ? loadPolicy(deps.db, localDateOf(deps.now())) : undefined,
  ])
  // After what it is read from: no act is older than the one before it.
  const at = deps.now()
  const reader = readerOf(organisation, by, at)
  if (stored === undefined || !(mayRead(stored.matter, reader) || isOfficeAct(body, reader))) {
    return no({ code: 'not_found' })
  }
  if (stored.version !== body.version) {
    const changed = await versionChanged(deps, id)
    return no(mayRead(stored.matter, reader) ? changed : withoutLastAct(changed))
  }
  const manifests = { shown: body.manifestSha256 as Sha256, current: stored.manifestSha256 }
  const person = comingThrough(
    actingOf(organisation, by, at, manifests, stored.unit),
    caller && throughOf(caller),
  )
  const acting = body.type === 'take_back' ? await withOpened(deps, stored, person) : person
  const state = stored.state.status === 'draft' ? undefined : stored.state
  const command = commandOf(body, { organisation, at, by, state })
  if (!command.ok) return command
  const decided = decide(stored.state, command.value, acting)
  if (!decided.ok) return decided
  // Last: nobody shows anew who it is for an act that would be refused.
  // The policy is that in force today: it guards the desk of today, whenever the case was submitted.
  const tooOld = signInTooOld(policy?.settings ?? defaultPolicy, body.type, { signedIn, at })
  if (tooOld !== undefined) return no(tooOld)
  const noted = isSeal && signedIn !== undefined ? { signedIn } : {}
  if (command.value.type === 'decide' && numberedAtDecision(stored.state)) {
    return decideNumbered(deps, { id, by, body, ...noted }, command.value)
  }
  const write = writeOf(stored, decided.value, acting, noted.signedIn)
  const written = await deps.log.write({ ...write, expectedManifest: stored.manifestSha256 })
  if (written.outcome === 'version_changed') return no(await versionChanged(deps, id))
  return yes(await announce(deps, write, written.version))
}

/**
 * What the 文書主管課 does with a 秘 case without reading it: it learns of the trouble by the number alone, and without
 * its act the case would lie for good.
 */
function isOfficeAct({ type }: ActBody, reader: Reader): boolean {
  const acts: readonly ActBody['type'][] = ['confirm_seat', 'reassign', 'hand_over_draft']
  return acts.includes(type) && reader.roles.includes('records_manager')
}

/** Who acted last in a secret case is not for who may not read it. */
function withoutLastAct(refusal: ActRefusal): ActRefusal {
  if (refusal.code !== 'version_changed') return refusal
  const { lastAct: _lastAct, ...rest } = refusal
  return rest
}

/** Whether the case gets its number with the decision (`numberAt`). */
function numberedAtDecision(state: Proposal): boolean {
  return state.status !== 'draft' && state.number === '' && state.policy.settings.numberAt === 'decision'
}
