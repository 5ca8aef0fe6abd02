import { type Instant, type PersonId, type PostId, type UnitCode, partsOfPost } from '../ids.ts'
import { positionsWithOrder } from '../organisation/acting-orders.ts'
import { capacitiesOf, holdersOf, seatedIn } from '../organisation/holders.ts'
import type { Appointment, Organisation } from '../organisation/organisation.ts'
import { standInsOf } from '../organisation/stand-ins.ts'
import { titleOf } from '../organisation/titles.ts'
import { eveOf, organisationAfter } from './after.ts'
import type { DirectoryPlan } from './plan.ts'

/** One step of a running proposal that nobody has acted in yet. */
export type OpenStep = {
  readonly id: string
  readonly post: PostId
  /** Whether it waits now; otherwise it will. */
  readonly waiting: boolean
}

/** 回議中 or 差戻し中. */
export type RunningProposal = {
  readonly id: string
  readonly number: string
  readonly steps: readonly OpenStep[]
  /** Its drafter and everybody whose act counts. */
  readonly acted: readonly PersonId[]
}

type Who = { readonly person: PersonId; readonly name: string }

export type Rehearsal = {
  readonly people: readonly (Who & {
    readonly change: 'joins' | 'moves' | 'leaves' | 'renamed' | 'away'
    readonly before: readonly string[]
    readonly after: readonly string[]
    /** The name until then, when it changes. */
    readonly oldName?: string
  })[]
  readonly units: readonly {
    readonly code: UnitCode
    readonly change: 'begins' | 'changes' | 'ends'
    readonly name: string
    readonly oldName?: string
    readonly successor?: string
  }[]
  /** Posts nobody is in from that day. */
  readonly vacated: readonly {
    readonly post: PostId
    readonly title: string
    readonly last: readonly Who[]
    /** Running proposals that wait or will wait for it. */
    readonly waiting: number
    /** 専決権者の職, or one of the line that routes go through. */
    readonly onRoutes: boolean
  }[]
  /** Posts for one that two hold as 本務. */
  readonly doubled: readonly {
    readonly post: PostId
    readonly title: string
    readonly holders: readonly Who[]
  }[]
  readonly proxies: readonly {
    readonly kind: 'handling' | 'proxy' | 'order'
    readonly post: PostId
    readonly title: string
    /** Who handles it without any 本務 left; absent for an order of 代決 in which nobody is left. */
    readonly who?: Who
  }[]
  readonly folders: readonly { readonly id: string; readonly name: string; readonly unitName: string }[]
  readonly proposals: readonly {
    readonly id: string
    readonly number: string
    readonly steps: readonly {
      readonly id: string
      readonly title: string
      readonly waiting: boolean
      readonly before: readonly Who[]
      readonly after: readonly Who[]
      /** Of those who come, who has already acted in it: 同一人が別の職で再び関与. */
      readonly again: readonly Who[]
    }[]
  }[]
}

type Facts = {
  readonly organisation: Organisation
  readonly plan: DirectoryPlan
  readonly proposals: readonly RunningProposal[]
  readonly folders: readonly { readonly id: string; readonly name: string; readonly ownerUnit: UnitCode }[]
}

/** Both organisations, each on its day: the eve, and the effective day. */
type Sides = {
  readonly plan: DirectoryPlan
  readonly before: Organisation
  readonly after: Organisation
  readonly eve: ReturnType<typeof eveOf>
}

/** What an import would change, before anything does. Pure and set-based: ten thousand people take a moment. */
export function rehearse({ organisation, plan, proposals, folders }: Facts): Rehearsal {
  const sides: Sides = {
    plan,
    before: organisation,
    after: organisationAfter(organisation, plan),
    eve: eveOf(plan),
  }
  const touched = proposals.flatMap((it) => touchedSteps(sides, it))
  return {
    people: peopleChanges(sides),
    units: unitChanges(sides),
    vacated: vacatedSeats(sides, proposals),
    doubled: doubledSeats(sides),
    proxies: [...orphanedProxies(sides), ...emptyOrders(sides)],
    folders: folders.flatMap((it) => {
      const end = plan.units.ending.find((one) => one.code === it.ownerUnit)
      if (end === undefined || end.successor !== undefined) return []
      return [
        { id: it.id, name: it.name, unitName: sides.before.units.get(it.ownerUnit)?.name ?? it.ownerUnit },
      ]
    }),
    proposals: touched,
  }
}

