import type { Command } from '../domain/approval/commands.ts'
import { decide } from '../domain/approval/decide.ts'
import { type Instant, type PostId, type ProposalId, localDateOf } from '../domain/ids.ts'
import { absenceAt } from '../domain/organisation/holders.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { listSecretsDue, listWaitingAt } from '../store/due-cases.ts'
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
  const [secrets, waiting] = await Promise.all([
    listSecretsDue(deps.db, at),
    listWaitingAt(deps.db, postsToLookAt(organisation, at)),
  ])
  const moved = [
    ...(await moveAll(deps, organisation, at, secrets, {
      type: 'release_secrecy',
      reason: '時限の到来による解除',
    })),
    ...(await moveAll(deps, organisation, at, waiting, { type: 'pass_over' })),
  ]
  return moved.filter((it) => it).length
}

/** Posts of people who are absent now, and posts that changed hands today: few, whatever the size of the body. */
function postsToLookAt(organisation: Organisation, at: Instant): readonly PostId[] {
  const today = localDateOf(at)
  const inForce = organisation.appointments.filter(
    (it) => it.from <= today && (it.to === undefined || today <= it.to),
  )
  const posts = inForce
    .filter((it) => it.from === today || absenceAt(organisation, it.person, at) !== undefined)
    .map((it) => it.post)
  return [...new Set(posts)]
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
