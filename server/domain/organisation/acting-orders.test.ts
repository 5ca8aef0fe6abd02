import { test } from 'tap'
import { loadExamplePrefecture } from '../../testing/organisation.ts'
import type { Instant, LocalDate, PositionCode, PostId, UnitCode } from '../ids.ts'
import {
  actingOrderChanges,
  actingOrderOn,
  positionsWithOrder,
  theBeginning,
  withActingOrder,
} from './acting-orders.ts'
import type { ActingOrder, ActingPlace, Organisation, Selector } from './organisation.ts'
import { type ActingOrderRefusal, refuseActingOrder } from './refuse-acting-order.ts'
import { standInsOf } from './stand-ins.ts'

const today = '2026-05-18' as LocalDate

/** A position in the decider's own place, or in a named unit: `own_section P-CHF`, `SOM P-DIR`. */
function place(words: string): ActingPlace {
  const [at = '', position] = words.split(' ')
  const selector = (/^(own_|charge_)/.test(at) ? { at } : { at: 'unit', unit: at as UnitCode }) as Selector
  return { selector, ...(position === undefined ? {} : { position: position as PositionCode }) }
}

function order(decider: string, from: string, ...places: readonly string[]): ActingOrder {
  return { decider: decider as PositionCode, from: from as LocalDate, order: places.map(place) }
}

