import { test } from 'tap'
import { as, postOf, submitted } from '../../testing/approval-world.ts'
import { giveBack } from '../../testing/returned-case.ts'
import { factsOf } from './case-facts.ts'
import { savedHours, savedSheets } from './savings.ts'
import { staysOf } from './stays.ts'

const short = '回:係長 回:課長 決:部長'

test('集計: each wait of a case at a post, with what ended it', (t) => {
  const story = submitted(short)
    .when({ type: 'approve' }, as('係長'))
    .when(giveBack, as('課長'))
    .when({ type: 'withdraw', reason: '取りやめる。' }, as('起案者'))
  const stays = staysOf(story.events)
  t.same(
    stays.map((it) => [it.post, it.kind, it.leftBy]),
    [
      [postOf('係長'), 'review', 'approved'],
      [postOf('課長'), 'review', 'returned'],
    ],
    'what only was ahead is no wait, and nobody waits for the drafter’s post',
  )
  const at = story.events.map((it) => it.at)
  t.same(
    stays.map((it) => [it.arrivedAt, it.leftAt]),
    [
      [at[0], at[1]],
      [at[1], at[2]],
    ],
  )
  t.end()
})

test('集計: what waits still has no end', (t) => {
  const stays = staysOf(submitted(short).when({ type: 'approve' }, as('係長')).events)
  t.match(stays, [
    { post: '係長', leftBy: 'approved' },
    { post: '課長', leftAt: undefined },
  ])
  t.equal(stays.length, 2)
  t.same(staysOf([]), [])
  t.end()
})

test('集計: the facts of a case as its events tell them', (t) => {
  t.equal(factsOf([]), undefined)
  const decided = submitted('決:部長', { matter: { paper: { reason: '図面', what: 'A1図面' } } }).when(
    { type: 'decide', paperChecked: true },
    as('部長'),
  )
  t.match(factsOf(decided.events), { ended: { as: 'decided' }, isHybrid: true, returnCount: 0 })
  const later = decided.when({ type: 'comment', text: '後の一言' }, as('起案者'))
  t.same(
    factsOf(later.events)?.ended,
    factsOf(decided.events)?.ended,
    'what comes after the end moves no day',
  )
  const given = submitted(short).when({ type: 'approve' }, as('係長')).when(giveBack, as('課長'))
  t.match(factsOf(given.events), { ended: undefined, isHybrid: false, returnCount: 1 })
  t.end()
})

test('集計: what is saved', (t) => {
  t.equal(savedSheets(10, 4), 6)
  t.equal(savedSheets(4, 10), 0, 'more printed than there are pages')
  t.equal(savedHours('sign_in', 1000).toFixed(6), '3.000000', '10.8 s each')
  t.end()
})
