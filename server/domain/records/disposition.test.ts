import fc from 'fast-check'
import { test } from 'tap'
import type { Instant, LocalDate, ProposalId } from '../ids.ts'
import { type Expiring, afterDisposal, mayDispose } from './disposition.ts'
import { as, submitted } from '../../testing/approval-world.ts'
import { hashLink } from '../../testing/hash-link.ts'
import { extendChain, verifyChain } from '../audit/chain.ts'
import { sampled } from '../../testing/property-runs.ts'

const day = (text: string) => text as LocalDate
const noonOf = (text: string) => `${text}T03:00:00.000Z` as Instant
const rules = { waitingDays: 30, publishes: true }
const ready: Expiring = {
  endsOn: day('2017-03-31'),
  appraisal: { outcome: 'destroy', on: day('2013-06-01') },
  decidedOn: day('2017-05-01'),
  publishedOn: day('2017-06-01'),
}

test('R-21 disposal is refused before expiry: the last day itself still counts, in Japanese time', async (t) => {
  const early = { ok: false, error: { code: 'not_expired', endsOn: '2017-03-31' } }
  const everything = { ...ready, decidedOn: day('2016-01-01'), publishedOn: day('2016-01-01') }
  t.same(mayDispose(everything, 'destroy', '2017-03-31T14:59:59.999Z' as Instant, rules), early)
  t.same(mayDispose(everything, 'destroy', '2017-03-31T15:00:00.000Z' as Instant, rules), {
    ok: true,
    value: '2017-04-01',
  })
})

test('R-21 常用: what is in constant use is not disposed of, whatever the day', async (t) => {
  const { endsOn: _end, ...endless } = ready
  t.same(mayDispose(endless, 'destroy', noonOf('2099-01-01'), rules), {
    ok: false,
    error: { code: 'no_expiry' },
  })
})

test('R-21 評価選別: disposal is refused before it, and against it', async (t) => {
  const { appraisal: _appraisal, ...unseen } = ready
  t.same(mayDispose(unseen, 'destroy', noonOf('2018-01-01'), rules), {
    ok: false,
    error: { code: 'not_appraised' },
  })
  const wanted: Expiring = { ...ready, appraisal: { outcome: 'transfer', on: day('2013-06-01') } }
  t.same(mayDispose(wanted, 'destroy', noonOf('2018-01-01'), rules), {
    ok: false,
    error: { code: 'appraised_otherwise', outcome: 'transfer' },
  })
  t.same(mayDispose(ready, 'transfer', noonOf('2018-01-01'), rules), {
    ok: false,
    error: { code: 'appraised_otherwise', outcome: 'destroy' },
  })
})

test('R-21 disposal is refused before its 決裁', async (t) => {
  const { decidedOn: _decided, ...undecided } = ready
  for (const how of ['destroy', 'transfer'] as const) {
    const folder: Expiring = { ...undecided, appraisal: { outcome: how, on: day('2013-06-01') } }
    t.same(mayDispose(folder, how, noonOf('2018-01-01'), rules), {
      ok: false,
      error: { code: 'disposal_not_decided' },
    })
  }
})

test('R-21 廃棄・引渡し: 廃棄 waits until the list was published and stood its days, 引渡し needs no list', async (t) => {
  const { publishedOn: _published, ...hidden } = ready
  t.same(mayDispose(hidden, 'destroy', noonOf('2018-01-01'), rules), {
    ok: false,
    error: { code: 'list_not_published' },
  })
  const waiting = { ok: false, error: { code: 'waiting_period', from: '2017-07-02' } }
  t.same(
    mayDispose(ready, 'destroy', noonOf('2017-07-01'), rules),
    waiting,
    '30 whole days: 2 June to 1 July',
  )
  t.same(mayDispose(ready, 'destroy', noonOf('2017-07-02'), rules), { ok: true, value: '2017-07-02' })
  const atOnce = { ...rules, waitingDays: 0 }
  t.match(
    mayDispose(ready, 'destroy', noonOf('2017-06-01'), atOnce),
    { ok: true },
    'where nothing is waited for',
  )
  t.match(mayDispose(hidden, 'destroy', noonOf('2018-01-01'), { ...rules, publishes: false }), { ok: true })
  const wanted: Expiring = { ...hidden, appraisal: { outcome: 'transfer', on: day('2013-06-01') } }
  t.match(mayDispose(wanted, 'transfer', noonOf('2017-05-01'), rules), { ok: true })
})