test('代決の順位 by version', async (t) => {
  const { organisation } = await loadExamplePrefecture(t)
  const standIns = (of: Organisation, post: string, day: string) =>
    standInsOf(of, post as PostId, `${day}T03:00:00.000Z` as Instant).map(
      (it) => `${it.place} ${it.postName}`,
    )
  const refused = (one: ActingOrder): ActingOrderRefusal | undefined =>
    refuseActingOrder(organisation, one, today)

  await t.test('R-12 代決の順位 counts from its day until the next one does', async (t) => {
    const june = order('P-SEC', '2026-06-01', 'own_group P-KAK')
    const changed = withActingOrder(
      withActingOrder(organisation, june),
      order('P-SEC', '2026-07-01', 'own_group P-KAK', 'own_section P-CHF'),
    )
    const before = ['1 文書課主幹', '2 文書管理係長', '2 法制審査係長']
    t.same(standIns(changed, 'BUN:P-SEC', '2026-05-31'), before)
    t.same(standIns(changed, 'BUN:P-SEC', '2026-06-01'), ['1 文書管理係長', '1 法制審査係長'])
    t.same(standIns(changed, 'BUN:P-SEC', '2026-06-30'), ['1 文書管理係長', '1 法制審査係長'])
    t.same(standIns(changed, 'BUN:P-SEC', '2026-07-01'), ['1 文書管理係長', '1 法制審査係長', '2 文書課主幹'])
    t.same(standIns(changed, 'KEI:P-DIR', '2026-07-01'), ['2 観光局長'], 'other deciders keep theirs')
    t.equal(actingOrderOn(changed, 'P-SEC' as PositionCode, today)?.from, theBeginning)
    t.equal(actingOrderOn(changed, 'P-KAK' as PositionCode, today), undefined)
  })

  await t.test('R-12 代決の順位 of the same day: the later one takes its part', async (t) => {
    const first = withActingOrder(organisation, order('P-SEC', '2026-06-01', 'own_group P-KAK'))
    const second = withActingOrder(first, order('P-SEC', '2026-06-01', 'own_section P-CHF'))
    t.equal(second.actingOrders.length, first.actingOrders.length)
    t.same(standIns(second, 'BUN:P-SEC', '2026-06-01'), ['1 文書課主幹'])
  })

  await t.test('R-12 代決の順位 without a place ends it from its day on', async (t) => {
    const ended = withActingOrder(organisation, order('P-SEC', '2026-06-01'))
    t.equal(standIns(ended, 'BUN:P-SEC', '2026-05-31').length, 3)
    t.same(standIns(ended, 'BUN:P-SEC', '2026-06-01'), [])
    t.ok(positionsWithOrder(ended, '2026-05-31' as LocalDate).has('P-SEC' as PositionCode))
    t.notOk(positionsWithOrder(ended, '2026-06-01' as LocalDate).has('P-SEC' as PositionCode))
    t.equal(refused(order('P-SEC', '2026-06-01')), undefined, 'and may be recorded')
  })

  await t.test('R-12 代決の順位 that may be recorded: from today on, in places that are posts', async (t) => {
    t.equal(refused(order('P-SEC', today, 'own_group P-KAK', 'own_section P-CHF')), undefined)
    t.equal(refused(order('P-GOV', today, 'charge_vice_governor', 'SOM P-DIR')), undefined)
    t.equal(refused(order('P-DIR', today, 'SOM P-DIR')), undefined, '総務部長 stands in for every other 部長')
    t.equal(refused(order('P-KAK', today, 'own_section P-SEC')), undefined, 'one that never had an order')
  })

  await t.test('R-12 代決の順位 that is refused, and why', async (t) => {
    t.same(refused(order('P-SEC', '2026-05-17', 'own_group P-KAK')), {
      code: 'acting_order_past',
      from: '2026-05-17',
      earliest: today,
    })
    t.same(refused(order('P-XXX', today, 'own_group P-KAK')), {
      code: 'acting_order_position_unknown',
      position: 'P-XXX',
    })
    t.same(refused(order('P-CHF', today, 'own_group P-KAK')), {
      code: 'acting_order_no_decider',
      position: 'P-CHF',
      name: '主幹',
    })
    t.same(refused(order('P-SEC', today, 'own_group P-KAK', 'GONE P-DIR')), {
      code: 'acting_order_place_unknown',
      place: 2,
      unit: 'GONE',
    })
    t.same(refused(order('P-SEC', today, 'own_group P-XXX')), {
      code: 'acting_order_place_unknown',
      place: 1,
      position: 'P-XXX',
    })
    t.same(refused(order('P-SEC', today, 'own_group P-KAK', 'own_section P-CHF', 'own_group P-KAK')), {
      code: 'acting_order_place_twice',
      place: 3,
      first: 1,
    })
    t.same(refused(order('P-GOV', today, 'SOM P-DIR', 'KEI P-DIR', 'SOM P-DIR')), {
      code: 'acting_order_place_twice',
      place: 3,
      first: 1,
    })
    t.same(refused(order('P-KAK', today, 'own_section P-JIC')), { code: 'acting_order_nowhere' })
  })

  await t.test('R-12 代決の順位 has not the absent decider in it', async (t) => {
    const itself = { code: 'acting_order_itself' }
    t.match(refused(order('P-SEC', today, 'own_section P-CHF', 'own_section P-SEC')), { ...itself, place: 2 })
    t.match(refused(order('P-GOV', today, 'EXE P-GOV')), { ...itself, place: 1 })
    t.match(refused(order('P-VGV', today, 'own_department P-DIR', 'charge_vice_governor')), {
      ...itself,
      place: 2,
    })
  })

  await t.test('R-12 代決の順位: a unit that has ended by its day is unknown there', async (t) => {
    const som = organisation.units.get('SOM' as UnitCode)
    if (som === undefined) throw new Error('the example has a 総務部')
    const ending: Organisation = {
      ...organisation,
      units: new Map(organisation.units).set(som.code, { ...som, to: '2026-06-30' as LocalDate }),
    }
    const gov = (from: string) => order('P-GOV', from, 'charge_vice_governor', 'SOM P-DIR')
    t.equal(refuseActingOrder(ending, gov('2026-06-30'), today), undefined)
    t.match(refuseActingOrder(ending, gov('2026-07-01'), today), { place: 2, unit: 'SOM' })
  })

  await t.test('R-12 代決の順位: what differs between two', async (t) => {
    const [chf, kak, dir] = [place('own_section P-CHF'), place('own_group P-KAK'), place('SOM P-DIR')]
    t.same(actingOrderChanges([chf, kak], [chf, kak]), [])
    t.same(actingOrderChanges([chf, kak], [kak, chf, dir]), [
      { change: 'moves', place: kak, before: 2, after: 1 },
      { change: 'moves', place: chf, before: 1, after: 2 },
      { change: 'comes', place: dir, after: 3 },
    ])
    t.same(actingOrderChanges([chf, kak], []), [
      { change: 'goes', place: chf, before: 1 },
      { change: 'goes', place: kak, before: 2 },
    ])
    t.same(actingOrderChanges([dir], [place('KEI P-DIR')]), [
      { change: 'comes', place: place('KEI P-DIR'), after: 1 },
      { change: 'goes', place: dir, before: 1 },
    ])
  })
})
