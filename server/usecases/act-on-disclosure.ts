import type { Transaction } from 'kysely'
import type { DisclosureActBody, DisclosureDone } from '../contract/disclosure.ts'
import { mayRead } from '../domain/access/may-read.ts'
import { type DisclosureCommand, decideRequest } from '../domain/disclosing/decide-request.ts'
import { type DisclosureRequest, evolveRequest } from '../domain/disclosing/request.ts'
import {
  type DisclosureId,
  type Instant,
  type PersonId,
  type ProposalId,
  type RevisionId,
  type UnitCode,
  localDateOf,
} from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { findDisclosure, holdFolderOf, lockDisclosure, saveDisclosure } from '../store/disclosure.ts'
import { appendToRecord, lockRecord } from '../store/record-log.ts'
import { type DisclosureDeps, type DisclosureProblem, handlesDisclosure, isAsked } from './disclosure-deps.ts'
import { hashLink } from './hashes.ts'
import { destinationOf } from './receipt-handling.ts'
import { type KeptTold, announceTold, keepTold } from './keep-told.ts'
import { opinionsTold } from './opinions-told.ts'
import { noteForRequest } from './note-for-request.ts'
import { recordActor } from './record-actor.ts'
import { isOverdue } from './disclosure-due.ts'
import { readerOf } from './who-is.ts'

type On = { readonly id: DisclosureId; readonly by: PersonId; readonly version: number }

/** One act on a 開示請求: of the 情報公開担当, or the answer of a 課 that was asked. A stale click is refused. */
export async function actOnDisclosure(
  deps: DisclosureDeps,
  { id, by, body }: { readonly id: DisclosureId; readonly by: PersonId; readonly body: DisclosureActBody },
): Promise<Result<DisclosureDone, DisclosureProblem>> {
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const stored = await findDisclosure(deps.db, id)
  const may = stored && refuseActor(organisation, stored.request, { by, at, body })
  if (stored === undefined || may === 'not_found') return no({ code: 'not_found' })
  if (may !== undefined) return no({ code: may })
  const { request } = stored
  if (body.type === 'extend' && (await isOverdue(deps, request, localDateOf(at))))
    return no({ code: 'disclosure_term_over' })
  const command = await commandOf(deps, organisation, at, { by, body })
  if (!command.ok) return command
  const on = { id, by, version: body.version, command: command.value }
  let kept: KeptTold | undefined
  const done = await deps.db.transaction().execute(async (trx) => {
    const acted = await commandWithin(trx, organisation, at, on)
    if (acted.ok) {
      const told = opinionsTold(organisation, request, on.command, { id, by, at, seq: acted.value.version })
      kept = await keepTold(trx, told, { isMailing: deps.isMailing === true, now: at })
    }
    return acted
  })
  if (kept !== undefined) await announceTold(deps, kept)
  if (done.ok && (body.type === 'choose_case' || body.type === 'name_case'))
    await noteForRequest(deps, readerOf(organisation, by, at), request, [body.proposalId as ProposalId])
  return done
}

/** Who may not do it, as a code; a 課 that was not asked finds nothing. */
function refuseActor(
  organisation: Organisation,
  request: DisclosureRequest,
  act: { readonly by: PersonId; readonly at: Instant; readonly body: DisclosureActBody },
): 'not_found' | 'disclosure_not_yours' | undefined {
  const { by, at, body } = act
  const reader = readerOf(organisation, by, at)
  const handles = handlesDisclosure(reader)
  if (!handles && !isAsked(request, reader)) return 'not_found'
  if (body.type !== 'answer') return handles ? undefined : 'disclosure_not_yours'
  const question = request.consultations.find((it) => it.nth === body.nth)
  if (question === undefined) return undefined
  return reader.sections.includes(question.section.unit as UnitCode) ? undefined : 'disclosure_not_yours'
}

/** A command of somebody who may give it, in a transaction that began outside. */
export async function commandWithin(
  trx: Transaction<Database>,
  organisation: Organisation,
  at: Instant,
  { id, by, version, command }: On & { readonly command: DisclosureCommand },
): Promise<Result<DisclosureDone, DisclosureProblem>> {
  const stored = await lockDisclosure(trx, id)
  if (stored === undefined) return no({ code: 'not_found' })
  const subject = { kind: 'disclosure_request' as const, id }
  const head = await lockRecord(trx, subject)
  if (stored.version !== version || head?.seq !== version)
    return no({ code: 'version_changed', version: stored.version })
  if (command.type === 'choose_case') await holdFolderOf(trx, command.proposal)
  const actor = recordActor(organisation, by, at)
  if (actor === undefined) return no({ code: 'no_post' })
  const grounds = await trx.selectFrom('disclosure_ground').select('code').execute()
  const decided = decideRequest(
    stored.request,
    command,
    { by: actor, at, on: localDateOf(at) },
    grounds.map((it) => it.code),
  )
  if (!decided.ok) return decided
  const end = await appendToRecord(trx, subject, head, [decided.value], hashLink)
  const request = evolveRequest(stored.request, decided.value)
  await saveDisclosure(trx, { id, version: end.seq, request }, at)
  return yes({ id, version: end.seq, status: request.status })
}

async function commandOf(
  deps: DisclosureDeps,
  organisation: Organisation,
  at: Instant,
  { by, body }: { readonly by: PersonId; readonly body: DisclosureActBody },
): Promise<Result<DisclosureCommand, DisclosureProblem>> {
  switch (body.type) {
    case 'choose_case':
    case 'name_case': {
      const proposal = body.proposalId as ProposalId
      const whole = await deps.wholeCases.find(proposal)
      const reader = readerOf(organisation, by, at)
      if (whole === undefined || !mayRead(whole.stored.matter, reader)) return no({ code: 'not_found' })
      if (body.type === 'choose_case') {
        // A draft is no 公文書 yet.
        if (whole.stored.state.status === 'draft') return no({ code: 'not_found' })
        const revisions = whole.attachments.map((it) => it.revisionId)
        return yes({ type: 'choose_case', proposal, revisions })
      }
      const { state } = whole.stored
      return state.status === 'decided'
        ? yes({ type: 'name_case', proposal, decidedAt: state.decision.at })
        : no({ code: 'disclosure_case_undecided' })
    }
    case 'drop_case':
      return yes({ type: 'drop_case', proposal: body.proposalId as ProposalId, reason: body.reason })
    case 'judge_file': {
      const { outcome, grounds, note } = body
      return yes({
        ...{ type: 'judge_file', revision: body.revisionId as RevisionId, outcome, grounds },
        ...(note === undefined ? {} : { note }),
      })
    }
    case 'consult': {
      const to = destinationOf(organisation, body.unit as UnitCode, at)
      if (to === undefined) return no({ code: 'unit_not_found', unit: body.unit })
      const section = { unit: to.unit, name: to.name }
      return yes({ type: 'consult', section, question: body.question })
    }
    default: {
      const { version: _, ...command } = body
      return yes(command)
    }
  }
}
