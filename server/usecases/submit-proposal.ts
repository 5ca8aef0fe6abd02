import type { Transaction } from 'kysely'
import type { ActBody } from '../contract/acts.ts'
import type { ActDone, ProposalContent } from '../contract/proposals.ts'
import { refuseMatter } from '../domain/applications/application.ts'
import type { Acting, Command } from '../domain/approval/commands.ts'
import { caseNumberKind } from '../domain/approval/evolve-beside.ts'
import type { MatterFacts } from '../domain/approval/events.ts'
import type { Route } from '../domain/approval/route.ts'
import { type PersonId, type ProposalId, localDateOf } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { keepManifest } from '../store/manifests.ts'
import { loadPolicy } from '../store/policies.ts'
import type { StoredProposal } from '../store/proposals.ts'
import { type ApplicationCaller, throughOf } from './application-caller.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import type { ActRefusal } from './commit-act.ts'
import { type Committed, type Held, RolledBack, commitWithin, holding } from './commit-within.ts'
import { compileSubmission } from './compile-submission.ts'
import { matterFactsOf } from './matter-facts.ts'
import { askedBy, withChanges } from './resubmitted-route.ts'
import { takeDocumentNumber } from './take-document-number.ts'
import { namedAt } from './who-is.ts'

type SubmitBody = Extract<ActBody, { type: 'submit' | 'resubmit' }>
export type SubmitRequest = {
  readonly id: ProposalId
  readonly by: PersonId
  readonly body: SubmitBody
  /** The application that submits on behalf of the drafter. */
  readonly caller?: ApplicationCaller
}

/** A submission for trying: everything was judged and worked out, and is rolled back. */
class Rehearsed extends Error {}

/**
 * Submits a draft, or again what was returned. Other than an act on the route it holds the row: text and files must
 * not move while the route is compiled, and the 起案番号 must be taken and written together or not at all. It holds the 簿冊
 * besides, which must not be judged, merged or disposed of meanwhile without this case.
 */
export async function submitProposal(
  deps: ApprovalDeps,
  request: SubmitRequest,
): Promise<Result<ActDone, ActRefusal>> {
  const { caller, ...asked } = request
  const through = caller && throughOf(caller)
  try {
    const on = { ...asked, ...(through === undefined ? {} : { through }), holdsFolder: true } as const
    return await holding(deps, on, (trx, held) => submitWithin(trx, request, held))
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error
    return yes({ id: request.id, version: request.body.version, status: 'draft', rehearsed: true })
  }
}

async function submitWithin(
  trx: Transaction<Database>,
  { id, by, body, caller }: SubmitRequest,
  { organisation, locked, stored, acting, filing }: Held,
): Promise<Committed> {
  const content = locked.content as ProposalContent
  const { at } = acting
  // Who may not submit at all is told that, and not what the matter still lacks.
  if (stored.matter.drafter !== by) {
    throw new RolledBack({ code: 'not_drafter', drafter: namedAt(organisation, stored.matter.drafter, at) })
  }
  const expected = body.type === 'submit' ? 'draft' : 'returned'
  if (stored.matter.status !== expected) {
    throw new RolledBack({ code: 'wrong_status', status: stored.matter.status })
  }
  const refused = caller && refuseMatter(caller, content.authorityCode, true)
  if (refused !== undefined) throw new RolledBack(refused)
  if (locked.isTrial && caller === undefined) throw new RolledBack({ code: 'trial_case' })
  const asked = await askedBy(trx, stored, { organisation, content, acting })
  const route = await compileSubmission(trx, asked, filing)
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
  const submitted = await submitNumbered(trx, stored, {
    organisation,
    acting,
    title,
    matter,
    route: route.value,
  })
  if (locked.isTrial) throw new Rehearsed()
  return submitted
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
      ? await takeDocumentNumber(trx, {
          ...{ organisation, kind: caseNumberKind, unit: stored.unit, holder: { proposal: stored.id } },
          at: acting.at,
        })
      : yes('')
  if (!number.ok) throw new RolledBack(number.error)
  const command: Command = {
    type: 'submit',
    title,
    number: number.value,
    route,
    policy,
    unit: stored.unit,
    section: stored.matter.section,
    matter: given.matter,
  }
  return commitWithin(trx, stored, command, acting)
}