function whoIn(organisation: Organisation, person: PersonId): Who {
  return { person, name: organisation.people.get(person)?.name ?? person }
}

function peopleChanges({ plan, before, after, eve }: Sides): Rehearsal['people'] {
  const away = new Set(plan.leaving.map((it) => it.person))
  const joining = new Set(plan.joining.map((it) => it.id))
  const touched = new Set<PersonId>([
    ...joining,
    ...plan.renaming.map((it) => it.id),
    ...plan.ending.map((it) => it.appointment.person),
    ...plan.cancelling.map((it) => it.person),
    ...plan.beginning.map((it) => it.person),
    ...away,
  ])
  const later = new Map<PersonId, string[]>()
  for (const it of plan.beginning) {
    if (it.from <= plan.effectiveOn) continue
    const title = `${titleOf(after, it.post, it.kind)}(${it.from})`
    later.set(it.person, [...(later.get(it.person) ?? []), title])
  }
  return [...touched].map((person) => {
    const titles = (organisation: Organisation, day: typeof eve) =>
      capacitiesOf(organisation, person, day)
        .filter((it) => !it.post.includes('@'))
        .map((it) => it.title)
    const was = titles(before, eve)
    const willBe = [...titles(after, plan.effectiveOn), ...(later.get(person) ?? [])]
    const oldName = before.people.get(person)?.name
    const { name } = whoIn(after, person)
    const change = joining.has(person)
      ? 'joins'
      : away.has(person)
        ? 'away'
        : willBe.length === 0
          ? 'leaves'
          : was.join('\n') === willBe.join('\n')
            ? 'renamed'
            : 'moves'
    return {
      person,
      name,
      change,
      before: was,
      after: willBe,
      ...(oldName === undefined || oldName === name ? {} : { oldName }),
    }
  })
}

function unitChanges({ plan, before, after }: Sides): Rehearsal['units'] {
  const nameIn = (organisation: Organisation, code: UnitCode) => organisation.units.get(code)?.name ?? code
  return [
    ...plan.units.beginning.map((it) => ({ code: it.code, change: 'begins' as const, name: it.name })),
    ...plan.units.changing.map((it) => {
      const oldName = nameIn(before, it.code)
      const change = 'changes' as const
      return { code: it.code, change, name: it.name, ...(oldName === it.name ? {} : { oldName }) }
    }),
    ...plan.units.ending.map((it) => ({
      code: it.code,
      change: 'ends' as const,
      name: nameIn(before, it.code),
      ...(it.successor === undefined ? {} : { successor: nameIn(after, it.successor) }),
    })),
  ]
}

/** The posts whose holders the plan moves, without the seats of people in charge. */
function movedPosts({ plan }: Sides): readonly PostId[] {
  return [
    ...new Set([
      ...plan.ending.map((it) => it.appointment.post),
      ...plan.cancelling.map((it) => it.post),
      ...plan.beginning.map((it) => it.post),
    ]),
  ]
}

function vacatedSeats(sides: Sides, proposals: readonly RunningProposal[]): Rehearsal['vacated'] {
  const { plan, before, after, eve } = sides
  const waiting = new Map<PostId, number>()
  for (const { steps } of proposals) {
    for (const post of new Set(steps.map((it) => it.post))) waiting.set(post, (waiting.get(post) ?? 0) + 1)
  }
  return movedPosts(sides).flatMap((post) => {
    const last = seatedIn(before, post, eve)
    if (last.length === 0 || seatedIn(after, post, plan.effectiveOn).length > 0) return []
    const { unit, position } = partsOfPost(post)
    const end = after.units.get(unit)?.to
    const gone = end !== undefined && end < plan.effectiveOn
    const count = waiting.get(post) ?? 0
    if (gone && count === 0) return []
    return [
      {
        post,
        title: titleOf(before, post),
        last: last.map((it) => whoIn(before, it.person)),
        waiting: count,
        onRoutes: !gone && (after.positions.get(position)?.isLine ?? false),
      },
    ]
  })
}

