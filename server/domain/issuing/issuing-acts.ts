import {
  type Decided,
  asOnRoute,
  event,
  named,
  notOfSection,
  unlessChanged,
  withReason,
} from '../approval/acting.ts'
import type { Acting } from '../approval/commands.ts'
import { isBlank } from '../approval/completeness.ts'
import type { DecidedCase, Proposal } from '../approval/proposal.ts'
import { type LocalDate, localDateOf } from '../ids.ts'
import { type Result, no, unreachable, yes } from '../result.ts'
import type { IssuingCommand, Signed } from './commands.ts'
import {
  type Dispatch,
  type Issuance,
  type IssuedDocument,
  type Sealing,
  liveDocuments,
  nothingIssued,
  openFailures,
  unreached,
} from './issuance.ts'
import type { IssuingRefusal } from './refusals.ts'

type Of<Type extends IssuingCommand['type']> = Extract<IssuingCommand, { readonly type: Type }>
/** A decided case whose 施行 goes on, and who goes on with it. */
type Issuing = { readonly proposal: DecidedCase; readonly issuance: Issuance; readonly acting: Acting }

/** 施行: what follows from the 決裁, by the 主務課; nothing of it before, and no decided byte changes by it. */
export function issue(proposal: Proposal, command: IssuingCommand, acting: Acting): Decided {
  if (proposal.status !== 'decided') return no({ code: 'issue_before_decision', status: proposal.status })
  const issuance = proposal.issuance ?? nothingIssued
  const issuing = { proposal, issuance, acting }
  const { completed } = issuance
  const isLate = command.type === 'dispatch' || command.type === 'report_failure'
  // What comes back by post after the 完結 is still told, and sent again.
  if (completed !== undefined && !isLate) return no({ code: 'already_completed', on: completed.on })
  if (command.type === 'seal_document') return sealDocument(issuing, command)
  if (!isOfOffice(issuing, command)) return notOfSection(proposal, acting)
  switch (command.type) {
    case 'make_fair_copy':
      return makeFairCopy(issuing, command)
    case 'collate':
      return collate(issuing, command)
    case 'void_document':
      return voidDocument(issuing, command)
    case 'dispatch':
      return dispatch(issuing, command)
    case 'report_failure':
      return reportFailure(issuing, command)
    case 'complete':
      return complete(issuing, command)
    default:
      return unreachable(command)
  }
}

/** The 主務課 issues; 照合 may be done by the 文書主管課 as well. */
function isOfOffice({ proposal, acting }: Issuing, { type }: IssuingCommand): boolean {
  if (type === 'collate' && acting.roles.includes('records_manager')) return true
  return proposal.drafter.person === acting.person || acting.sections.includes(proposal.section)
}

/** 浄書. Again until it is sealed: whoever made the last copy is the 浄書者. */
function makeFairCopy(issuing: Issuing, command: Of<'make_fair_copy'>): Decided {
  const { proposal, issuance, acting } = issuing
  const { type: _type, document, ...made } = command
  if (document !== undefined) {
    const found = unsealed(issuance, document)
    if (!found.ok) return found
  }
  const id = document ?? `d${issuance.documents.length + 1}`
  return asOnRoute(proposal, acting, (act) =>
    unlessChanged(acting, event({ ...act, type: 'fair_copied', document: id, ...made })),
  )
}

/** 照合: never by whoever made the copy. What is found to differ is made anew. */
function collate(issuing: Issuing, { document: id, matches, remark = '' }: Of<'collate'>): Decided {
  const { proposal, issuance, acting } = issuing
  const found = unsealed(issuance, id)
  if (!found.ok) return found
  const { by, collation } = found.value
  if (by.person === acting.person) return no({ code: 'collator_made_copy', maker: named(by) })
  if (collation !== undefined) return no({ code: 'already_collated', by: named(collation.by) })
  if (!matches && isBlank(remark)) return no({ code: 'reason_missing' })
  const said = isBlank(remark) ? {} : { remark }
  return asOnRoute(proposal, acting, (act) =>
    unlessChanged(acting, event({ ...act, type: 'collated', document: id, matches, ...said })),
  )
}

