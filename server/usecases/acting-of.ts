import { named } from '../domain/approval/acting.ts'
import type { Acting, Facts, KeptSeal, Seat } from '../domain/approval/commands.ts'
import { type Recipient, theSystem } from '../domain/approval/events.ts'
import { stepsWaitingNow } from '../domain/approval/progress.ts'
import type { Proposal } from '../domain/approval/proposal.ts'
import {
  type Instant,
  type PersonId,
  type PostId,
  type Sha256,
  type UnitCode,
  localDateOf,
  partsOfPost,
} from '../domain/ids.ts'
import { absenceAt, capacitiesOf, seatedIn } from '../domain/organisation/holders.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { standInsOf } from '../domain/organisation/stand-ins.ts'
import { titleOf } from '../domain/organisation/titles.ts'
import { isWithin } from '../domain/organisation/units.ts'
import { keepingSection } from '../domain/records/succession.ts'
import { findOpener } from '../store/access-log.ts'
import type { StoredProposal } from '../store/proposals.ts'
import type { CameThrough } from './application-caller.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { exercisedBy, nameOf, readerOf } from './who-is.ts'

type Manifests = { readonly shown: Sha256; readonly current: Sha256 }

/**
 * What the organisation says at an instant, for a matter that comes from a unit. Each seat is looked up once, and who may
 * stand in for it only when asked: the buttons ask some forty times about a handful of seats, and an order of 代決 is
 * sought among all units.
 */
function factsOf(organisation: Organisation, at: Instant, matterOf: UnitCode): Facts {
  const seats = new Map<PostId, Seat>()
  return {
    seatOf: (post) => {
      const known = seats.get(post) ?? seatAt(organisation, post, at, matterOf)
      seats.set(post, known)
      return known
    },
    peopleIn: (unit) => peopleIn(organisation, unit, at),
    numberKeepers: (section) => numberKeepersOf(organisation, section, at),
    seals: () => sealsKept(organisation, at),
    unitName: (unit) => organisation.units.get(unit)?.name ?? unit,
  }
}

function seatAt(organisation: Organisation, post: PostId, at: Instant, matterOf: UnitCode): Seat {
  let standIns: Seat['standIns'] | undefined
  return {
    holders: seatedIn(organisation, post, localDateOf(at)).map(({ person, kind }) => {
      const absence = absenceAt(organisation, person, at)
      return {
        person,
        name: nameOf(organisation, person),
        title: titleOf(organisation, post, kind),
        ...(absence === undefined ? {} : { absence: absence.reason }),
      }
    }),
    get standIns() {
      standIns ??= standInsOf(organisation, post, at, matterOf)
      return standIns
    },
  }
}

/**
 * 文書取扱主任 of a 課 on the day: whoever has that role and a post there or below it, or in the 課 that took over from it
 * once it has ended.
 */
export function numberKeepersOf(
  organisation: Organisation,
  section: UnitCode,
  at: Instant,
): readonly Recipient[] {
  const keeping = keepingSection(organisation, section, localDateOf(at))
  return peopleIn(organisation, keeping, at).filter(
    ({ person }) => organisation.people.get(person)?.roles.includes('records_officer') === true,
  )
}

/** Seals in use on the day, each with who sits in the post that keeps it. */
export function sealsKept(organisation: Organisation, at: Instant): readonly KeptSeal[] {
  const day = localDateOf(at)
  return organisation.seals
    .filter((it) => it.from <= day && (it.to === undefined || it.to >= day))
    .map(({ code, name, kind, keeper }) => ({
      ...{ code, name, kind, keeper },
      keepers: seatedIn(organisation, keeper, day).map((it) => ({
        person: it.person,
        name: nameOf(organisation, it.person),
        title: titleOf(organisation, keeper, it.kind),
      })),
    }))
}

/** Everybody with a post in a unit or below it on the day, by 本務 where there are several. */
export function peopleIn(organisation: Organisation, unit: UnitCode, at: Instant): readonly Recipient[] {
  const day = localDateOf(at)
  return [...organisation.people.keys()].flatMap((person) => {
    const capacity = capacitiesOf(organisation, person, day).find((it) =>
      isWithin(organisation, partsOfPost(it.post).unit, unit),
    )
    return capacity === undefined
      ? []
      : [{ person, name: nameOf(organisation, person), title: capacity.title }]
  })
}

/** A person about to act on a proposal. */
export function actingOf(
  organisation: Organisation,
  person: PersonId,
  at: Instant,
  manifests: Manifests,
  matterOf: UnitCode,
): Acting {
  const { sections, roles } = readerOf(organisation, person, at)
  return {
    person,
    name: nameOf(organisation, person),
    at,
    capacities: exercisedBy(organisation, person, at),
    sections,
    roles,
    facts: factsOf(organisation, at, matterOf),
    shownManifest: manifests.shown,
    currentManifest: manifests.current,
  }
}

/** The same person, with the application that acts on his or her behalf where there is one. */
export function comingThrough(acting: Acting, through: CameThrough | undefined): Acting {
  if (through === undefined) return acting
  const { application, name } = through
  return { ...acting, through: { application, name } }
}

/** The system itself, when a time came or somebody's absence began. */
export function actingSystem(organisation: Organisation, at: Instant, stored: StoredProposal): Acting {
  return {
    person: theSystem.person,
    name: theSystem.name,
    at,
    capacities: [],
    sections: [],
    roles: [],
    facts: factsOf(organisation, at, stored.unit),
    shownManifest: stored.manifestSha256,
    currentManifest: stored.manifestSha256,
  }
}

/** With who of those whose turn it is opened the case since this person acted; asked where it counts. */
export async function withOpened(
  deps: ApprovalDeps,
  stored: StoredProposal,
  acting: Acting,
): Promise<Acting> {
  const since = lastActOf(stored.state, acting.person)
  if (since === undefined) return acting
  const people = waitingPeople(stored.state, acting)
  const opener = await findOpener(deps.db, { id: stored.id, since, people: [...people.keys()] })
  const openedBy = opener === undefined ? undefined : people.get(opener)
  return openedBy === undefined ? acting : { ...acting, openedBy }
}

/** When a person last acted on the route, or submitted; undefined where the body does not ask. */
function lastActOf(state: Proposal, person: PersonId): Instant | undefined {
  if (state.status !== 'in_approval' && state.status !== 'returned') return undefined
  if (state.policy.settings.takeBackWindow !== 'until_next_opens') return undefined
  if (state.status === 'returned') return state.cause.at
  return state.marks.findLast((mark) => mark.by.person === person)?.at ?? state.submittedAt
}

/** Those who are asked next, with title and name. */
function waitingPeople(state: Proposal, acting: Acting): ReadonlyMap<PersonId, string> {
  if (state.status === 'returned') return new Map([[state.drafter.person, named(state.drafter)]])
  return new Map(
    stepsWaitingNow(state)
      .flatMap((step) => acting.facts.seatOf(step.post).holders)
      .filter((it) => it.person !== acting.person)
      .map((it) => [it.person, `${it.title} ${it.name}`]),
  )
}
