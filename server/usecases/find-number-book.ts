import type { Kysely } from 'kysely'
import { type Instant, type UnitCode, localDateOf } from '../domain/ids.ts'
import {
  type BookScope,
  type NumberFormatVersion,
  bookYear,
  formatInForce,
} from '../domain/numbering/number-format.ts'
import { writeNumber } from '../domain/numbering/write-number.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { lineOf, sectionOf, symbolOf } from '../domain/organisation/units.ts'
import type { Database } from '../store/database.ts'
import type { NumberScope } from '../store/document-numbers.ts'
import { findNumberKind } from '../store/number-formats.ts'

/** The book a 課 takes its numbers of a kind from on a day, and how it writes them. */
export type BookOnDay = {
  readonly scope: NumberScope
  /** One book for the whole body, which is kept under its topmost unit. */
  readonly of: BookScope
  readonly format: NumberFormatVersion
  /** The 課 that takes from it. */
  readonly section: UnitCode
  /** Writes a number of the book on the day. */
  readonly write: (number: number, branch?: number) => string
}

/**
 * The book of the year that the day says (see `bookYear`): at 0:00 on 1 April, in Japan, it is the next one by itself.
 * Undefined when the body has no such kind, or no format of it in force.
 */
export async function findBookOnDay(
  db: Kysely<Database>,
  given: {
    readonly organisation: Organisation
    readonly kind: string
    readonly unit: UnitCode
    readonly at: Instant
    readonly decidedAt?: Instant
  },
): Promise<BookOnDay | undefined> {
  const { organisation, kind, at, decidedAt } = given
  const found = await findNumberKind(db, kind)
  const day = localDateOf(at)
  const section = sectionOf(organisation, given.unit)?.code ?? given.unit
  const format = found && formatInForce(found.versions, section, day)
  if (found === undefined || format === undefined) return undefined
  const fiscalYear = bookYear(format, {
    numberedOn: day,
    ...(decidedAt === undefined ? {} : { decidedOn: localDateOf(decidedAt) }),
  })
  const unit = bookUnit(organisation, section, found.scope)
  const symbol = symbolOf(organisation, given.unit) ?? ''
  return {
    scope: { kind, unit, fiscalYear },
    of: found.scope,
    format,
    section,
    write: (number, branch = 0) => writeNumber(format, { symbol, year: fiscalYear, day, number, branch }),
  }
}

/** Where a book is kept: under the 課, or under the topmost unit for the whole body. */
export function bookUnit(organisation: Organisation, section: UnitCode, scope: BookScope): UnitCode {
  return scope === 'section' ? section : (lineOf(organisation, section).at(-1)?.code ?? section)
}
