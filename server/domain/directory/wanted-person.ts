import { type LocalDate, type PersonId, type PositionCode, type UnitCode, dayBefore } from '../ids.ts'
import { type PersonRow, given } from './people-file.ts'

/** One 発令 as somebody from outside wants it. */
export type WantedPost = {
  /** Which of those there are is meant (`postKeyOf`); absent for a new one. */
  readonly key?: string
  readonly unit?: UnitCode
  readonly position?: PositionCode
  readonly kind: PersonRow['kind']
  readonly asGiven?: string
  readonly from?: LocalDate
  readonly to?: LocalDate
  readonly order?: number
}

/** What is to become of a person; what is absent stays. */
export type WantedPerson = {
  readonly person: PersonId
  readonly name?: string
  readonly nameKana?: string
  readonly login?: string
  readonly email?: string
  readonly extPhone?: string
  /** All of them: a 発令 that is not among them ends. */
  readonly posts: readonly WantedPost[] | 'retired'
}

/** Names one 発令 or 派遣・休職 of a person, as long as it stands: `KNK:P-SEC/primary/2026-04-01`. */
export function postKeyOf({ unit, position, kind, from }: WantedPost | PersonRow): string {
  return `${unit ?? ''}:${position ?? ''}/${kind}/${from ?? ''}`
}

const isSameSeat = (a: WantedPost | PersonRow, b: WantedPost | PersonRow): boolean =>
  a.unit === b.unit && a.position === b.position && a.kind === b.kind

/**
 * A wanted person as the rows of people.csv for a day (scope `listed`). `current`: the rows of what counts today or
 * begins later, with the names of that day; empty for somebody new.
 */
export function wantedRows(
  current: readonly PersonRow[],
  wanted: WantedPerson,
  on: LocalDate,
): readonly PersonRow[] {
  const [known] = current
  const own = {
    row: 0,
    person: wanted.person,
    name: wanted.name ?? known?.name ?? '',
    nameKana: wanted.nameKana ?? known?.nameKana ?? '',
    ...given('login', wanted.login ?? known?.login),
    ...given('email', wanted.email ?? known?.email),
    ...given('extPhone', wanted.extPhone ?? known?.extPhone),
  }
  const rows: readonly PersonRow[] =
    wanted.posts === 'retired'
      ? [{ ...own, kind: 'retired', from: on }]
      : oneAfterAnother(wanted.posts.map((it) => rowOf(own, current, it, on)))
          // What is over by then stays as it was.
          .filter((it) => !hasEnded(current, it, on))
  return rows.map((it, index) => ({ ...it, row: index + 2 }))
}

/** Whether a row says of a 発令 that is over by the day just what is so. */
function hasEnded(current: readonly PersonRow[], it: PersonRow, on: LocalDate): boolean {
  if (it.to === undefined || it.to >= on) return false
  return current.some((one) => isSameSeat(one, it) && one.from === it.from && one.to === it.to)
}

type Own = Pick<PersonRow, 'row' | 'person' | 'name' | 'nameKana' | 'login' | 'email' | 'extPhone'>

function rowOf(own: Own, current: readonly PersonRow[], it: WantedPost, on: LocalDate): PersonRow {
  const { key: _key, ...post } = it
  const before = standing(current, it)
  const isMoved = before !== undefined && !isSameSeat(before, it)
  // Another seat in the place of one that has begun is a new 発令: what has been stays.
  const from =
    isMoved && before.from !== undefined && before.from < on && it.from === before.from ? on : it.from
  return { ...own, ...post, from: from ?? (isMoved ? on : (before?.from ?? on)) }
}

/** The row a wanted 発令 goes on with: the one it names, else the one of its seat. */
function standing(current: readonly PersonRow[], it: WantedPost): PersonRow | undefined {
  const named = it.key === undefined ? undefined : current.find((one) => postKeyOf(one) === it.key)
  if (named !== undefined) return named
  const same = current.filter((one) => isSameSeat(one, it))
  return same.find((one) => one.from === it.from) ?? (it.from === undefined ? same[0] : undefined)
}

/** A 本務 without a last day ends on the eve of the next: that is what 異動 means. */
function oneAfterAnother(rows: readonly PersonRow[]): readonly PersonRow[] {
  return rows.map((it) => {
    if (it.kind !== 'primary' || it.to !== undefined) return it
    const next = rows
      .flatMap((one) =>
        one.kind === 'primary' && one.from !== undefined && one.from > (it.from ?? '') ? [one.from] : [],
      )
      .toSorted()[0]
    return { ...it, ...given('to', next === undefined ? undefined : dayBefore(next)) }
  })
}
