import type { Kysely } from 'kysely'
import type {
  NumberFormatBody,
  NumberFormatPreview,
  NumberFormatPreviewBody,
  NumberFormats,
} from '../contract/numbers.ts'
import { type LocalDate, type PersonId, type UnitCode, localDateOf, parseLocalDate } from '../domain/ids.ts'
import {
  type BookScope,
  type FormatFault,
  type NumberFormat,
  bookYear,
  faultOf,
  formatInForce,
  nextBookFrom,
} from '../domain/numbering/number-format.ts'
import { writeBranch, writeNumber } from '../domain/numbering/write-number.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { sectionOf, symbolOf } from '../domain/organisation/units.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { readNumberBook } from '../store/document-numbers.ts'
import {
  type NumberKind,
  type StoredFormat,
  findNumberKind,
  insertFormatVersion,
  insertNumberKind,
  listNumberKinds,
} from '../store/number-formats.ts'
import { bookUnit } from './find-number-book.ts'
import type { Clock, OrganisationSource } from './ports.ts'
import { keepsSettings, refOf } from './who-is.ts'

export type NumberFormatDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly now: Clock
}

export type NumberFormatProblem =
  | { readonly code: 'number_formats_not_yours' }
  | { readonly code: 'unknown_number_kind'; readonly kind: string }
  | { readonly code: 'number_kind_exists'; readonly kind: string }
  | { readonly code: 'unit_not_found'; readonly unit: string }
  | { readonly code: 'number_format_past'; readonly earliest: LocalDate }
  | {
      readonly code: 'number_format_wrong'
      /** `section_of_body`: a format of one 課 in the one book of the body. */
      readonly because: FormatFault | 'section_of_body' | 'no_such_day'
    }

/** Every kind with its versions, newest first; everybody may know how numbers are written. */
export async function viewNumberFormats(deps: NumberFormatDeps, by: PersonId): Promise<NumberFormats> {
  const organisation = await deps.organisation.current()
  const today = localDateOf(deps.now())
  const kinds = await listNumberKinds(deps.db)
  return {
    mayChange: keepsSettings(organisation, by),
    today,
    kinds: kinds.map(({ kind, scope, versions }) => ({
      ...{ kind, of: scope },
      versions: versions.map((it) => versionView(organisation, versions, it, today)).toReversed(),
    })),
  }
}

function versionView(
  organisation: Organisation,
  versions: readonly StoredFormat[],
  version: StoredFormat,
  today: LocalDate,
): NumberFormats['kinds'][number]['versions'][number] {
  const { section, made, ...format } = version
  const ofSame = versions.filter((it) => it.section === section)
  // Of one first day the later word counts: the former is past, though its day may be ahead.
  const stands = formatInForce(ofSame, section, version.from) === version
  const isCurrent = formatInForce(ofSame, section, today) === version
  return {
    ...format,
    state: isCurrent ? 'current' : stands && version.from > today ? 'ahead' : 'past',
    ...(section === undefined
      ? {}
      : { section: { code: section, name: organisation.units.get(section)?.name ?? section } }),
    ...(made === undefined ? {} : { made: { ...made, by: refOf(organisation, made.by, made.at) } }),
  }
}

type Judged = {
  readonly organisation: Organisation
  readonly today: LocalDate
  readonly from: LocalDate
  readonly kind: NumberKind
  readonly section?: UnitCode
  readonly format: NumberFormat
}

