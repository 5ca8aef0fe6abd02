import fc from 'fast-check'
import { test } from 'tap'
import { loadExamplePrefecture } from '../../testing/organisation.ts'
import {
  type Instant,
  type LocalDate,
  type PersonId,
  type PostId,
  type UnitCode,
  chargeOf,
  partsOfPost,
} from '../ids.ts'
import { absenceAt, capacitiesOf, holdersOf, postExists, seatedIn } from './holders.ts'
import { familyNameOf } from './names.ts'
import type { Organisation } from './organisation.ts'
import { titleOf } from './titles.ts'
import { ancestors, findUnit, nearest, sectionOf, symbolOf } from './units.ts'

const day = (text: string): LocalDate => text as LocalDate
const post = (text: string): PostId => text as PostId
const unit = (text: string): UnitCode => text as UnitCode
const person = (text: string): PersonId => text as PersonId

test('姓 is kept code point by code point', async (t) => {
  t.equal(familyNameOf('大通 創'), '大通')
  t.equal(familyNameOf('\u{20BB7}\u7530 法子'), '\u{20BB7}\u7530')
  t.equal(familyNameOf('\u845B\u{E0100}\u897F 信也'), '\u845B\u{E0100}\u897F')
  t.equal(familyNameOf('\u5927\uFA10\u3000実'), '\u5927\uFA10', 'an ideographic space parts too')
  t.equal(familyNameOf('みほん'), 'みほん')
  t.equal(familyNameOf(' みほん'), ' みほん')
})

