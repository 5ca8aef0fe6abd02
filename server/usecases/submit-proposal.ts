import type { Transaction } from 'kysely'
import type { ActBody, ActDone, ProposalContent } from '../contract/proposals.ts'
import { mayRead } from '../domain/access/may-read.ts'
import type { Acting, Command } from '../domain/approval/commands.ts'
import { decide } from '../domain/approval/decide.ts'
import type { Route } from '../domain/approval/route.ts'
import { type Instant, type PersonId, type ProposalId, type Sha256, localDateOf } from '../domain/ids.ts'
import { fiscalYearOf } from '../domain/numbering/fiscal-year.ts'
import { numberText } from '../domain/numbering/number-text.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { sectionOf, symbolOf } from '../domain/organisation/units.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { type LogWrite, writeActs } from '../store/approval-log.ts'
import type { Database } from '../store/database.ts'
import { findNumberFormat, recordNumber, takeNumber } from '../store/document-numbers.ts'
import { loadPolicy } from '../store/policies.ts'
import { type StoredProposal, loadMany, lockProposal } from '../store/proposals.ts'
import { within } from '../store/run-query.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { type ActRefusal, actingOf, announce, versionChanged, writeOf } from './commit-act.ts'
import { compileSubmission } from './compile-submission.ts'
import { readerOf } from './who-is.ts'

type SubmitBody = Extract<ActBody, { type: 'submit' | 'resubmit' }>
export type SubmitRequest = { readonly id: ProposalId; readonly by: PersonId; readonly body: SubmitBody }
type Submitted = { readonly write: LogWrite; readonly version: number }
type Stale = { readonly code: 'stale' }

/** Thrown to roll a submission back: a number that was taken goes to the next one. */
class RolledBack extends Error {
  readonly refusal: ActRefusal | Stale
  constructor(refusal: ActRefusal | Stale) {
    super(refusal.code)
    this.refusal = refusal
  }
}

const numberKind = '起案番号'

/**
 * Submits a draft, or again what was returned. Other than an act on the route it holds the row: text and files must
 * not move while the route is compiled, and the 起案番号 must be taken and written together or not at all.
 */
export async function submitProposal(
  deps: ApprovalDeps,
  request: SubmitRequest,
): Promise<Result<ActDone, ActRefusal>> {
  const organisation = await deps.organisation.current()
  try {
    const { write, version } = await deps.db
      .transaction()
      .execute((trx) => submitWithin(trx, request, organisation, deps.now()))
    return yes(await announce(deps, write, version))
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error
    return no(error.refusal.code === 'stale' ? await versionChanged(deps, request.id) : error.refusal)
  }
}

async function submitWithin(
  trx: Transaction<Database>,
  request: SubmitRequest,
  organisation: Organisation,
  at: Instant,
): Promise<Submitted> {
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
  const acting = actingOf(organisation, by, at, {
    shown: body.manifestSha256 as Sha256,
    current: stored.manifestSha256,
  })
  const day = localDateOf(at)
  const drafter = { person: by, post: stored.drafterPost }
  // Who may not submit at all is told that, and not what the matter still lacks.
  if (stored.matter.drafter !== by) throw new RolledBack({ code: 'not_drafter' })
  const expected = body.type === 'submit' ? 'draft' : 'returned'
  if (stored.matter.status !== expected) {
    throw new RolledBack({ code: 'wrong_status', status: stored.matter.status })
  }
  const route = await compileSubmission(trx, { organisation, content, drafter, day })
  if (!route.ok) throw new RolledBack(route.error)
  if (body.type === 'resubmit') {
    const { mode } = body
    return commit(trx, stored, { type: 'resubmit', title: content.title, mode, route: route.value }, acting)
  }
  return submitNumbered(trx, stored, { organisation, acting, title: content.title, route: route.value })
}

async function submitNumbered(
  trx: Transaction<Database>,
  stored: StoredProposal,
  matter: {
    readonly organisation: Organisation
    readonly acting: Acting
    readonly title: string
    readonly route: Route
  },
): Promise<Submitted> {
  const { organisation, acting, title, route } = matter
  const day = localDateOf(acting.at)
  const policy = await loadPolicy(trx, day)
  const format = await findNumberFormat(trx, numberKind)
  if (policy === undefined || format === undefined)
    throw new Error(`no policy or no format of ${numberKind} on ${day}`)
  const unit = sectionOf(organisation, stored.unit)?.code ?? stored.unit
  const scope = { kind: numberKind, unit, fiscalYear: fiscalYearOf(day) }
  const number = await takeNumber(trx, scope)
  const text = numberText(format, symbolOf(organisation, stored.unit) ?? '', number)
  const command: Command = {
    type: 'submit',
    title,
    number: text,
    route,
    policyVersion: policy.version,
    unit: stored.unit,
  }
  const submitted = await commit(trx, stored, command, acting)
  await recordNumber(trx, { ...scope, number, text, proposalId: stored.id, at: acting.at })
  return submitted
}

async function commit(
  trx: Transaction<Database>,
  stored: StoredProposal,
  command: Command,
  acting: Acting,
): Promise<Submitted> {
  const decided = decide(stored.state, command, acting)
  if (!decided.ok) throw new RolledBack(decided.error)
  const write = writeOf(stored, decided.value)
  const [written] = await writeActs(within(trx), [write])
  if (written?.outcome !== 'written') throw new RolledBack({ code: 'stale' })
  return { write, version: written.version }
}