/** 公印 and 電子署名 by the 公印取扱責任者, 公印省略 by the 主務課; after the 照合 and with the number. */
function sealDocument(issuing: Issuing, command: Of<'seal_document'>): Decided {
  const { proposal, issuance, acting } = issuing
  const { document: id, reason = '' } = command
  const given = command.with
  if (given.how === 'omitted' && !isOfOffice(issuing, command)) return notOfSection(proposal, acting)
  const kept = given.how === 'omitted' ? undefined : keptSeal(issuing, given)
  if (kept !== undefined && !kept.ok) return kept
  const found = unsealed(issuance, id)
  if (!found.ok) return found
  const { collation } = found.value
  if (collation?.matches !== true) return no({ code: 'not_collated', refused: collation !== undefined })
  const plan = proposal.matter.issue
  if (plan?.needed === true) {
    const { numberKind, sealing } = plan
    if (numberKind !== undefined && !proposal.numbers.some((it) => it.kind === numberKind))
      return no({ code: 'number_missing', kind: numberKind })
    if (sealing !== given.how && isBlank(reason)) return no({ code: 'sealing_differs', planned: sealing })
  }
  const pdf = command.pdf === undefined ? {} : { pdf: command.pdf }
  const sealing: Sealing =
    given.how === 'omitted'
      ? { how: 'omitted', ...pdf }
      : given.how === 'seal'
        ? { ...given, sealName: kept?.value ?? '', ...pdf }
        : { how: 'electronic', seal: given.seal, sealName: kept?.value ?? '', ...(given.signed ?? unsigned) }
  const why = isBlank(reason) ? {} : { reason }
  return asOnRoute(proposal, acting, (act) =>
    unlessChanged(acting, event({ ...act, type: 'document_sealed', document: id, sealing, ...why })),
  )
}

/** Of an electronic seal that is only asked for: nothing is written of it. */
const unsigned: Signed = { signer: '', file: '' as Signed['file'], timestamped: false }

/** The name of a seal that this person keeps. */
function keptSeal(
  { acting }: Issuing,
  given: Extract<Of<'seal_document'>['with'], { readonly seal: string }>,
): Result<string, IssuingRefusal> {
  const kind = given.how === 'seal' ? 'stamp' : 'electronic'
  const seal = acting.facts.seals().find((it) => it.code === given.seal && it.kind === kind)
  if (seal === undefined) return no({ code: 'no_such_seal', seal: given.seal })
  const { name, keepers } = seal
  if (keepers.some((it) => it.person === acting.person)) return yes(name)
  return no({ code: 'not_seal_keeper', seal: name, keepers: keepers.map((it) => `${it.title} ${it.name}`) })
}

/** 書損: a copy that does not go out. */
function voidDocument(issuing: Issuing, { document: id, reason: given }: Of<'void_document'>): Decided {
  const { proposal, issuance, acting } = issuing
  const found = live(issuance, id)
  if (!found.ok) return found
  const sent = issuance.dispatches.find((it) => it.document === id)
  if (sent !== undefined) return no({ code: 'document_is_sent', to: sent.addressee })
  return withReason(given, (reason) =>
    asOnRoute(proposal, acting, (act) =>
      unlessChanged(acting, event({ ...act, type: 'document_voided', document: id, reason })),
    ),
  )
}

/** 発送 of a sealed document; to nobody twice, unless it failed. */
function dispatch(issuing: Issuing, { document: id, on, to }: Of<'dispatch'>): Decided {
  const { proposal, issuance, acting } = issuing
  const found = live(issuance, id)
  if (!found.ok) return found
  if (found.value.sealing === undefined) return no({ code: 'document_not_sealed' })
  if (to.length === 0 || to.some((it) => isBlank(it.name))) return no({ code: 'nobody_named' })
  const outside = outOfRange(issuing, on)
  if (outside !== undefined) return no(outside)
  const open = openFailures(issuance)
  const replaced = to.flatMap(({ again }) => again ?? [])
  if (new Set(replaced).size < replaced.length || replaced.some((it) => !open.some((one) => one.id === it)))
    return no({ code: 'nothing_failed' })
  const names = to.map((it) => it.name)
  const twice = to.filter(
    ({ name, again }, index) =>
      names.indexOf(name) < index || isStanding(issuance.dispatches, { document: id, name, again }),
  )
  if (twice.length > 0) return no({ code: 'already_sent', to: twice.map((it) => it.name) })
  return asOnRoute(proposal, acting, (act) =>
    unlessChanged(acting, event({ ...act, type: 'dispatched', document: id, on, to })),
  )
}