/** Whether numbers of the kind may be written so from the day on, by the word of this person. */
async function judge(
  deps: NumberFormatDeps,
  by: PersonId,
  body: Omit<NumberFormatPreviewBody, 'unit'>,
): Promise<Result<Judged, NumberFormatProblem>> {
  const organisation = await deps.organisation.current()
  if (!keepsSettings(organisation, by)) return no({ code: 'number_formats_not_yours' })
  const today = localDateOf(deps.now())
  const from = parseLocalDate(body.from)
  if (from === undefined) return no({ code: 'number_format_wrong', because: 'no_such_day' })
  if (from < today) return no({ code: 'number_format_past', earliest: today })
  const name = body.kind.trim()
  const known = await findNumberKind(deps.db, name)
  if (known === undefined && body.newKind === undefined)
    return no({ code: 'unknown_number_kind', kind: name })
  if (known !== undefined && body.newKind !== undefined) return no({ code: 'number_kind_exists', kind: name })
  const scope: BookScope = known?.scope ?? body.newKind?.of ?? 'section'
  const section = body.section === undefined ? undefined : sectionOf(organisation, body.section as UnitCode)
  if (body.section !== undefined && section?.code !== body.section) {
    return no({ code: 'unit_not_found', unit: body.section })
  }
  if (section !== undefined && scope === 'body') {
    return no({ code: 'number_format_wrong', because: 'section_of_body' })
  }
  const { pattern, numerals, digits, yearWritten, branch, yearCounts, yearOf } = body
  const format = { pattern, numerals, digits, yearWritten, branch, yearCounts, yearOf }
  const fault = faultOf(format, scope === 'section' && section === undefined)
  if (fault !== undefined) return no({ code: 'number_format_wrong', because: fault })
  return yes({
    ...{ organisation, today, from, format, kind: known ?? { kind: name, scope, versions: [] } },
    ...(section === undefined ? {} : { section: section.code }),
  })
}

/** How the next number of a 課 would be written on the first day, and at the beginning of the next book; nothing is stored. */
export async function previewNumberFormat(
  deps: NumberFormatDeps,
  by: PersonId,
  body: NumberFormatPreviewBody,
): Promise<Result<NumberFormatPreview, NumberFormatProblem>> {
  const judged = await judge(deps, by, body)
  if (!judged.ok) return judged
  const { organisation, from: day, kind, section: own, format } = judged.value
  const section = own ?? sectionOf(organisation, body.unit as UnitCode)?.code
  if (section === undefined) return no({ code: 'unit_not_found', unit: body.unit })
  const unit = bookUnit(organisation, section, kind.scope)
  const symbol = symbolOf(organisation, section) ?? ''
  const nextBy = async (by: NumberFormat) => {
    const year = bookYear(by, { numberedOn: day })
    const { last } = await readNumberBook(deps.db, { kind: kind.kind, unit, fiscalYear: year })
    return { year, text: writeNumber(by, { symbol, year, day, number: last + 1 }) }
  }
  const before = formatInForce(kind.versions, section, day)
  const next = await nextBy(format)
  const newYear = nextBookFrom(format, next.year)
  const first = writeNumber(format, { symbol, year: next.year + 1, day: newYear, number: 1 })
  return yes({
    samples: [
      ...(before === undefined ? [] : [{ what: 'before' as const, day, text: (await nextBy(before)).text }]),
      { what: 'next', day, text: next.text },
      { what: 'branch', day, text: next.text + writeBranch(format, 2) },
      { what: 'next_year', day: newYear, text: first },
    ],
  })
}

/** A version from a day on, never a past one: what was given by then stays as it was written. */
export async function addNumberFormat(
  deps: NumberFormatDeps,
  by: PersonId,
  body: NumberFormatBody,
): Promise<Result<NumberFormats, NumberFormatProblem>> {
  const judged = await judge(deps, by, body)
  if (!judged.ok) return judged
  const { from, kind, section, format } = judged.value
  const made = { by, at: deps.now(), reason: body.reason.trim() }
  const isDone = await deps.db.transaction().execute(async (trx) => {
    if (body.newKind !== undefined && !(await insertNumberKind(trx, kind.kind, kind.scope))) return false
    await insertFormatVersion(trx, kind.kind, {
      ...{ ...format, from, made },
      ...(section === undefined ? {} : { section }),
    })
    return true
  })
  return isDone ? yes(await viewNumberFormats(deps, by)) : no({ code: 'number_kind_exists', kind: kind.kind })
}
