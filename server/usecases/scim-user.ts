import { groupBy } from '../domain/group-by.ts'
import { type DirectoryFacts, personRowsOn } from '../domain/directory/rows.ts'
import { type WantedPerson, type WantedPost, postKeyOf } from '../domain/directory/wanted-person.ts'
import { type PersonRow, given, kindOfWord } from '../domain/directory/people-file.ts'
import {
  type LocalDate,
  type PersonId,
  type PositionCode,
  type UnitCode,
  parseLocalDate,
  postIdOf,
} from '../domain/ids.ts'
import { titleOf } from '../domain/organisation/titles.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { ScimRefusal } from '../scim/refusals.ts'
import { type Complex, type Extension, type Resource, extensionOf } from '../scim/resource.ts'
import { enterpriseSchema, postsSchema } from '../scim/schema.ts'

/** The parts of a name as SCIM has them: 姓 is what stands before the first space. */
function partsOfName(name: string): {
  readonly formatted: string
  readonly familyName?: string
  readonly givenName?: string
} {
  const cut = name.indexOf(' ')
  const [family, rest] = cut < 0 ? [name, ''] : [name.slice(0, cut), name.slice(cut + 1)]
  return {
    formatted: name,
    ...given('familyName', family === '' ? undefined : family),
    ...given('givenName', rest === '' ? undefined : rest),
  }
}

/** The facts with what belongs to each person gathered, for going through everybody. */
export function gathered(facts: DirectoryFacts): (person: PersonId) => DirectoryFacts {
  const { organisation, leaves } = facts
  const seats = groupBy(organisation.appointments, (it) => it.person)
  const away = groupBy(leaves, (it) => it.person)
  return (person) => ({
    ...facts,
    organisation: { ...organisation, appointments: seats.get(person) ?? [] },
    leaves: away.get(person) ?? [],
  })
}

/** 本務 that counts that day, else the first that is to begin. */
function mainOf(rows: readonly PersonRow[], day: LocalDate): PersonRow | undefined {
  const primaries = rows
    .filter((it) => it.kind === 'primary')
    .toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))
  return (
    primaries.find((it) => (it.from ?? '') <= day && (it.to === undefined || day <= it.to)) ?? primaries[0]
  )
}

/** A person as a SCIM User, without `meta`; undefined for nobody. */
export function userOf(
  facts: DirectoryFacts,
  person: PersonId,
  today: LocalDate,
  externalId: string | undefined,
): Resource | undefined {
  const { organisation, contacts } = facts
  const known = organisation.people.get(person)
  const contact = contacts.get(person)
  if (known === undefined || contact === undefined) return undefined
  const rows = personRowsOn(facts, person, today)
  const main = mainOf(rows, today)
  const title = main && titleIn(facts, main)
  const department = main?.unit && organisation.units.get(main.unit)?.name
  const one = (value: string) => [{ value, type: 'work', primary: true }]
  return {
    id: person,
    ...given('externalId', externalId),
    userName: contact.login,
    name: partsOfName(known.name),
    displayName: known.name,
    ...given('title', title),
    active: rows.length > 0,
    ...given('emails', contact.email === undefined ? undefined : one(contact.email)),
    ...given('phoneNumbers', contact.extPhone === undefined ? undefined : one(contact.extPhone)),
    [enterpriseSchema]: { employeeNumber: person, ...given('department', department) },
    [postsSchema]: {
      nameKana: known.nameKana,
      ...(rows.length === 0 ? {} : { posts: rows.map((it) => postOf(facts, it)) }),
      ...given('mainUnit', main?.unit),
      ...given('mainPosition', main?.position),
    } as Extension,
  }
}

function titleIn({ organisation }: DirectoryFacts, { unit, position, kind }: PersonRow): string | undefined {
  if (unit === undefined || position === undefined) return undefined
  if (kind === 'seconded' || kind === 'on_leave' || kind === 'retired') return undefined
  return titleOf(organisation, postIdOf(unit, position), kind)
}

function postOf(facts: DirectoryFacts, it: PersonRow): Complex {
  return {
    value: postKeyOf(it),
    ...given('display', titleIn(facts, it)),
    ...given('unit', it.unit),
    ...given('position', it.position),
    kind: it.kind,
    ...given('from', it.from),
    ...given('until', it.to),
    ...given('order', it.order),
  }
}

/** Whether somebody is in a post of a unit that day: what makes the members of a Group. */
export function membersOf(
  { organisation }: Pick<DirectoryFacts, 'organisation'>,
  day: LocalDate,
): ReadonlyMap<string, readonly PersonId[]> {
  const members = new Map<string, Set<PersonId>>()
  for (const it of organisation.appointments) {
    if (it.from > day || (it.to !== undefined && it.to < day)) continue
    const unit = it.post.slice(0, it.post.indexOf(':'))
    members.set(unit, (members.get(unit) ?? new Set()).add(it.person))
  }
  return new Map([...members].map(([unit, people]) => [unit, [...people]]))
}

const textAt = (holder: Resource | Extension | Complex | undefined, name: string): string | undefined => {
  const value = holder?.[name]
  return typeof value === 'string' ? value : undefined
}

const firstValue = (resource: Resource, name: string): string | undefined => {
  const list = resource[name]
  return Array.isArray(list) ? textAt(list[0] as Complex, 'value') : undefined
}

