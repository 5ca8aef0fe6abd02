import type { FeedEvent } from '../contract/events.ts'
import type { Submitted } from '../domain/approval/proposal.ts'
import type { Instant, LocalDate, ProposalId, ReceiptId, Sha256, UnitCode } from '../domain/ids.ts'
import type { News } from '../domain/news/news.ts'
import type { ReceiptNews } from '../domain/news/receipt-news.ts'
import type { ReceiptStatus } from '../domain/receiving/receipt.ts'
import { type Telling, toCloudEvent } from '../usecases/cloud-event.ts'

const proposalId = '3f0c2a52-6d0e-4a7e-9f0b-6a1d1c8e5b21' as ProposalId
const receiptId = '6a1e7c94-2f5d-4b1c-8e55-0d9b8a7f1c02' as ReceiptId
const finance = { role: 'concur', post: '財政課長' } as const
const chief = { role: 'review', post: '観光振興課長' } as const
const day = '2026-05-11' as LocalDate
const owed = { review: 'k1', post: '経済部長', cause: 'acting' } as const

/** One of each thing that is told. */
const news: readonly News[] = [
  { type: 'submitted' },
  { type: 'content_changed', effect: 'minor' },
  { type: 'route_changed' },
  { type: 'returned', from: chief },
  { type: 'resubmitted', mode: 'resume' },
  { type: 'taken_back' },
  { type: 'objected', step: finance },
  { type: 'act_taken_back', step: finance },
  { type: 'seat_reassigned', step: finance },
  { type: 'concurred', step: finance, opinion: 'conditional' },
  {
    type: 'decided',
    decidedBy: { title: '観光局長', name: '手稲 由美' },
    actingFor: { title: '経済部長', name: '厚別 恵' },
    conditional: true,
  },
  { type: 'post_review_opened', ...owed },
  { type: 'post_review_done', ...owed },
  { type: 'numbered', kind: '施行番号', text: '観光第42号' },
  { type: 'rejected', rejectedBy: { title: '経済部長', name: '厚別 恵' } },
  { type: 'withdrawn' },
  { type: 'abandoned' },
  { type: 'secrecy_released' },
  { type: 'fair_copied', document: 'd1', file: 'ab'.repeat(32) as Sha256 },
  { type: 'collated', document: 'd1', matches: true },
  { type: 'document_sealed', document: 'd1', how: 'electronic', file: 'cd'.repeat(32) as Sha256 },
  { type: 'document_voided', document: 'd2' },
  { type: 'dispatched', document: 'd1', dispatch: 'x1', channel: 'post', on: day },
  { type: 'dispatch_failed', dispatch: 'x1' },
  { type: 'issued', on: day },
  { type: 'completed', on: day, issued: true },
]

const tourism = { unit: 'KNK' as UnitCode, name: '観光振興課' }
const budget = { unit: 'ZAI' as UnitCode, name: '財政課' }

const ofReceipt: readonly (readonly [ReceiptNews, ReceiptStatus])[] = [
  [
    {
      ...{ type: 'registered', receivedOn: day, externalRef: 'e-2026-000123' },
      section: { unit: 'BUN' as UnitCode, name: '文書課' },
    },
    'arrived',
  ],
  [{ type: 'distributed', to: budget }, 'handed'],
  [{ type: 'forwarded', from: budget, to: tourism }, 'handed'],
  [{ type: 'accepted', section: tourism }, 'accepted'],
  [{ type: 'circulation_ended', complete: true }, 'accepted'],
  [{ type: 'drafted' }, 'drafted'],
  [{ type: 'closed' }, 'closed'],
  [{ type: 'corrected' }, 'closed'],
  [{ type: 'cancelled' }, 'cancelled'],
]

const issuing: readonly News['type'][] = [
  ...(['fair_copied', 'collated', 'document_sealed', 'document_voided'] as const),
  ...(['dispatched', 'dispatch_failed', 'issued', 'completed'] as const),
]
const statusAfter: Partial<Readonly<Record<News['type'], Submitted['status']>>> = {
  returned: 'returned',
  taken_back: 'returned',
  decided: 'decided',
  post_review_opened: 'decided',
  post_review_done: 'decided',
  numbered: 'decided',
  secrecy_released: 'decided',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
  abandoned: 'abandoned',
  ...Object.fromEntries(issuing.map((it) => [it, 'decided' as const])),
}

/** An example of every type of event, as docs/api/event-examples.json has them. */
export function eventExamples(): readonly FeedEvent[] {
  const telling = (one: News, index: number): Telling => ({
    ...{ of: 'proposal', subject: proposalId, news: one, seq: index + 1 },
    part: one.type === 'post_review_opened' || one.type === 'issued' ? 1 : 0,
    at: `2026-05-11T01:${String(index + 10)}:00.000Z` as Instant,
    after: { status: statusAfter[one.type] ?? 'in_approval', number: '観光起第7号' },
  })
  const source = 'https://kessai.mihon.example'
  const open = news.flatMap(
    (it, index) => toCloudEvent(telling(it, index), { source, isSecret: false }) ?? [],
  )
  const secret = toCloudEvent(
    telling({ type: 'decided', decidedBy: { title: '', name: '' }, conditional: false }, 20),
    {
      source,
      isSecret: true,
    },
  )
  const received = ofReceipt.flatMap(([one, status], index) => {
    const told: Telling = {
      ...{ of: 'receipt', subject: receiptId, news: one, seq: index + 1, part: 0 },
      at: `2026-05-11T02:${String(index + 10)}:00.000Z` as Instant,
      after: { status, number: '文書収第12号' },
    }
    const isLast = index === ofReceipt.length - 1
    const asked = isLast ? [false, true] : [false]
    return asked.flatMap((isSecret) => toCloudEvent(told, { source, isSecret }) ?? [])
  })
  return [...open, ...(secret === undefined ? [] : [secret]), ...received]
}
