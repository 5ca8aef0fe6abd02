import type { Kysely } from 'kysely'
import { type Instant, type PersonId, type UnitCode, localDateOf } from '../domain/ids.ts'
import type { LegacyWorld } from '../domain/legacy/check-record.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { sectionOf } from '../domain/organisation/units.ts'
import { loadClassifications, loadRetentionPeriods } from '../store/classifications.ts'
import type { Database } from '../store/database.ts'

/** What an import knows of the body's lists, read once. */
export async function loadLegacyWorld(
  db: Kysely<Database>,
  organisation: Organisation,
  at: Instant,
): Promise<LegacyWorld> {
  const [scheme, periods, classes, grounds, levels, kinds] = await Promise.all([
    loadClassifications(db),
    loadRetentionPeriods(db),
    db.selectFrom('disclosure_class').selectAll().execute(),
    db.selectFrom('disclosure_ground').selectAll().execute(),
    db.selectFrom('secrecy_level').selectAll().execute(),
    db.selectFrom('number_format').select('kind').execute(),
  ])
  const parents = new Set([...scheme.values()].map((it) => it.parent))
  const retention = byWord(periods)
  const disclosure = byWord(classes)
  const ground = byWord(grounds)
  const secrecy = byWord(levels)
  const units = [...organisation.units.values()]
  const section = (word: string): UnitCode | undefined => {
    const unit = organisation.units.get(word as UnitCode) ?? single(units.filter((it) => it.name === word))
    return unit === undefined ? undefined : (sectionOf(organisation, unit.code)?.code ?? unit.code)
  }
  return {
    today: localDateOf(at),
    section,
    hasPerson: (id) => organisation.people.has(id as PersonId),
    hasClass: (code) => scheme.has(code) && !parents.has(code),
    retention: (word) => retention(word)?.code,
    disclosure: (word) => {
      const it = disclosure(word)
      return it && { code: it.code, needsGround: it.needs_ground, needsUntil: it.needs_until }
    },
    ground: (word) => ground(word)?.code,
    secrecy: (word) => {
      const it = secrecy(word)
      return it && { code: it.code, needsUntil: it.needs_until, isElectronic: it.is_electronic }
    },
    hasNumberKind: (kind) => kinds.some((it) => it.kind === kind),
  }
}

/** Finds by code, else by name. */
function byWord<Row extends { readonly code: string; readonly name: string }>(
  rows: readonly Row[],
): (word: string) => Row | undefined {
  return (word) => rows.find((it) => it.code === word) ?? rows.find((it) => it.name === word)
}

function single<Value>(all: readonly Value[]): Value | undefined {
  return all.length === 1 ? all[0] : undefined
}