/** What a client wants of somebody: what it sent, compared with what it was sent on. */
export function wantedOf(
  person: PersonId,
  base: Resource | undefined,
  after: Resource,
  on: LocalDate,
): Result<WantedPerson, ScimRefusal> {
  const changed = (of: (it: Resource) => string | undefined): string | undefined => {
    const value = of(after)
    return value === undefined || (base !== undefined && of(base) === value) ? undefined : value
  }
  const posts = wantedPosts(base, after, on)
  if (!posts.ok) return posts
  const isActive = after['active']
  const isGone = isActive === false
  if (!isGone && posts.value.length === 0) return no({ code: 'scim_posts_missing', person })
  return yes({
    person,
    ...given('name', wantedName(base, after)),
    ...given(
      'nameKana',
      changed((it) => textAt(extensionOf(it, postsSchema), 'nameKana')),
    ),
    ...given(
      'login',
      changed((it) => textAt(it, 'userName')),
    ),
    ...given(
      'email',
      changed((it) => firstValue(it, 'emails')),
    ),
    ...given(
      'extPhone',
      changed((it) => firstValue(it, 'phoneNumbers')),
    ),
    posts: isGone ? 'retired' : posts.value,
  })
}

/** The name that is wanted, with one space between; undefined where it stays. */
function wantedName(base: Resource | undefined, after: Resource): string | undefined {
  const [old, now] = [base, after].map((it) => it?.['name'] as Complex | undefined)
  const isOther = (name: string) => textAt(now, name) !== undefined && textAt(now, name) !== textAt(old, name)
  const spaced = (name: string | undefined) => name?.replaceAll('\u3000', ' ').replace(/ +/g, ' ').trim()
  if (isOther('familyName') || isOther('givenName')) {
    const parts = ['familyName', 'givenName'].map((it) => textAt(now, it) ?? textAt(old, it))
    return spaced(parts.filter((it) => it !== undefined).join(' '))
  }
  if (isOther('formatted')) return spaced(textAt(now, 'formatted'))
  // Of somebody who is known it says nothing new: programs put the section behind it.
  return base === undefined ? spaced(textAt(after, 'displayName')) : undefined
}

function wantedPosts(
  base: Resource | undefined,
  after: Resource,
  on: LocalDate,
): Result<readonly WantedPost[], ScimRefusal> {
  const listOf = (it: Resource | undefined) =>
    ((it && extensionOf(it, postsSchema)['posts']) ?? []) as readonly Complex[]
  const [old, now] = [listOf(base), listOf(after)]
  const isListed = JSON.stringify(old) !== JSON.stringify(now)
  const main = mainWanted(base, after)
  const posts: WantedPost[] = []
  for (const it of now) {
    const read = readPost(it)
    if (!read.ok) return read
    posts.push(read.value)
  }
  if (main === undefined) return yes(posts)
  if (isListed) {
    const says = posts.some((it) => it.unit === main.unit && it.position === main.position)
    return says
      ? yes(posts)
      : no({ code: 'scim_value', attribute: 'mainUnit', wanted: 'posts の本務と同じ値' })
  }
  const inForce = (it: WantedPost) => it.kind === 'primary' && (it.from ?? '') <= on && (it.to ?? on) >= on
  const moved = posts.find(inForce) ?? posts.find((it) => it.kind === 'primary')
  const seat: WantedPost = { ...(moved ?? { kind: 'primary' }), ...main }
  const { to: _to, ...open } = seat
  return yes([...posts.filter((it) => it !== moved), open])
}

type Main = { readonly unit: UnitCode; readonly position: PositionCode }

/** The 本務 by its two codes, where they say another than there is. */
function mainWanted(base: Resource | undefined, after: Resource): Main | undefined {
  const codes = (it: Resource | undefined) =>
    ['mainUnit', 'mainPosition'].map((name) => textAt(it && extensionOf(it, postsSchema), name))
  const [unit, position] = codes(after)
  const [oldUnit, oldPosition] = codes(base)
  if (unit === undefined || position === undefined) return undefined
  if (unit === oldUnit && position === oldPosition) return undefined
  return { unit: unit as UnitCode, position: position as PositionCode }
}

function readPost(it: Complex): Result<WantedPost, ScimRefusal> {
  const word = textAt(it, 'kind') ?? 'primary'
  const kind = kindOfWord(word)
  if (kind === undefined || kind === 'retired')
    return no({
      code: 'scim_value',
      attribute: 'posts.kind',
      wanted: '本務・兼務・併任・事務取扱・職務代理・派遣・休職',
    })
  const days: { from?: LocalDate; to?: LocalDate } = {}
  for (const [name, as] of [
    ['from', 'from'],
    ['until', 'to'],
  ] as const) {
    const text = textAt(it, name)
    const day = text === undefined ? undefined : parseLocalDate(text)
    if (text !== undefined && day === undefined)
      return no({ code: 'scim_value', attribute: `posts.${name}`, wanted: '2026-07-01 の形の日付' })
    if (day !== undefined) days[as] = day
  }
  const order = it['order']
  return yes({
    ...given('key', textAt(it, 'value')),
    ...given('unit', textAt(it, 'unit') as UnitCode | undefined),
    ...given('position', textAt(it, 'position') as PositionCode | undefined),
    kind,
    ...given('asGiven', word === '併任' ? word : undefined),
    ...days,
    ...given('order', typeof order === 'number' ? order : undefined),
  })
}
