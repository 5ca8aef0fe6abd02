import { test } from 'tap'
import { as, submitted } from '../../testing/approval-world.ts'
import type { PersonId, PostId } from '../ids.ts'
import type { InApproval } from './proposal.ts'
import { seatTroubles } from './seats.ts'

const agree = { type: 'concur', opinion: 'agree' } as const

/** Kinds and posts of what the records office is told; each post is held by the person called after it, unless said. */
function told(
  story: { readonly proposal: unknown },
  away: readonly string[],
  held: Record<string, readonly string[]> = {},
) {
  const seatedIn = (post: PostId) => (held[post.slice(2)] ?? [post.slice(2)]) as readonly PersonId[]
  const isAway = (person: PersonId) => away.includes(person)
  return seatTroubles(story.proposal as InApproval, seatedIn, isAway).map((it) => [it.kind, it.step.postName])
}

test('並行合議、一方が差戻し: an absent 合議先 is seen, and not one who has spoken or a decider', async (t) => {
  const story = submitted('合:財政+合:人事 決:部長').when({ type: 'return', reason: '補正' }, as('人事'))
  t.same(told(story, ['財政', '人事', '部長']), [['absent', '財政']])
  t.same(told(story, []), [])
  const last = submitted('合:財政 決:部長').when(agree, as('財政'))
  t.same(told(last, ['財政', '部長']), [], '代決 is the way there')
})

test('起案者も承認者: a step that only the drafter could act in is seen', async (t) => {
  const story = submitted('合:財政 決:部長')
  t.same(told(story, [], { 財政: ['起案者'] }), [['drafter_only', '財政']])
  t.same(told(story, [], { 部長: ['起案者'] }), [], 'while it does not wait')
  t.same(told(story.when(agree, as('財政')), [], { 部長: ['起案者'] }), [['drafter_only', '部長']])
})

test('起案者も承認者: so is one that only somebody who drafted it before could act in (引継ぎ)', async (t) => {
  const first = submitted('合:財政 決:部長')
  const to = { ...first.events[0]!.by, person: '後任' as PersonId, name: '後任' }
  const story = first.when({ type: 'hand_over_draft', to, reason: '異動' }, as('文書管理者'))
  t.same(told(story, [], { 財政: ['起案者'] }), [['drafter_only', '財政']])
  t.same(told(story, [], { 財政: ['後任', '起案者'] }), [['drafter_only', '財政']])
  t.same(told(story, [], { 財政: ['起案者', '財政'] }), [], 'somebody else is there')
  t.same(told(story, ['財政'], { 財政: ['起案者', '財政'] }), [['absent', '財政']], 'and is away')
  t.same(told(story.when(agree, as('財政')), [], { 部長: ['起案者'] }), [['drafter_only', '部長']])
})