test('the organisation of the example prefecture', async (t) => {
  const { organisation } = await loadExamplePrefecture(t)
  const titles = (who: string, on: string): string[] =>
    capacitiesOf(organisation, person(who), day(on))
      .filter((it) => chargeOf(it.post) === undefined)
      .map((it) => it.title)
  const holder = (id: string): string[] =>
    holdersOf(organisation, post(id), day('2026-05-01')).map((it) => it.person)
  const absent = (at: string): boolean =>
    absenceAt(organisation, person('u0402'), at as Instant) !== undefined

  await t.test('a title is what people write on paper', async (t) => {
    for (const [id, title] of [
      ['EXE:P-GOV', '知事'],
      ['EXE:P-VGV', '副知事'],
      ['EXE:P-VGV@KEI', '副知事'],
      ['SUI:P-ACC', '会計管理者'],
      ['KEI:P-DIR', '経済部長'],
      ['SOM:P-JIC', '総務部次長'],
      ['KEI-KAN:P-BUR', '観光局長'],
      ['KNK:P-SEC', '観光振興課長'],
      ['KNK:P-TAN', '観光振興課担当課長'],
      ['KNK:P-CHF', '観光振興課主幹'],
      ['KNK-1:P-KAK', '企画係長'],
      ['KNK-1:P-SNN', '企画係主任'],
      ['KYK:P-ARC', 'みほん道立文書館長'],
      ['KYK:P-SEN', 'みほん道立文書館文書専門員'],
      ['TOB:P-BRH', '東部総合振興局長'],
      ['SEI:P-BRH', '西部振興局長'],
      ['TOB:P-BRV', '東部総合振興局副局長'],
      ['TOB-CHI:P-SBU', '地域創生部長'],
      ['SEI-HOK:P-SBU', '保健環境部長'],
    ]) {
      t.equal(titleOf(organisation, post(id ?? '')), title)
    }
    t.equal(titleOf(organisation, post('KEI-KAN:P-BUR'), 'handling'), '観光局長事務取扱')
    t.equal(titleOf(organisation, post('EXE:P-GOV'), 'proxy'), '知事職務代理者')
    t.equal(titleOf(organisation, post('GONE:P-SEC')), 'GONE:P-SEC', 'nobody knows it: its own code')
  })

  await t.test('capacities: 本務 first, then the others, each only in its time', async (t) => {
    t.same(titles('u0501', '2026-08-31'), ['経済部長'])
    t.same(titles('u0501', '2026-09-01'), ['経済部長', '観光局長事務取扱'])
    t.same(titles('u0502', '2026-08-31'), ['観光局長'])
    t.same(titles('u0502', '2026-09-01'), [])
    t.same(titles('u0204', '2026-05-01'), ['基盤整備係長', '業務改革係主査'])
    t.same(titles('u0002', '2026-10-20'), ['副知事', '知事職務代理者'])
    t.same(titles('u0002', '2026-10-21'), ['副知事'])
    t.same(titles('u0703', '2026-06-30'), ['道路課長'])
    t.same(titles('u0703', '2026-07-01'), ['建設管理部長'])
    t.same(titles('nobody', '2026-07-01'), [])
    t.match(capacitiesOf(organisation, person('u0901'), day('2026-05-01')), [
      { post: 'TOB:P-BRH', kind: 'primary', unitName: '東部総合振興局', positionName: '総合振興局長' },
    ])
  })

  await t.test('of two 副知事 the one in charge holds the seat', async (t) => {
    t.same(holder('EXE:P-VGV'), ['u0002', 'u0003'])
    t.same(holder('EXE:P-VGV@KEI'), ['u0003'])
    t.same(holder('EXE:P-VGV@TOB'), ['u0002'])
    t.same(holder('EXE:P-VGV@KNK'), [], 'nobody is in charge of a single 課')
  })

  await t.test('職務代理: while a 職務代理者 is in office only that person exercises the post', async (t) => {
    const governor = post('EXE:P-GOV')
    t.same(
      holdersOf(organisation, governor, day('2026-10-05')).map((it) => it.person),
      ['u0002', 'u0001'],
    )
    t.same(seatedIn(organisation, governor, day('2026-10-05')), [{ person: 'u0002', kind: 'proxy' }])
    t.same(seatedIn(organisation, governor, day('2026-10-04')), [{ person: 'u0001', kind: 'primary' }])
  })

  await t.test('a post exists from its first appointment on, held or vacant', async (t) => {
    t.ok(postExists(organisation, post('KEI-KAN:P-BUR'), day('2025-04-01')))
    t.notOk(postExists(organisation, post('KEI-KAN:P-BUR'), day('2025-03-31')))
    t.notOk(postExists(organisation, post('KNK:P-CHF'), day('2026-05-01')))
  })

  await t.test('an absence covers both its ends', async (t) => {
    t.notOk(absent('2026-05-19T14:59:59.999Z'))
    t.ok(absent('2026-05-19T15:00:00.000Z'), '20 May 0:00 in Japan')
    t.ok(absent('2026-05-21T14:59:59.999Z'))
    t.notOk(absent('2026-05-21T15:00:00.000Z'))
  })

  await t.test('units know what is above them', async (t) => {
    t.same(
      ancestors(organisation, unit('TCS-1')).map((it) => it.code),
      ['TCS', 'TOB-CHI', 'TOB', 'ROOT'],
    )
    t.same(ancestors(organisation, unit('NONE')), [])
    t.equal(findUnit(organisation, unit('NONE')), undefined)
    t.equal(nearest(organisation, unit('TCS-1'), ['bureau', 'branch_dept'])?.code, 'TOB-CHI')
    t.equal(sectionOf(organisation, unit('KNK-1'))?.code, 'KNK')
    t.equal(sectionOf(organisation, unit('KYK'))?.code, 'KYK', 'an institution keeps its own books')
    t.equal(sectionOf(organisation, unit('KEI')), undefined)
    t.equal(symbolOf(organisation, unit('KNK-1')), '観光')
    t.equal(symbolOf(organisation, unit('KEI')), undefined)
    const looped: Organisation = {
      ...organisation,
      units: new Map(
        [...organisation.units].map(([code, it]) => [
          code,
          code === 'TOB' ? { ...it, parent: unit('TCS') } : it,
        ]),
      ),
    }
    t.same(
      ancestors(looped, unit('TCS-1')).map((it) => it.code),
      ['TCS', 'TOB-CHI', 'TOB'],
      'a parent chain that bites its tail ends',
    )
  })

  await t.test('who holds a post and which posts somebody holds never disagree', async (t) => {
    let pairs = 0
    const days = fc
      .nat(1400)
      .map((it) => new Date(Date.UTC(2025, 3, 1) + it * 86_400_000).toISOString().slice(0, 10))
    fc.assert(
      fc.property(days, (text) => {
        for (const id of organisation.people.keys()) {
          const held = capacitiesOf(organisation, id, day(text))
          const kinds = held.map((it) => it.kind)
          if (kinds.includes('primary') && kinds[0] !== 'primary') return false
          for (const it of held) {
            pairs += 1
            const holders = holdersOf(organisation, it.post, day(text))
            if (!holders.some((one) => one.person === id && one.kind === it.kind)) return false
          }
        }
        return organisation.appointments.every((it) =>
          holdersOf(organisation, it.post, day(text)).every((one) =>
            capacitiesOf(organisation, one.person, day(text)).some((cap) => cap.post === it.post),
          ),
        )
      }),
      { numRuns: 60 },
    )
    t.ok(pairs > 1000, `${pairs} pairs`)
  })

  await t.test('a post is its parts', async (t) => {
    t.same(partsOfPost(post('EXE:P-VGV@KEI')), { unit: 'EXE', position: 'P-VGV' })
    t.equal(chargeOf(post('EXE:P-VGV@KEI')), 'KEI')
    t.same(partsOfPost(post('KNK:P-SEC')), { unit: 'KNK', position: 'P-SEC' })
    t.equal(chargeOf(post('KNK:P-SEC')), undefined)
  })
})
