import type { DeciderView } from '../contract/absences.ts'
import type { ActingOrderPreview, ActingOrderPreviewBody } from '../contract/acting-orders.ts'
import { isSecretAt, mayRead } from '../domain/access/may-read.ts'
import { type Instant, type LocalDate, type PersonId, localDateOf, partsOfPost } from '../domain/ids.ts'
import { actingOrderChanges, actingOrderOn, withActingOrder } from '../domain/organisation/acting-orders.ts'
import { postsOfPositions } from '../domain/organisation/decider-posts.ts'
import { isPostAway } from '../domain/organisation/holders.ts'
import type { ActingOrder, Organisation } from '../domain/organisation/organisation.ts'
import { refuseActingOrder } from '../domain/organisation/refuse-acting-order.ts'
import { standInsOf } from '../domain/organisation/stand-ins.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { listTitles } from '../store/matters.ts'
import { type RunningDecision, listRunningDecisions } from '../store/running-proposals.ts'
import {
  type ActingOrderDeps,
  type ActingOrderProblem,
  mayKeepOrders,
  orderOf,
  placeView,
} from './acting-orders.ts'
import { deciderView } from './view-stand-ins.ts'
import { readerOf } from './who-is.ts'

/** What an order would change from its day on; nothing is stored. Refused for whatever recording it would be refused. */
export async function previewOrder(
  deps: ActingOrderDeps,
  by: PersonId,
  body: ActingOrderPreviewBody,
): Promise<Result<ActingOrderPreview, ActingOrderProblem>> {
  const organisation = await deps.organisation.current()
  const allowed = mayKeepOrders(organisation, by)
  if (!allowed.ok) return allowed
  const parsed = orderOf(body.position, body)
  if (!parsed.ok) return parsed
  const added = parsed.value
  const now = deps.now()
  const refusal = refuseActingOrder(organisation, added, localDateOf(now))
  if (refusal !== undefined) return no(refusal)
  const counting = actingOrderOn(organisation, added.decider, added.from)
  const until = organisation.actingOrders
    .filter((it) => it.decider === added.decider && it.from > added.from)
    .map((it) => it.from)
    .toSorted((a, b) => (a < b ? -1 : 1))[0]
  return yes({
    changes: actingOrderChanges(counting?.order ?? [], added.order).map((it) => ({
      ...it,
      place: placeView(organisation, it.place),
    })),
    ...(until === undefined ? {} : { until }),
    posts: postsOf(organisation, added, now),
    cases: await casesOf(deps, by, { organisation, added, now }),
  })
}

/** The instant at which a day is looked at: now for today, the morning for a later day. */
function momentOf(day: LocalDate, now: Instant): Instant {
  return day === localDateOf(now) ? now : (`${day}T00:00:00.000Z` as Instant)
}

/** Posts side by side are one rank; the number of a rank says nothing here, because a place no post fills has one too. */
function ranksOf(standIns: DeciderView['standIns']): string {
  const ranks = new Map<number, string[]>()
  for (const { place, post } of standIns) ranks.set(place, [...(ranks.get(place) ?? []), post])
  return JSON.stringify([...ranks.values()])
}

function postsOf(organisation: Organisation, added: ActingOrder, now: Instant): ActingOrderPreview['posts'] {
  const at = momentOf(added.from, now)
  const supposed = withActingOrder(organisation, added)
  return postsOfPositions(organisation, new Set([added.decider]), added.from).map((post) => {
    const before = deciderView(organisation, post, at)
    const after = deciderView(supposed, post, at)
    return { before, after, differs: ranksOf(before.standIns) !== ranksOf(after.standIns) }
  })
}

/** The first of an order who are there: those of one place stand side by side. Titles with names; empty: nobody. */
function nextOf(organisation: Organisation, { post, unit }: RunningDecision, at: Instant): string[] {
  const there = standInsOf(organisation, post, at, unit).flatMap(({ place, postName, holders }) =>
    holders.filter((it) => !it.absent).map((it) => ({ place, name: `${postName} ${it.name}` })),
  )
  return there.filter((it) => it.place === there[0]?.place).map((it) => it.name)
}

type Supposed = { readonly organisation: Organisation; readonly added: ActingOrder; readonly now: Instant }

/** The cases it would hand to somebody else. A secret one is left out for whoever may not read it. */
async function casesOf(
  deps: ActingOrderDeps,
  by: PersonId,
  { organisation, added, now }: Supposed,
): Promise<ActingOrderPreview['cases']> {
  const atOnce = withActingOrder(organisation, { ...added, from: localDateOf(now) })
  const moved = (await listRunningDecisions(deps.db))
    .filter((it) => partsOfPost(it.post).position === added.decider && isPostAway(organisation, it.post, now))
    .map((it) => ({
      ...it,
      before: nextOf(organisation, it, now),
      after: nextOf(atOnce, it, now),
    }))
    .filter((it) => it.before.join('\n') !== it.after.join('\n'))
  const reader = readerOf(organisation, by, now)
  const known = await listTitles(
    deps.db,
    moved.map((it) => it.id),
  )
  return moved.flatMap(({ id, number, postName, before, after }) => {
    const matter = known.find((it) => it.id === id)
    const isReadable = matter !== undefined && mayRead(matter.matter, reader)
    if (matter === undefined || (!isReadable && isSecretAt(matter.matter, now))) return []
    return [{ id, number, decider: postName, before, after, ...(isReadable ? { title: matter.title } : {}) }]
  })
}
