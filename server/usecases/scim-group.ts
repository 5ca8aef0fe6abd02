import { type DirectoryFacts, unitRowsOn } from '../domain/directory/rows.ts'
import { given } from '../domain/directory/people-file.ts'
import { type UnitRow, unitKindOf } from '../domain/directory/units-file.ts'
import { type LocalDate, type PersonId, type UnitCode, dayBefore, parseLocalDate } from '../domain/ids.ts'
import { theBeginning } from '../domain/organisation/acting-orders.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { ScimRefusal } from '../scim/refusals.ts'
import { type Extension, type Resource, extensionOf } from '../scim/resource.ts'
import { unitSchema } from '../scim/schema.ts'

/** A unit as a SCIM Group, without `meta`; undefined for none. `base`: where Users are. */
export function groupOf(
  { organisation }: DirectoryFacts,
  code: UnitCode,
  members: readonly PersonId[],
  { externalId, base }: { readonly externalId: string | undefined; readonly base: string },
): Resource | undefined {
  const unit = organisation.units.get(code)
  if (unit === undefined) return undefined
  return {
    id: code,
    ...given('externalId', externalId),
    displayName: unit.name,
    ...(members.length === 0
      ? {}
      : {
          members: members.map((value) => ({
            value,
            display: organisation.people.get(value)?.name ?? value,
            type: 'User',
            $ref: `${base}/Users/${encodeURIComponent(value)}`,
          })),
        }),
    [unitSchema]: {
      code,
      kind: unit.kind,
      ...given('parent', unit.parent),
      ...given('symbol', unit.symbol),
      ...given('from', unit.from === theBeginning ? undefined : unit.from),
      ...given('until', unit.to),
      ...given('successor', organisation.successors.get(code)),
    } as Extension,
  }
}

const textAt = (holder: Resource | Extension, name: string): string | undefined => {
  const value = holder[name]
  return typeof value === 'string' ? value : undefined
}

/** The row of units.csv a client wants of a unit; `facts` are those of the day it is to count from. */
export function wantedUnit(
  facts: DirectoryFacts,
  code: UnitCode,
  base: Resource | undefined,
  after: Resource,
  on: LocalDate,
): Result<UnitRow, ScimRefusal> {
  const [was, now] = [base === undefined ? {} : extensionOf(base, unitSchema), extensionOf(after, unitSchema)]
  const known = facts.organisation.units.get(code)
  for (const name of ['from', 'kind'])
    if (base !== undefined && textAt(now, name) !== undefined && textAt(now, name) !== textAt(was, name))
      return no({ code: 'scim_read_only', attribute: name })
  const kind = unitKindOf(textAt(now, 'kind') ?? '')
  const name = textAt(after, 'displayName')
  const wanted = (attribute: string, text: string) =>
    no({ code: 'scim_value' as const, attribute, wanted: text })
  if (name === undefined) return wanted('displayName', '所属名')
  if (kind === undefined) return wanted('kind', '部・局・課・係・振興局・振興局の部・出先機関のどれか')
  if (base === undefined && (kind === 'root' || kind === 'executive'))
    return wanted('kind', '団体・執行機関でない所属区分')
  if (kind !== 'root' && textAt(now, 'parent') === undefined) return wanted('parent', '上位所属コード')
  const days: Record<string, LocalDate> = {}
  for (const one of ['from', 'until']) {
    const text = textAt(now, one)
    const day = text === undefined ? undefined : parseLocalDate(text)
    if (text !== undefined && day === undefined) return wanted(one, '2026-07-01 の形の日付')
    if (day !== undefined) days[one] = day
  }
  const { from, until } = days
  if (known?.to !== undefined && until === undefined)
    return no({ code: 'scim_read_only', attribute: 'until' })
  if (until !== undefined && until !== known?.to && until < dayBefore(on))
    return no({ code: 'scim_day_past', attribute: 'until', value: until })
  // What is not changed is as it is that day, not as it is today.
  const changed = (own: string, ofDay: string | undefined) =>
    base !== undefined && textAt(now, own) === textAt(was, own) ? ofDay : textAt(now, own)
  const isRenamed = base === undefined || name !== textAt(base, 'displayName')
  const row = unitRowsOn(facts, on).find((it) => it.code === code)
  return yes({
    ...row,
    row: 2,
    code,
    name: isRenamed ? name : (known?.name ?? name),
    kind,
    ...given('parent', changed('parent', known?.parent) as UnitCode | undefined),
    ...given('symbol', changed('symbol', known?.symbol)),
    ...given('from', row === undefined ? (from ?? on) : row.from),
    ...given('to', until),
    ...given('successor', textAt(now, 'successor') as UnitCode | undefined),
  })
}
