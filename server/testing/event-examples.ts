import type { ProposalEvent } from '../contract/events.ts'
import type { Instant, ProposalId } from '../domain/ids.ts'
import type { News } from '../domain/news/news.ts'
import { type Telling, toCloudEvent } from '../usecases/cloud-event.ts'

const proposalId = '3f0c2a52-6d0e-4a7e-9f0b-6a1d1c8e5b21' as ProposalId
const finance = { role: 'concur', post: '財政課長' } as const
const chief = { role: 'review', post: '観光振興課長' } as const
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
]

const statusAfter: Partial<Readonly<Record<News['type'], Telling['after']['status']>>> = {
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
}

/** An example of every type of event, as docs/api/event-examples.json has them. */
export function eventExamples(): readonly ProposalEvent[] {
  const telling = (one: News, index: number): Telling => ({
    ...{ proposalId, news: one, seq: index + 1 },
    part: one.type === 'post_review_opened' ? 1 : 0,
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
  return secret === undefined ? open : [...open, secret]
}
