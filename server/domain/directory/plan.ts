import {
  type LocalDate,
  type PersonId,
  type PostId,
  type UnitCode,
  dayBefore,
  partsOfPost,
  postIdOf,
} from '../ids.ts'
import type { Appointment, Organisation } from '../organisation/organisation.ts'
import { type LeaveKind, type PersonRow, given, isLeave } from './people-file.ts'
import type { RowProblem } from './table.ts'
import type { UnitRow } from './units-file.ts'
import { type UnitPlan, planUnits } from './unit-plan.ts'

/** What the directory knows of a person besides the organisation. */
export type Contact = { readonly login: string; readonly email?: string; readonly extPhone?: string }

export type PersonRecord = Contact & {
  readonly id: PersonId
  readonly name: string
  readonly nameKana: string
}

export type NewAppointment = Appointment & { readonly order?: number; readonly asGiven?: string }

export type Leave = {
  readonly person: PersonId
  readonly kind: LeaveKind
  readonly unit?: UnitCode
  readonly from: LocalDate
  readonly to?: LocalDate
}

/** Everything an import would write. What has been stays: an appointment ends, none is changed. */
export type DirectoryPlan = {
  readonly effectiveOn: LocalDate
  readonly units: UnitPlan
  readonly joining: readonly PersonRecord[]
  /** New names and addresses of people who are known; the name counts from the effective day, the login at once. */
  readonly renaming: readonly PersonRecord[]
  /** Appointments that end, with their new last day. */
  readonly ending: readonly { readonly appointment: Appointment; readonly to: LocalDate }[]
  /** Appointments that were to begin on or after the effective day and never will. */
  readonly cancelling: readonly Appointment[]
  readonly beginning: readonly NewAppointment[]
  readonly leaving: readonly Leave[]
  /** 派遣 and 休職 that end, with their last day; one that would end before its first day never begins. */
  readonly leavesEnding: readonly { readonly leave: Leave; readonly to: LocalDate }[]
}

export type DirectoryInput = {
  readonly people: readonly PersonRow[]
  readonly units: readonly UnitRow[]
  readonly effectiveOn: LocalDate
  /** 派遣 and 休職 that are recorded already: a row that says one of them again changes nothing. */
  readonly leaves?: readonly Leave[]
  /** `listed`: only who and what is in the files; `whole`: whoever is not in a file leaves on the day before. */
  readonly scope: 'listed' | 'whole'
}

const sameSeat = (a: Appointment, b: Appointment): boolean => a.post === b.post && a.kind === b.kind

/** The row that goes on with an appointment: of several for one seat the one that begins with it. */
function rowOf<Seat extends Appointment>(seats: readonly Seat[], it: Appointment): Seat | undefined {
  const same = seats.filter((one) => sameSeat(one, it))
  return same.find((one) => one.from === it.from) ?? (same.length === 1 ? same[0] : undefined)
}

const isOn = ({ to }: Leave, day: LocalDate): boolean => to === undefined || to >= day

/** The plan of an import, and what in its rows cannot be. */
export function planDirectory(
  organisation: Organisation,
  contacts: ReadonlyMap<PersonId, Contact>,
  input: DirectoryInput,
): { readonly plan: DirectoryPlan; readonly problems: readonly RowProblem[] } {
  const { effectiveOn, scope } = input
  const units = planUnits(organisation, input)
  const existing = groupBy(
    organisation.appointments.filter((it) => it.to === undefined || it.to >= effectiveOn),
    (it) => it.person,
  )
  const wanted = groupBy(input.people, (it) => it.person)
  const loginOwner = new Map([...contacts].map(([id, it]) => [it.login, id]))
  const problems: RowProblem[] = [...units.problems]
  const joining: PersonRecord[] = []
  const renaming: PersonRecord[] = []
  const ending: DirectoryPlan['ending'][number][] = []
  const cancelling: Appointment[] = []
  const beginning: NewAppointment[] = []
  const leaving: Leave[] = []
  const leavesEnding: DirectoryPlan['leavesEnding'][number][] = []

  for (const [person, rows] of wanted) {
    const known = organisation.people.get(person)
    const record = recordOf(rows, contacts.get(person))
    const owner = loginOwner.get(record.login)
    const [first] = rows
    if (first !== undefined && owner !== undefined && owner !== person) {
      problems.push({
        file: 'people',
        row: first.row,
        column: 'login',
        code: 'login_taken',
        value: record.login,
        severity: 'error',
      })
    }
    loginOwner.set(record.login, person)
    if (known === undefined) joining.push(record)
    else if (differs(record, { ...known, ...contacts.get(person) })) renaming.push(record)
    const had = existing.get(person) ?? []
    const found = seatsOf(rows, units.unitsAfter, organisation, effectiveOn)
    problems.push(...found.problems)
    const fresh = found.seats.filter((it) => !had.some((one) => rowOf(found.seats, one) === it))
    for (const it of fresh) {
      if (known !== undefined && it.from < effectiveOn) {
        problems.push({
          file: 'people',
          row: it.row,
          column: 'from',
          code: 'begins_too_early',
          value: it.from,
          severity: 'error',
        })
      }
    }
    beginning.push(...fresh.map(({ row: _row, ...it }) => it))
    // Who moves later than the rest stays until then: nobody is left without a post for a fortnight.
    const gone = rows.find((it) => it.kind === 'retired')
    const changesOn = gone?.from ?? fresh.map((it) => it.from).toSorted()[0] ?? effectiveOn
    const from = changesOn > effectiveOn ? changesOn : effectiveOn
    endOthers(had, found.seats, from)
    const away = leavesAfter(
      (input.leaves ?? []).filter((it) => it.person === person && isOn(it, effectiveOn)),
      rows,
      { effectiveOn, from },
    )
    leavesEnding.push(...away.ending)
    leaving.push(...away.beginning)
  }
  if (scope === 'whole' && input.people.length > 0) {
    for (const [person, had] of existing) if (!wanted.has(person)) endOthers(had, [], effectiveOn)
  }

  function endOthers(had: readonly Appointment[], seats: readonly Appointment[], from: LocalDate): void {
    for (const it of had) {
      const same = rowOf(seats, it)
      const last = same === undefined ? dayBefore(from) : same.to
      if (last === undefined || last === it.to) continue
      if (it.from > last && same === undefined && it.from >= effectiveOn) cancelling.push(it)
      else ending.push({ appointment: it, to: last < it.from ? it.from : last })
    }
  }

  const handled = new Set([...cancelling, ...ending.map((it) => it.appointment)])
  // Whoever is in a post of a unit that ends leaves the post with it.
  const lastDay = new Map(units.plan.ending.map((it) => [it.code, it.to]))
  for (const appointment of organisation.appointments) {
    const to = lastDay.get(partsOfPost(appointment.post).unit)
    if (to === undefined || handled.has(appointment)) continue
    if (appointment.from <= to && (appointment.to === undefined || appointment.to > to)) {
      ending.push({ appointment, to })
    }
  }

  const plan: DirectoryPlan = {
    effectiveOn,
    units: units.plan,
    joining,
    renaming,
    ending,
    cancelling,
    beginning,
    leaving,
    leavesEnding,
  }
  return { plan, problems }
}