test('R-21 each follows the one before: a decision from before the 評価選別 and a publication from before the decision count for nothing', async (t) => {
  const today = noonOf('2018-01-01')
  const code = (changes: Partial<Expiring>, how: 'destroy' | 'transfer' = 'destroy') => {
    const done = mayDispose({ ...ready, ...changes }, how, today, rules)
    return done.ok ? 'ok' : done.error.code
  }
  t.equal(code({}), 'ok')
  t.equal(code({ decidedOn: day('2013-05-31') }), 'disposal_not_decided')
  t.equal(code({ appraisal: { outcome: 'destroy', on: day('2017-05-02') } }), 'disposal_not_decided')
  t.equal(
    code({ appraisal: { outcome: 'transfer', on: day('2017-05-02') } }, 'transfer'),
    'disposal_not_decided',
  )
  t.equal(code({ publishedOn: day('2017-04-30') }), 'list_not_published')
  t.equal(code({ publishedOn: day('2017-05-01') }), 'ok', 'on the same day')
})

test('R-21 what was disposed of is not disposed of again', async (t) => {
  t.same(mayDispose({ ...ready, disposedOn: day('2017-08-01') }, 'destroy', noonOf('2018-01-01'), rules), {
    ok: false,
    error: { code: 'already_disposed', on: '2017-08-01' },
  })
})

test('R-21 whatever is missing or later than today, nothing is disposed of; with all of it, it is', async (t) => {
  const days = fc.option(
    fc
      .date({ min: new Date('2015-01-01'), max: new Date('2020-12-31'), noInvalidDate: true })
      .map((it) => day(it.toISOString().slice(0, 10))),
    { nil: undefined, freq: 6 },
  )
  let allowed = 0
  fc.assert(
    fc.property(
      days,
      days,
      days,
      days,
      days,
      fc.nat(60),
      (endsOn, on, decidedOn, publishedOn, today, waitingDays) => {
        const now = today ?? day('2019-07-01')
        const folder: Expiring = {
          ...(endsOn === undefined ? {} : { endsOn }),
          ...(on === undefined ? {} : { appraisal: { outcome: 'destroy' as const, on } }),
          ...(decidedOn === undefined ? {} : { decidedOn }),
          ...(publishedOn === undefined ? {} : { publishedOn }),
        }
        const done = mayDispose(folder, 'destroy', noonOf(now), { waitingDays, publishes: true })
        const past = [endsOn, on, decidedOn, publishedOn].every((it) => it !== undefined && it <= now)
        const inOrder = past && on! <= decidedOn! && decidedOn! <= publishedOn!
        const stood = (Date.parse(now) - Date.parse(publishedOn ?? now)) / 86_400_000
        const lawful = inOrder && endsOn !== now && (waitingDays === 0 || stood > waitingDays)
        if (done.ok !== lawful) throw new Error(JSON.stringify({ folder, now, waitingDays, done }))
        if (done.ok) allowed += 1
      },
    ),
    sampled,
  )
  t.ok(allowed > 30, `allowed ${allowed}`)
})

test('R-22 the rule alone, on the record of one decided case: index, decision and hashes remain as they were and still prove it; text and files go (the disposal itself has no screen yet)', async (t) => {
  const id = '00000000-0000-4000-8000-000000000022' as ProposalId
  const sha256 = (text: string) => hashLink(undefined, text)
  const { events } = submitted('回:係長 決:部長')
    .when({ type: 'approve' }, as('係長'))
    .when({ type: 'decide' }, as('部長'))
  const links = extendChain(id, { seq: 0 }, events, hashLink)
  const before = {
    index_entry: { number: '観光起第1号', title: '観光振興計画について' },
    decision_record: links,
    hashes: { text: sha256('（伺い）次のとおり'), file: sha256('別表'), head: links.at(-1)?.hash },
    disposal_record: { how: 'destroy', on: '2026-07-30' },
    text: '（伺い）次のとおり',
    files: ['別表'],
    renditions: ['別表のページ'],
    notes: ['付箋'],
    search_text: '次のとおり 別表',
  }
  const { remains, goes } = afterDisposal(before)
  t.same(goes, ['text', 'files', 'renditions', 'notes', 'search_text'])
  const { index_entry, decision_record, hashes, disposal_record } = before
  t.same(remains, { index_entry, decision_record, hashes, disposal_record }, 'as they were, and nothing else')
  for (const gone of ['次のとおり', '別表', '付箋']) t.notOk(JSON.stringify(remains).includes(gone), gone)

  const kept = remains.decision_record ?? []
  const head = { seq: events.length, ...(hashes.head === undefined ? {} : { hash: hashes.head }) }
  t.same(verifyChain(id, kept, head, hashLink), { intact: true }, 'who decided can still be proved')
  t.match(JSON.parse(kept.at(-1)?.body ?? '{}'), { event: { type: 'decided', by: { person: '部長' } } })
  t.equal(remains.hashes?.file, sha256('別表'), 'a copy from elsewhere is known again')
  t.not(remains.hashes?.file, sha256('別表（改）'), 'and a forged one is not')
})
