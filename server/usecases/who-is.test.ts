import { test } from 'tap'
import type { Instant, LocalDate, PersonId, PostId, UnitCode } from '../domain/ids.ts'
import type { Organisation, Unit } from '../domain/organisation/organisation.ts'
import { readerOf } from './who-is.ts'

const person = 'p1' as PersonId
const day = (text: string): LocalDate => text as LocalDate

function unit(code: string, kind: Unit['kind'], more: { parent?: string; to?: string } = {}): Unit {
  return {
    ...{ code: code as UnitCode, name: code, kind, from: day('2020-04-01') },
    ...(more.parent === undefined ? {} : { parent: more.parent as UnitCode }),
    ...(more.to === undefined ? {} : { to: day(more.to) }),
  }
}

/** Somebody of the 課 NEW, in an office where 課 end at the end of 年度 and others take over. */
function office(units: readonly Unit[], successors: Readonly<Record<string, string>>): Organisation {
  const all = [unit('NEW', 'section'), unit('NEW-1', 'group', { parent: 'NEW' }), ...units]
  return {
    units: new Map(all.map((it) => [it.code, it])),
    successors: new Map(Object.entries(successors) as [UnitCode, UnitCode][]),
    positions: new Map(),
    people: new Map([[person, { id: person, name: '北 光', nameKana: 'キタ', roles: [], charge: [] }]]),
    appointments: [{ person, post: 'NEW-1:P-STF' as PostId, kind: 'primary', from: day('2020-04-01') }],
    ...{ absences: [], actingOrders: [], seals: [] },
  }
}

const sectionsOn = (organisation: Organisation, on: string): readonly string[] =>
  readerOf(organisation, person, `${on}T03:00:00.000Z` as Instant).sections

test('a 課 that ended: whoever takes over stands in its place, from the day after its last', async (t) => {
  const ending = office([unit('OLD', 'section', { to: '2026-03-31' })], { OLD: 'NEW' })
  t.same(sectionsOn(ending, '2026-03-31'), ['NEW'])
  t.same(sectionsOn(ending, '2026-04-01'), ['NEW', 'OLD'])
  t.same(
    sectionsOn(office([unit('OLD', 'section')], { OLD: 'NEW' }), '2026-04-01'),
    ['NEW'],
    'while it exists',
  )
  t.same(sectionsOn(office([unit('OLD', 'section', { to: '2026-03-31' })], {}), '2026-04-01'), ['NEW'])
})

test('a 課 that ended: one after another in its place, and none of them before its time', async (t) => {
  const chain = office(
    [unit('A', 'section', { to: '2025-03-31' }), unit('B', 'section', { to: '2026-03-31' })],
    { A: 'B', B: 'NEW' },
  )
  t.same(sectionsOn(chain, '2025-04-01'), ['NEW'], 'the papers of A are of B yet')
  t.same(sectionsOn(chain, '2026-04-01'), ['NEW', 'A', 'B'])
})

test('a 課 that ended: a 係 that takes over has it for its 課, and 課 alone are stood in for', async (t) => {
  const ended = { to: '2026-03-31' }
  const units = [unit('OLD', 'section', ended), unit('OLD-1', 'group', { parent: 'OLD', ...ended })]
  const organisation = office(units, { OLD: 'NEW-1', 'OLD-1': 'NEW-1' })
  t.same(sectionsOn(organisation, '2026-04-01'), ['NEW', 'OLD'])
})
