import type { IssuingItem, IssuingList, IssuingStep } from '../contract/issuing-list.ts'
import { type Instant, type LocalDate, type PersonId, localDateOf } from '../domain/ids.ts'
import { type Wait, waitSteps, waitsOf } from '../domain/issuing/waiting.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { foldText } from '../domain/text/fold.ts'
import { type OpenIssuing, listOpenIssuing } from '../store/issuing-lists.ts'
import { sealsKept } from './acting-of.ts'
import { parseCursor, toCursor } from './cursor.ts'
import type { MayReadDeps } from './may-read.ts'
import { readerOf, refOf } from './who-is.ts'

const pageSize = 50
/** Cases looked at, the longest decided first. */
const mostCases = 5_000

type Asked = {
  readonly by: PersonId
  readonly step: IssuingStep
  readonly words: string
  readonly kind?: string
  readonly overdue: boolean
  readonly mine: boolean
  readonly after?: string
}
type Row = { readonly stored: OpenIssuing; readonly waits: readonly Wait[]; readonly isOverdue: boolean }
/** Kinds of seals that somebody keeps. */
type Kept = ReadonlySet<string>

/** What waits in the 施行 of the own 課, and for the seals one keeps: exactly what the person may open. */
export async function listIssuing(
  deps: MayReadDeps,
  asked: Asked,
): Promise<Result<IssuingList, { readonly code: 'bad_cursor' }>> {
  const place = asked.after === undefined ? undefined : parseCursor(asked.after, 2)?.map(String)
  if (asked.after !== undefined && place === undefined) return no({ code: 'bad_cursor' })
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const today = localDateOf(at)
  const reader = readerOf(organisation, asked.by, at)
  const kept: Kept = new Set(
    sealsKept(organisation, at).flatMap((seal) =>
      seal.keepers.some((it) => it.person === asked.by) ? [seal.kind] : [],
    ),
  )
  const stored = await listOpenIssuing(deps.db, reader, {
    keepsSeals: kept.size > 0,
    limit: mostCases + 1,
  })
  const isOwn = (it: OpenIssuing) => reader.sections.includes(it.section) || it.drafter === asked.by
  const rows = stored.slice(0, mostCases).map((it): Row => {
    // Of the cases of others only what is to be sealed concerns whoever keeps the seal.
    const waits = waitsOf(it.plan ?? undefined, it.issuance ?? undefined).filter(
      (wait) => isOwn(it) || (wait.step === 'seal' && mayDo(wait, asked.by, kept, false)),
    )
    return { stored: it, waits, isOverdue: isOverdue(it, waits, today) }
  })
  const found = rows.filter((it) => fits(it, asked))
  const counts = waitSteps.map((step) => [step, found.filter((it) => waitsFor(it, step)).length] as const)
  const items = found
    .filter((it) => waitsFor(it, asked.step))
    .map((row) => itemOf(organisation, row, { ...asked, kept, at, isOwn: isOwn(row.stored) }))
    .filter((it) => !asked.mine || it.mine)
  const from = place === undefined ? items : items.filter((it) => isAfter(it, place))
  const shown = from.slice(0, pageSize)
  const last = shown.at(-1)
  return yes({
    counts: Object.fromEntries(counts) as IssuingList['counts'],
    overdue: rows.filter((it) => it.isOverdue).length,
    complete: stored.length <= mostCases,
    kinds: [...new Set(rows.flatMap(({ stored: it }) => (it.plan?.needed === true ? [it.plan.kind] : [])))],
    items: shown,
    ...(from.length > pageSize && last !== undefined
      ? { next: toCursor([last.decidedAt, last.proposalId]) }
      : {}),
  })
}

function waitsFor({ waits }: Row, step: IssuingStep): boolean {
  return waits.some((it) => it.step === step)
}

/** Whether somebody may do it: who made a copy does not collate it, and a seal is for who keeps it. */
function mayDo(wait: Wait, by: PersonId, kept: Kept, isOwn: boolean): boolean {
  if (wait.step === 'collate') return isOwn && wait.madeBy !== by
  if (wait.step !== 'seal') return isOwn
  if (wait.how === 'seal') return kept.has('stamp')
  if (wait.how === 'electronic') return kept.has('electronic')
  return isOwn || (wait.how === undefined && kept.size > 0)
}

function isOverdue({ plan }: OpenIssuing, waits: readonly Wait[], today: LocalDate): boolean {
  if (plan?.needed !== true || plan.plannedOn === undefined || plan.plannedOn >= today) return false
  return waits.some((it) => it.step !== 'complete')
}

function fits({ stored, isOverdue: isLate }: Row, { words, kind, overdue }: Asked): boolean {
  const plan = stored.plan?.needed === true ? stored.plan : undefined
  if (overdue && !isLate) return false
  if (kind !== undefined && plan?.kind !== kind) return false
  const wanted = foldText(words)
  const texts = [stored.title, stored.number, ...(plan?.addressees ?? []).map((it) => it.name)]
  return wanted === '' || texts.some((it) => foldText(it).includes(wanted))
}

function isAfter(it: IssuingItem, [at = '', id = '']: readonly string[]): boolean {
  return it.decidedAt > at || (it.decidedAt === at && it.proposalId > id)
}

function itemOf(
  organisation: Organisation,
  { stored, waits, isOverdue: overdue }: Row,
  {
    by,
    step,
    kept,
    isOwn,
    at,
  }: Asked & { readonly kept: Kept; readonly isOwn: boolean; readonly at: Instant },
): IssuingItem {
  const { id, title, number, section, drafter, decidedAt, secret } = stored
  const plan = stored.plan?.needed === true ? stored.plan : undefined
  const these = waits.filter((it) => it.step === step)
  const sending = these.find((it) => it.step === 'dispatch')
  return {
    ...{ proposalId: id, title, number, decidedAt, overdue, secret },
    section: organisation.units.get(section)?.name ?? section,
    drafter: refOf(organisation, drafter, at),
    kind: plan?.kind ?? '',
    ...(plan === undefined ? {} : { sealing: plan.sealing }),
    ...(plan?.plannedOn === undefined ? {} : { plannedOn: plan.plannedOn }),
    documents: these.flatMap((it) => ('document' in it ? [it.document] : [])),
    to: [...(sending?.to ?? [])],
    failed: sending?.failed ?? false,
    mine: these.some((it) => mayDo(it, by, kept, isOwn)),
  }
}
