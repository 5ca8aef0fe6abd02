import type { AuthorityItems, OrganisationView, Reference } from '../contract/organisation.ts'
import { defaultPolicy } from '../domain/authority/policy.ts'
import { needsAmount } from '../domain/authority/choose-decider.ts'
import {
  type Instant,
  type LocalDate,
  type PersonId,
  type PostId,
  type UnitCode,
  localDateOf,
  partsOfPost,
} from '../domain/ids.ts'
import { fiscalYearOf } from '../domain/numbering/fiscal-year.ts'
import { absenceAt, holdersOf } from '../domain/organisation/holders.ts'
import type { Organisation, Unit } from '../domain/organisation/organisation.ts'
import { titleOf } from '../domain/organisation/titles.ts'
import { lineOf } from '../domain/organisation/units.ts'
import { loadAuthority } from '../store/authority.ts'
import { withPredecessors } from '../domain/records/succession.ts'
import { loadOrganisation } from '../store/organisation.ts'
import { loadPolicy } from '../store/policies.ts'
import { loadReference } from '../store/reference.ts'
import type { OrganisationDeps } from './explain-route.ts'
import { readerOf } from './who-is.ts'

function exists(unit: Unit | undefined, day: LocalDate): boolean {
  return unit !== undefined && unit.from <= day && (unit.to === undefined || day <= unit.to)
}

/** Posts that are filled, or were filled once and are vacant, in the units of that day; units first, seniors first. */
function postsOn(organisation: Organisation, day: LocalDate): readonly PostId[] {
  const posts = new Set(organisation.appointments.filter((it) => it.from <= day).map((it) => it.post))
  const places = new Map([...organisation.units.keys()].map((code, index) => [code, index]))
  const placeOf = (post: PostId): number => places.get(partsOfPost(post).unit) ?? places.size
  const rankOf = (post: PostId): number => organisation.positions.get(partsOfPost(post).position)?.rank ?? 0
  return [...posts]
    .filter((post) => exists(organisation.units.get(partsOfPost(post).unit), day))
    .toSorted((a, b) => placeOf(a) - placeOf(b) || rankOf(b) - rankOf(a) || (a < b ? -1 : 1))
}

/** The organisation as of a day (default today). Whether somebody is absent is said of now, or of that day's noon. */
export async function viewOrganisation(deps: OrganisationDeps, on?: LocalDate): Promise<OrganisationView> {
  const now = deps.now()
  const day = on ?? localDateOf(now)
  // Units and people bear the names of that day.
  const organisation =
    day === localDateOf(now) ? await deps.organisation.current() : await loadOrganisation(deps.db, day)
  const at = day === localDateOf(now) ? now : (`${day}T03:00:00.000Z` as Instant)
  return {
    on: day,
    units: [...organisation.units.values()]
      .filter((unit) => exists(unit, day))
      .map(({ code, name, kind, parent, symbol }) => ({
        code,
        name,
        kind,
        ...(parent === undefined ? {} : { parent }),
        ...(symbol === undefined ? {} : { symbol }),
      })),
    posts: postsOn(organisation, day).map((post) => ({
      id: post,
      ...partsOfPost(post),
      title: titleOf(organisation, post),
      holders: holdersOf(organisation, post, day).map(({ person, kind }) => ({
        person,
        name: organisation.people.get(person)?.name ?? person,
        kind,
        absent: absenceAt(organisation, person, at) !== undefined,
      })),
    })),
  }
}

/** The rows of the 専決 table in force on a day (default today); undefined before the first table. */
export async function viewAuthorityItems(
  deps: OrganisationDeps,
  on?: LocalDate,
): Promise<AuthorityItems | undefined> {
  const table = await loadAuthority(deps.db, on ?? localDateOf(deps.now()))
  if (table === undefined) return undefined
  const { positions } = await deps.organisation.current()
  return {
    version: table.version,
    source: table.source,
    ...(table.note === undefined ? {} : { note: table.note }),
    flags: Object.keys(table.escalation),
    items: table.items.map((item) => ({
      code: item.code,
      name: item.name,
      needsAmount: needsAmount(item),
      bands: item.bands.map(({ minYen, maxYen, maxInclusive, class: itsClass, decider, note }) => ({
        minYen,
        class: itsClass,
        ...(maxYen === undefined ? {} : { maxYen }),
        ...(maxInclusive === undefined ? {} : { maxInclusive }),
        ...(decider === undefined ? {} : { deciderName: positions.get(decider)?.name ?? decider }),
        ...(note === undefined ? {} : { note }),
      })),
      concurringUnits: [...item.concurringUnits],
      examiningUnits: [...item.examiningUnits],
      ...(item.note === undefined ? {} : { note: item.note }),
    })),
  }
}

/**
 * What a compose page chooses from and keeps to today: 簿冊 are those of the current 年度, of the units `by` has a post in and
 * of those above; all of them for an application that comes for nobody.
 */
export async function viewReference(deps: OrganisationDeps, by: PersonId | undefined): Promise<Reference> {
  const at = deps.now()
  const day = localDateOf(at)
  const organisation = await deps.organisation.current()
  const own = (person: PersonId): readonly UnitCode[] =>
    readerOf(organisation, person, at)
      .posts.flatMap((it) => lineOf(organisation, partsOfPost(it).unit))
      .map((it) => it.code)
  const units = by && withPredecessors(organisation, own(by), day)
  const [lists, policy] = await Promise.all([
    loadReference(deps.db, fiscalYearOf(day), units),
    loadPolicy(deps.db, day),
  ])
  const { attachmentSoftLimitMb } = policy?.settings ?? defaultPolicy
  return { ...lists, attachmentSoftLimitMb }
}