/** What becomes of 派遣 and 休職 of somebody: the rows say which go on, until when, and which begin. */
function leavesAfter(
  had: readonly Leave[],
  rows: readonly PersonRow[],
  { effectiveOn, from }: { readonly effectiveOn: LocalDate; readonly from: LocalDate },
): { readonly ending: DirectoryPlan['leavesEnding']; readonly beginning: readonly Leave[] } {
  const wanted = rows.flatMap(({ person, kind, unit, from: first, to }) =>
    isLeave(kind) ? [{ person, kind, first, ...given('unit', unit), ...given('to', to) }] : [],
  )
  const goesOn = (it: Leave) =>
    wanted.find((one) => one.kind === it.kind && one.unit === it.unit && (one.first ?? it.from) === it.from)
  const ending = had.flatMap((leave) => {
    const row = goesOn(leave)
    const to = row === undefined ? dayBefore(from) : row.to
    return to === undefined || to === leave.to ? [] : [{ leave, to }]
  })
  const going = new Set(had.map(goesOn))
  const beginning = wanted
    .filter((it) => !going.has(it))
    .map(({ first, ...it }) => ({ ...it, from: first ?? effectiveOn }))
  return { ending, beginning }
}

function recordOf(rows: readonly PersonRow[], contact: Contact | undefined): PersonRecord {
  const [first] = rows
  if (first === undefined) throw new Error('a person without rows is in no file')
  const email = rows.find((it) => it.email !== undefined)?.email ?? contact?.email
  const extPhone = rows.find((it) => it.extPhone !== undefined)?.extPhone ?? contact?.extPhone
  return {
    id: first.person,
    name: first.name,
    nameKana: first.nameKana,
    login: rows.find((it) => it.login !== undefined)?.login ?? contact?.login ?? first.person,
    ...given('email', email),
    ...given('extPhone', extPhone),
  }
}

function differs(record: PersonRecord, known: Partial<PersonRecord>): boolean {
  return (['name', 'nameKana', 'login', 'email', 'extPhone'] as const).some((it) => record[it] !== known[it])
}

function seatsOf(
  rows: readonly PersonRow[],
  units: ReadonlySet<UnitCode>,
  organisation: Organisation,
  effectiveOn: LocalDate,
): {
  readonly seats: readonly (NewAppointment & { readonly row: number })[]
  readonly problems: readonly RowProblem[]
} {
  const problems: RowProblem[] = []
  const seats = rows.flatMap((it) => {
    const { row, unit, position, kind } = it
    const say = (column: string, code: RowProblem['code'], value: string): void => {
      problems.push({ file: 'people', row, column, code, value, severity: 'error' })
    }
    if (unit !== undefined && !units.has(unit)) say('unit_code', 'unknown_unit', unit)
    if (position !== undefined && !organisation.positions.has(position)) {
      say('position_code', 'unknown_position', position)
    }
    if (kind === 'retired' || isLeave(kind) || unit === undefined || position === undefined) return []
    const post: PostId = postIdOf(unit, position)
    return [
      {
        row,
        person: it.person,
        post,
        kind,
        from: it.from ?? effectiveOn,
        ...given('to', it.to),
        ...given('order', it.order),
        ...given('asGiven', it.asGiven),
      },
    ]
  })
  return { seats, problems }
}

function groupBy<Key, Value>(values: readonly Value[], key: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>()
  for (const value of values) {
    const group = groups.get(key(value))
    if (group === undefined) groups.set(key(value), [value])
    else group.push(value)
  }
  return groups
}