/** Whether a sending of the document to that addressee counts already, besides the one that is made again. */
function isStanding(
  dispatches: readonly Dispatch[],
  sent: { readonly document: string; readonly name: string; readonly again: string | undefined },
): boolean {
  return dispatches.some(
    (it) =>
      it.document === sent.document &&
      it.addressee === sent.name &&
      it.id !== sent.again &&
      it.again === undefined,
  )
}

function reportFailure(issuing: Issuing, { dispatch: id, reason: given }: Of<'report_failure'>): Decided {
  const { proposal, issuance, acting } = issuing
  const sent = issuance.dispatches.find((it) => it.id === id)
  if (sent === undefined || sent.failure !== undefined) return no({ code: 'nothing_sent' })
  return withReason(given, (reason) =>
    asOnRoute(proposal, acting, (act) =>
      unlessChanged(acting, event({ ...act, type: 'dispatch_failed', dispatch: id, reason })),
    ),
  )
}

/** 完結: everything that was to go out has, or a reason says why not. */
function complete(issuing: Issuing, { on, unissued = '' }: Of<'complete'>): Decided {
  const { proposal, issuance, acting } = issuing
  // Work that still sent something out was not done: 起算日 would be a 年度 too early.
  const outside = outOfRange(
    issuing,
    on,
    issuance.dispatches.map((it) => it.on),
  )
  if (outside !== undefined) return no(outside)
  const waiting = waitingFor(proposal, issuance)
  if (waiting.length > 0 && isBlank(unissued)) return no({ code: 'not_issued_yet', waiting })
  const why = waiting.length === 0 ? {} : { unissued }
  return asOnRoute(proposal, acting, (act) =>
    unlessChanged(acting, event({ ...act, type: 'completed', on, ...why })),
  )
}

/** What of a decided plan has not gone out: addressees, documents, the whole. */
function waitingFor({ matter: { issue: plan } }: DecidedCase, issuance: Issuance): readonly string[] {
  const { dispatches } = issuance
  const unsent = liveDocuments(issuance).filter((it) => !dispatches.some((one) => one.document === it.id))
  const nothing = plan?.needed === true && dispatches.length === 0 ? [plan.kind] : []
  return [
    ...new Set([
      ...nothing,
      ...unreached(plan, issuance),
      ...openFailures(issuance).map((it) => it.addressee),
      ...unsent.map((it) => it.name),
    ]),
  ]
}

/** 施行日 and 完結日 lie between the 決裁 and today; `after`: days that it is not before either. */
function outOfRange(
  { proposal, acting }: Issuing,
  on: LocalDate,
  after: readonly LocalDate[] = [],
): IssuingRefusal | undefined {
  const decidedOn = localDateOf(proposal.decision.at)
  const from = after.reduce((last, it) => (it > last ? it : last), decidedOn)
  const to = localDateOf(acting.at)
  return on < from || on > to ? { code: 'day_out_of_range', from, to } : undefined
}

function live(issuance: Issuance, id: string): Result<IssuedDocument, IssuingRefusal> {
  const found = liveDocuments(issuance).find((it) => it.id === id)
  return found === undefined ? no({ code: 'no_such_document', document: id }) : yes(found)
}

function unsealed(issuance: Issuance, id: string): Result<IssuedDocument, IssuingRefusal> {
  const found = live(issuance, id)
  if (!found.ok || found.value.sealing === undefined) return found
  return no({ code: 'document_is_sealed', by: named(found.value.sealing.by) })
}
