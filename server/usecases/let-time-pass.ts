import type { Command } from '../domain/approval/commands.ts'
import { decide } from '../domain/approval/decide.ts'
import { type Instant, type PostId, type ProposalId, localDateOf } from '../domain/ids.ts'
import { absenceAt, capacitiesOf, seatedIn } from '../domain/organisation/holders.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { listOwnSteps, listSecretsDue, listWaitingAt } from '../store/due-cases.ts'
import type { SeatedPair } from '../store/seat-checks.ts'
import { actingSystem } from './acting-of.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { announce, writeOf } from './commit-act.ts'

/**
 * Does what follows from the time alone: 時限秘 whose instant has come is released on the record, and a 回議
 * whose holder's absence began, or which became the drafter's own by 人事異動, goes by. Answers how many cases moved.
 * Safe to run in several processes at once: who comes second finds nothing to do.
 */
export async function letTimePass(deps: ApprovalDeps): Promise<number> {
  const at = deps.now()
  const organisation = await deps.organisation.current()
  const [secrets, absent, own] = await Promise.all([
    listSecretsDue(deps.db, at),
    listWaitingAt(deps.db, absentPosts(organisation, at)),
    listOwnSteps(deps.db, newlySeated(organisation, at)),
  ])
  const waiting = [...new Set([...absent, ...own])]
  const moved = [
    ...(await moveAll(deps, organisation, at, secrets, {
      type: 'release_secrecy',
      reason: '時限の到来による解除',
    })),
    ...(await moveAll(deps, organisation, at, waiting, { type: 'pass_over' })),
  ]
  return moved.filter((it) => it).length
}

/** Posts of which everybody is away now: few, whatever the size of the body. A shared one goes by its charge (担任). */
function absentPosts(organisation: Organisation, at: Instant): readonly PostId[] {
  const today = localDateOf(at)
  const away = new Set(
    organisation.absences.filter((it) => it.from <= at && at <= it.to).map((it) => it.person),
  )
  const posts = new Set(
    [...away].flatMap((person) => capacitiesOf(organisation, person, today).map((it) => it.post)),
  )
  return [...posts].filter((post) => {
    const seated = seatedIn(organisation, post, today)
    return seated.length > 0 && seated.every((it) => absenceAt(organisation, it.person, at) !== undefined)
  })
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
): Promise<readonly boolean[]> {
  return Promise.all(ids.map((id) => move(deps, organisation, at, id, command)))
}

async function move(
  deps: ApprovalDeps,
  organisation: Organisation,
  at: Instant,
  id: ProposalId,
  command: Command,
): Promise<boolean> {
  const stored = await deps.reads.find(id)
  if (stored === undefined) return false
  const acting = actingSystem(organisation, at, stored)
  const decided = decide(stored.state, command, acting)
  if (!decided.ok) return false
  const write = writeOf(stored, decided.value, acting)
  const written = await deps.log.write(write)
  // Somebody was faster; what is still due is found next time.
  if (written.outcome === 'version_changed') return false
  await announce(deps, write, written.version)
  return true
}
