import type { Command } from '../domain/approval/commands.ts'
import { decide } from '../domain/approval/decide.ts'
import { type Instant, type LocalDate, type PostId, type ProposalId, localDateOf } from '../domain/ids.ts'
import { capacitiesOf, isPostAway } from '../domain/organisation/holders.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { standInsOf } from '../domain/organisation/stand-ins.ts'
import { listOwnSteps, listSecretsDue, listWaitingAt } from '../store/due-cases.ts'
import type { SeatedPair } from '../store/seat-checks.ts'
import { letStandInsRead, listActedForPlaces } from '../store/stand-in-readers.ts'
import { actingSystem } from './acting-of.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { announce, writeOf } from './commit-act.ts'

/** What whoever lets the time pass remembers from one round to the next; empty before the first. */
export type Rounds = {
  /** Since when steps that became the drafter's own are asked for on this day in this organisation. */
  own?: {
    readonly organisation: Organisation
    readonly day: LocalDate
    readonly since: Instant
    /** Whether all of them are through: until one of the two changes there will be no other. */
    readonly isDone: boolean
  }
}

/** So long after a 人事異動 another process may still act as if it had not been. */
const noticedWithinMs = 60_000

/**
 * Does what follows from the time alone: 時限秘 whose instant has come is released on the record, and a 回議
 * whose holder's absence began, or which became the drafter's own by 人事異動, goes by. Whoever stands in for an absent
 * decider by the order of today can read what waits there. Answers how many cases moved.
 * Safe to run in several processes at once: who comes second finds nothing to do. `rounds` is the caller's, and lets a
 * round leave out what cannot have changed since the one before.
 */
export async function letTimePass(deps: ApprovalDeps, rounds: Rounds = {}): Promise<number> {
  const at = deps.now()
  const day = localDateOf(at)
  const organisation = await deps.organisation.current()
  const isSame = rounds.own?.organisation === organisation && rounds.own.day === day
  const before = isSame ? rounds.own : undefined
  const away = absentPosts(organisation, at)
  const [secrets, absent, own] = await Promise.all([
    listSecretsDue(deps.db, at),
    listWaitingAt(deps.db, away),
    before?.isDone === true ? [] : listOwnSteps(deps.db, newlySeated(organisation, at)),
  ])
  const waiting = [...new Set([...absent, ...own])]
  const released = await moveAll(deps, organisation, at, secrets, {
    type: 'release_secrecy',
    reason: '時限の到来による解除',
  })
  const passed = await moveAll(deps, organisation, at, waiting, { type: 'pass_over' })
  await admitStandIns(deps, organisation, at, away)
  const since = before?.since ?? at
  const isDone = !passed.includes('overtaken') && Date.parse(at) - Date.parse(since) >= noticedWithinMs
  rounds.own = { organisation, day, since, isDone: before?.isDone === true || isDone }
  return [...released, ...passed].filter((it) => it === 'moved').length
}

/** `overtaken`: somebody was faster, and what is still due is found next time; `stays`: the rules say no. */
type Moved = 'moved' | 'overtaken' | 'stays'

/** Posts of which everybody is away now: few, whatever the size of the body. A shared one goes by its charge (担任). */
function absentPosts(organisation: Organisation, at: Instant): readonly PostId[] {
  const today = localDateOf(at)
  const away = new Set(
    organisation.absences.filter((it) => it.from <= at && at <= it.to).map((it) => it.person),
  )
  const posts = new Set(
    [...away].flatMap((person) => capacitiesOf(organisation, person, today).map((it) => it.post)),
  )
  return [...posts].filter((post) => isPostAway(organisation, post, at))
}

/**
 * Lets whoever may 代決 now read what waits at these posts. Those who could when a case was submitted read it since; another
 * order of 代決 or a 発令 since then names others.
 */
async function admitStandIns(
  { db }: ApprovalDeps,
  organisation: Organisation,
  at: Instant,
  away: readonly PostId[],
): Promise<void> {
  const places = await listActedForPlaces(db, away)
  const standIns = places.flatMap(({ post, unit }) =>
    standInsOf(organisation, post, at, unit).map((it) => ({ post, unit, standIn: it.post })),
  )
  await letStandInsRead(db, standIns, at)
}

/** So long back posts that changed hands are looked at: a worker that was down that day passes them later. */
const lookedBackDays = 31

/** Who came to a post in the last weeks, with it: the step of a case the person drafted may wait there. */
function newlySeated(organisation: Organisation, at: Instant): readonly SeatedPair[] {
  const today = localDateOf(at)
  const since = localDateOf(
    new Date(Date.parse(at) - lookedBackDays * 24 * 60 * 60 * 1000).toISOString() as Instant,
  )
  const people = organisation.appointments
    .filter((it) => since <= it.from && it.from <= today && (it.to === undefined || today <= it.to))
    .map((it) => it.person)
  return [...new Set(people)].flatMap((person) =>
    capacitiesOf(organisation, person, today).map(({ post }) => ({ person, post })),
  )
}

async function moveAll(
  deps: ApprovalDeps,
  organisation: Organisation,
  at: Instant,
  ids: readonly ProposalId[],
  command: Command,
): Promise<readonly Moved[]> {
  return Promise.all(ids.map((id) => move(deps, organisation, at, id, command)))
}

async function move(
  deps: ApprovalDeps,
  organisation: Organisation,
  at: Instant,
  id: ProposalId,
  command: Command,
): Promise<Moved> {
  const stored = await deps.reads.find(id)
  if (stored === undefined) return 'stays'
  const acting = actingSystem(organisation, at, stored)
  const decided = decide(stored.state, command, acting)
  if (!decided.ok) return 'stays'
  const write = writeOf(stored, decided.value, acting)
  const written = await deps.log.write({ ...write, expectedManifest: stored.manifestSha256 })
  if (written.outcome === 'version_changed') return 'overtaken'
  await announce(deps, write, written.version)
  return 'moved'
}
