import type { EventOf, MatterFacts } from '../domain/approval/events.ts'
import type { IssuingEvent } from '../domain/issuing/evolve-issuing.ts'
import { seals } from './approval-office.ts'

/** 施行 as a clerk would keep it in a book of his own: a second telling, to measure the first by. */
export type IssuingLedger = {
  /** By document: who made the last copy, who found it good or bad, and what else is so. */
  readonly copies: ReadonlyMap<string, Copy>
  /** Every sending in order. */
  readonly sent: readonly Sent[]
  readonly isOver: boolean
}
type Copy = {
  readonly maker: string
  readonly found?: 'good' | 'bad'
  readonly isSealed?: true
  readonly isSpoilt?: true
}
type Sent = {
  readonly document: string
  readonly to: string
  readonly state: 'standing' | 'failed' | 'made_again'
}

export const emptyIssuing: IssuingLedger = { copies: new Map(), sent: [], isOver: false }

/** The book with one more event. */
export function issuingAfter(book: IssuingLedger, event: IssuingEvent): IssuingLedger {
  switch (event.type) {
    case 'fair_copied':
      return withCopy(book, event.document, { maker: event.by.person })
    case 'collated':
      return changed(book, event.document, { found: event.matches ? 'good' : 'bad' })
    case 'document_sealed':
      return changed(book, event.document, { isSealed: true })
    case 'document_voided':
      return changed(book, event.document, { isSpoilt: true })
    case 'dispatched': {
      const again = new Set(event.to.map((it) => it.again))
      const before = book.sent.map((it, at) =>
        again.has(`x${at + 1}`) ? { ...it, state: 'made_again' as const } : it,
      )
      const { document } = event
      const now = event.to.map(({ name }) => ({ document, to: name, state: 'standing' as const }))
      return { ...book, sent: [...before, ...now] }
    }
    case 'dispatch_failed':
      return {
        ...book,
        sent: book.sent.map((it, at) => (event.dispatch === `x${at + 1}` ? { ...it, state: 'failed' } : it)),
      }
    default:
      return { ...book, isOver: true }
  }
}

function withCopy(book: IssuingLedger, id: string, copy: Copy): IssuingLedger {
  return { ...book, copies: new Map([...book.copies, [id, copy]]) }
}

function changed(book: IssuingLedger, id: string, change: Partial<Copy>): IssuingLedger {
  const copy = book.copies.get(id)
  return copy === undefined ? book : withCopy(book, id, { ...copy, ...change })
}

/** What of a case counts besides the book. */
type Case = {
  readonly issuing: IssuingLedger
  readonly numbers: ReadonlySet<string>
  readonly matter: MatterFacts
}
type Asker = { readonly person: string; readonly isOfSection: boolean }

/** Why an act of 施行 was not this person's to do; undefined when it was. */
export function whyNotIssued(it: Case, event: IssuingEvent, who: Asker): string | undefined {
  const book = it.issuing
  const isLate = event.type === 'dispatched' || event.type === 'dispatch_failed'
  if (book.isOver && !isLate) return 'after the 完結'
  if (event.type === 'document_sealed') return whyNotSealed(it, event, who)
  const isChecked = event.type === 'collated' && who.person === '文書管理者'
  if (!who.isOfSection && !isChecked) return 'not of the 主務課'
  if (event.type === 'completed') return event.unissued?.trim() === '' ? 'without a word' : undefined
  if (event.type === 'dispatch_failed') {
    const sent = book.sent[Number(event.dispatch.slice(1)) - 1]
    return sent?.state === 'standing' || sent?.state === 'made_again'
      ? undefined
      : 'of what was not sent, or failed already'
  }
  const copy = book.copies.get(event.document)
  if (event.type === 'fair_copied' && copy === undefined) return undefined
  if (copy === undefined || copy.isSpoilt === true) return 'of no document'
  if (event.type === 'dispatched') return whyNotSent(book, event, copy)
  if (event.type === 'document_voided')
    return book.sent.some((it) => it.document === event.document) ? 'spoilt after it went out' : undefined
  if (copy.isSealed === true) return 'of what is sealed'
  if (event.type === 'fair_copied') return undefined
  if (copy.maker === who.person) return '照合 by whoever made the copy'
  return copy.found === undefined ? undefined : 'collated twice'
}

function whyNotSealed(
  { issuing, numbers, matter }: Case,
  { document, sealing, reason }: EventOf<'document_sealed'>,
  who: Asker,
): string | undefined {
  const plan = matter.issue?.needed === true ? matter.issue : undefined
  const copy = issuing.copies.get(document)
  if (copy?.found !== 'good' || copy.isSealed === true || copy.isSpoilt === true)
    return 'not collated, or sealed'
  if (plan?.numberKind !== undefined && !numbers.has(plan.numberKind)) return 'without its number'
  if (plan !== undefined && plan.sealing !== sealing.how && (reason ?? '').trim() === '')
    return 'another way than decided, without a reason'
  if (sealing.how === 'omitted') return who.isOfSection ? undefined : 'not of the 主務課'
  const keepers: readonly string[] = seals.find((it) => it.code === sealing.seal)?.keepers ?? []
  return keepers.includes(who.person) ? undefined : 'not the keeper of the seal'
}

function whyNotSent(
  book: IssuingLedger,
  { document, to }: EventOf<'dispatched'>,
  copy: Copy,
): string | undefined {
  if (copy.isSealed !== true) return 'sent without a seal'
  const again = new Set(to.flatMap((it) => it.again ?? []))
  const isFailed = [...again].every((id) => book.sent[Number(id.slice(1)) - 1]?.state === 'failed')
  if (!isFailed) return 'again although it did not fail'
  const twice = to.some(({ name }) =>
    book.sent.some(
      (it, at) =>
        it.document === document && it.to === name && it.state !== 'made_again' && !again.has(`x${at + 1}`),
    ),
  )
  return twice ? 'sent twice' : undefined
}
