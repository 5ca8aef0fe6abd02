import type { CorrectClassBody, DisclosureClassView } from '../contract/disclosure-class.ts'
import type { Matter, Reader } from '../domain/access/may-read.ts'
import { recordEventOf } from '../domain/audit/record-chain.ts'
import { type DisclosureClass, classOn } from '../domain/disclosing/class-on.ts'
import { type ClassCorrected, type ClassRefusal, correctedClass } from '../domain/disclosing/correct-class.ts'
import { type PersonId, type ProposalId, localDateOf, parseLocalDate } from '../domain/ids.ts'
import { writtenTitle } from '../domain/organisation/titles.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findDisclosureClass, loadClassRules, saveCorrectedClass } from '../store/disclosure-class.ts'
import { appendToRecord, findRecord, lockRecord } from '../store/record-log.ts'
import { handlesDisclosure } from './disclosure-deps.ts'
import { hashLink } from './hashes.ts'
import { type MayReadDeps, findReading } from './may-read.ts'
import { type PurposeRefusal, whyNotByRole } from './reading-purpose.ts'
import type { StaleReceipt } from './receipt-deps.ts'
import { recordActor } from './record-actor.ts'

export type ClassProblem =
  | ClassRefusal
  | PurposeRefusal
  | StaleReceipt
  | { readonly code: 'not_found' | 'no_post' }
  | { readonly code: 'not_a_day'; readonly value: string }
  | {
      readonly code:
        /** Only the 情報公開担当 and 文書管理者 correct it. */
        | 'disclosure_class_not_yours'
        /** What is not decided is changed in the case itself. */
        | 'disclosure_class_undecided'
    }

type Of = { readonly id: ProposalId; readonly by: PersonId }

const subjectOf = (id: ProposalId) => ({ kind: 'disclosure_class' as const, id })

/** Who may correct 公開区分: 情報公開担当 and 文書管理者, of what they may read. */
function corrects(reader: Pick<Reader, 'roles'>): boolean {
  return handlesDisclosure(reader) || reader.roles.includes('records_manager')
}

/** 公開区分 of a case as it was decided and as it is today, with its corrections. */
export async function viewDisclosureClass(
  deps: MayReadDeps,
  { id, by }: Of,
): Promise<Result<DisclosureClassView, { readonly code: 'not_found' }>> {
  const reading = await findReading(deps, by, id)
  return reading === undefined ? no({ code: 'not_found' }) : viewFor(deps, id, reading)
}

async function viewFor(
  deps: MayReadDeps,
  id: ProposalId,
  { matter, reader }: { readonly matter: Matter; readonly reader: Reader },
): Promise<Result<DisclosureClassView, { readonly code: 'not_found' }>> {
  const [stored, rules, record] = await Promise.all([
    findDisclosureClass(deps.db, id),
    loadClassRules(deps.db),
    findRecord(deps.db, subjectOf(id)),
  ])
  if (stored === undefined) return no({ code: 'not_found' })
  const named = ({ class: code, grounds, until }: DisclosureClass) => ({
    ...{ class: code, grounds: [...grounds], name: rules.names.get(code) ?? '' },
    ...(until === undefined ? {} : { until }),
  })
  const { passed, ...now } = classOn(stored.corrected ?? stored.decided, localDateOf(reader.at))
  return yes({
    version: stored.version,
    decided: named(stored.decided),
    now: named(now),
    ...(passed === undefined ? {} : { passed }),
    corrections: (record?.links ?? []).map((link) => {
      const { at, by, to, reason } = recordEventOf(link) as ClassCorrected
      return {
        ...{ seq: link.seq, at, name: by.name, title: writtenTitle(by.capacity) },
        ...{ to: named(to), reason },
      }
    }),
    mayCorrect: isCorrectable(matter.status) && corrects(reader),
  })
}

/** What was decided here, or brought in as decided elsewhere; before that the drafter writes it. */
const isCorrectable = (status: string): boolean => status === 'decided' || status === 'imported'

/** 公開区分の訂正: an event with its reason in a chain of its own; nothing of the decided case changes. */
export async function correctDisclosureClass(
  deps: MayReadDeps,
  { id, by, body }: Of & { readonly body: CorrectClassBody },
): Promise<Result<DisclosureClassView, ClassProblem>> {
  const reading = await findReading(deps, by, id)
  if (reading === undefined) return no({ code: 'not_found' })
  const { reader, matter } = reading
  if (!corrects(reader)) return no({ code: 'disclosure_class_not_yours' })
  // It is read to be judged; only that the auditor may write here, and so the guard of reading is asked here.
  const refusal = await whyNotByRole(deps, { by, asked: { proposal: id }, reads: true })
  if (refusal !== undefined) return no(refusal)
  if (!isCorrectable(matter.status)) return no({ code: 'disclosure_class_undecided' })
  const until = body.until === undefined ? undefined : parseLocalDate(body.until)
  if (body.until !== undefined && until === undefined) return no({ code: 'not_a_day', value: body.until })
  const actor = recordActor(await deps.organisation.current(), by, reader.at)
  if (actor === undefined) return no({ code: 'no_post' })
  const { at } = reader
  const on = localDateOf(at)
  const { class: code, grounds, reason } = body
  const wish = { class: code, grounds, reason, ...(until === undefined ? {} : { until }) }
  const done = await deps.db.transaction().execute(async (trx): Promise<Result<undefined, ClassProblem>> => {
    const head = await lockRecord(trx, subjectOf(id))
    const stored = await findDisclosureClass(trx, id)
    if (stored === undefined) return no({ code: 'not_found' })
    if ((head?.seq ?? 0) !== body.version) return no({ code: 'version_changed', version: stored.version })
    const from = stored.corrected ?? stored.decided
    const to = correctedClass(from, wish, await loadClassRules(trx), on)
    if (!to.ok) return to
    const event: ClassCorrected = {
      ...{ type: 'class_corrected', at, by: actor, on, from, to: to.value, reason },
    }
    const { seq: version } = await appendToRecord(trx, subjectOf(id), head, [event], hashLink)
    await saveCorrectedClass(trx, { id, version, class: to.value, at })
    return yes(undefined)
  })
  return done.ok ? viewFor(deps, id, reading) : done
}
