import type { AbsenceBody, AbsencePreview, DeciderList, DeciderView } from '../contract/absences.ts'
import { waitingKinds } from '../domain/approval/open-tasks.ts'
import { type Instant, type PersonId, type PostId, localDateOf, partsOfPost } from '../domain/ids.ts'
import { refuseAbsence } from '../domain/organisation/absences.ts'
import { positionsWithOrder } from '../domain/organisation/acting-orders.ts'
import { postsOfPositions } from '../domain/organisation/decider-posts.ts'
import { absenceAt, capacitiesOf, seatedIn } from '../domain/organisation/holders.ts'
import type { Absence, Organisation } from '../domain/organisation/organisation.ts'
import { type StandIn, standInsOf } from '../domain/organisation/stand-ins.ts'
import { titleOf } from '../domain/organisation/titles.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { listAbsencesOf } from '../store/absences.ts'
import { plainly } from '../store/run-query.ts'
import { countTasks } from '../store/tasks.ts'
import { type AbsenceDeps, type AbsenceProblem, awayOf, mayRegisterFor } from './absences.ts'
import { nameOf } from './who-is.ts'

/** A decider's post with who stands in for it at an instant. */
export function deciderView(organisation: Organisation, post: PostId, at: Instant): DeciderView {
  const holders = seatedIn(organisation, post, localDateOf(at)).map(({ person }) => ({
    person,
    name: nameOf(organisation, person),
    absent: absenceAt(organisation, person, at) !== undefined,
  }))
  const standIns = standInsOf(organisation, post, at)
  const isThere = (it: Pick<StandIn, 'holders'>): boolean => it.holders.some((one) => !one.absent)
  return {
    post,
    title: titleOf(organisation, post),
    unit: partsOfPost(post).unit,
    holders,
    standIns: standIns.map((it) => ({ ...it, holders: [...it.holders] })),
    uncovered: !isThere({ holders }) && !standIns.some(isThere),
  }
}

/** 代決順位 of every post that decides, with who would stand in now. */
export async function viewStandIns(deps: Pick<AbsenceDeps, 'organisation' | 'now'>): Promise<DeciderList> {
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const day = localDateOf(at)
  const posts = postsOfPositions(organisation, positionsWithOrder(organisation, day), day)
  return { at, deciders: posts.map((post) => deciderView(organisation, post, at)) }
}

/** What an absence would mean at its beginning, before it is registered. */
export async function previewAbsence(
  deps: AbsenceDeps,
  by: PersonId,
  body: AbsenceBody,
): Promise<Result<{ readonly preview: AbsencePreview; readonly refusal?: AbsenceProblem }, AbsenceProblem>> {
  const organisation = await deps.organisation.current()
  const now = deps.now()
  const person = (body.person ?? by) as PersonId
  if (!organisation.people.has(person)) return no({ code: 'not_found' })
  if (!mayRegisterFor(organisation, by, person)) return no({ code: 'absence_not_yours' })
  const away = awayOf(body)
  if (!away.ok) return away
  const absence: Absence = { person, ...away.value }
  const supposed: Organisation = { ...organisation, absences: [...organisation.absences, absence] }
  const posts = capacitiesOf(organisation, person, localDateOf(absence.from)).map((it) => it.post)
  const ordered = positionsWithOrder(organisation, localDateOf(absence.from))
  const waiting = await countTasks(plainly(deps.db), { person, posts }, waitingKinds)
  // The reason is typed last; that it is missing still is no news to whoever looks ahead.
  const refusal = refuseAbsence({ ...absence, reason: '-' }, await listAbsencesOf(deps.db, person), now)
  return yes({
    preview: {
      waiting: [...waiting.values()].reduce((sum, count) => sum + count, 0),
      deciders: posts
        .filter((post) => ordered.has(partsOfPost(post).position))
        .map((post) => deciderView(supposed, post, absence.from)),
    },
    ...(refusal === undefined ? {} : { refusal }),
  })
}