function doubledSeats(sides: Sides): Rehearsal['doubled'] {
  const { plan, after } = sides
  return movedPosts(sides).flatMap((post) => {
    if (after.positions.get(partsOfPost(post).position)?.isLine !== true) return []
    const holders = holdersOf(after, post, plan.effectiveOn).filter((it) => it.kind === 'primary')
    const shared = holders.every((it) => (after.people.get(it.person)?.charge ?? []).length > 0)
    if (holders.length < 2 || shared) return []
    return [{ post, title: titleOf(after, post), holders: holders.map((it) => whoIn(after, it.person)) }]
  })
}

function inForceOn(it: Appointment, day: string): boolean {
  return it.from <= day && (it.to === undefined || day <= it.to)
}

/** 事務取扱 and 職務代理 of people who have no 本務 any more. */
function orphanedProxies({ plan, after }: Sides): Rehearsal['proxies'] {
  return after.appointments.flatMap((it) => {
    if ((it.kind !== 'handling' && it.kind !== 'proxy') || !inForceOn(it, plan.effectiveOn)) return []
    const hasPrimary = capacitiesOf(after, it.person, plan.effectiveOn).some((one) => one.kind === 'primary')
    if (hasPrimary) return []
    return [
      { kind: it.kind, post: it.post, title: titleOf(after, it.post, it.kind), who: whoIn(after, it.person) },
    ]
  })
}

/** Orders of 代決 in which somebody was and nobody is left. */
function emptyOrders(sides: Sides): Rehearsal['proxies'] {
  const { plan, before, after, eve } = sides
  const noonOf = (day: string): Instant => `${day}T03:00:00.000Z` as Instant
  const somebody = (organisation: Organisation, post: PostId, day: string): boolean =>
    standInsOf(organisation, post, noonOf(day)).some((it) => it.holders.length > 0)
  const ordered = positionsWithOrder(after, plan.effectiveOn)
  const deciders = new Set(
    after.appointments
      .filter((it) => ordered.has(partsOfPost(it.post).position) && inForceOn(it, plan.effectiveOn))
      .map((it) => it.post),
  )
  return [...deciders].flatMap((post) =>
    somebody(after, post, plan.effectiveOn) || !somebody(before, post, eve)
      ? []
      : [{ kind: 'order' as const, post, title: titleOf(after, post) }],
  )
}

function areSame(a: readonly PersonId[], b: readonly PersonId[]): boolean {
  return a.length === b.length && a.every((it) => b.includes(it))
}

function touchedSteps(sides: Sides, proposal: RunningProposal): Rehearsal['proposals'] {
  const { plan, before, after, eve } = sides
  const acted = new Set(proposal.acted)
  const steps = proposal.steps.flatMap((step) => {
    const was = seatedIn(before, step.post, eve).map((it) => it.person)
    const willBe = seatedIn(after, step.post, plan.effectiveOn).map((it) => it.person)
    // Who comes that day without the plan as well, comes by one that was applied before.
    const anyway = seatedIn(before, step.post, plan.effectiveOn).map((it) => it.person)
    if (areSame(was, willBe) || areSame(anyway, willBe)) return []
    return [
      {
        id: step.id,
        title: titleOf(before, step.post),
        waiting: step.waiting,
        before: was.map((it) => whoIn(before, it)),
        after: willBe.map((it) => whoIn(after, it)),
        again: willBe.filter((it) => acted.has(it) && !was.includes(it)).map((it) => whoIn(after, it)),
      },
    ]
  })
  return steps.length === 0 ? [] : [{ id: proposal.id, number: proposal.number, steps }]
}
