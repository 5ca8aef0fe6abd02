import type { Kysely } from 'kysely'
import type { AbsenceBody, AbsenceList, AbsenceView } from '../contract/absences.ts'
import { type Instant, type PersonId, localDateOf, parseInstant, parseLocalDate } from '../domain/ids.ts'
import { type AbsenceRefusal, type Away, calledOff, refuseAbsence } from '../domain/organisation/absences.ts'
import { capacitiesOf } from '../domain/organisation/holders.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { standInsOf } from '../domain/organisation/stand-ins.ts'
import { type Result, no, yes } from '../domain/result.ts'
import {
  type StoredAbsence,
  callOffAbsence,
  findAbsence,
  insertAbsence,
  listAbsencesFrom,
  listAbsencesOf,
} from '../store/absences.ts'
import type { Database } from '../store/database.ts'
import { bumpOrganisationVersion, lockOrganisation } from '../store/organisation.ts'
import type { Clock, LiveBus, OrganisationSource } from './ports.ts'
import { refOf } from './who-is.ts'

export type AbsenceDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly live: LiveBus
  readonly now: Clock
}

export type AbsenceProblem =
  | AbsenceRefusal
  | { readonly code: 'not_found' }
  | { readonly code: 'not_a_day'; readonly value: string }
  | { readonly code: 'absence_not_yours' }

/** 文書管理者 register for others; everybody for themselves. */
export function mayRegisterFor(organisation: Organisation, by: PersonId, person: PersonId): boolean {
  return by === person || (organisation.people.get(by)?.roles.includes('records_manager') ?? false)
}

/** The day in Japan from its first to its last millisecond, or the instant itself; undefined for no such day. */
function whenOf(text: string, end: boolean): Instant | undefined {
  if (text.includes('T')) return parseInstant(text)
  const day = parseLocalDate(text)
  if (day === undefined) return undefined
  return new Date(`${day}T${end ? '23:59:59.999' : '00:00:00.000'}+09:00`).toISOString() as Instant
}

/** What was typed, as an absence. */
export function awayOf(body: Pick<AbsenceBody, 'from' | 'to' | 'reason'>): Result<Away, AbsenceProblem> {
  const from = whenOf(body.from, false)
  const to = whenOf(body.to, true)
  if (from === undefined) return no({ code: 'not_a_day', value: body.from })
  if (to === undefined) return no({ code: 'not_a_day', value: body.to })
  return yes({ from, to, reason: body.reason.trim() })
}

function viewOf(organisation: Organisation, it: StoredAbsence, by: PersonId, now: Instant): AbsenceView {
  const mayChange = mayRegisterFor(organisation, by, it.person)
  const when = it.to < now ? 'over' : it.from <= now ? 'now' : 'ahead'
  return {
    id: it.id,
    person: refOf(organisation, it.person, now),
    from: it.from,
    to: it.to,
    ...(mayChange ? { reason: it.reason } : {}),
    ...(it.recordedBy === undefined ? {} : { recordedBy: refOf(organisation, it.recordedBy, now) }),
    when,
    mayChange: mayChange && when !== 'over',
  }
}

/** Who is away now and who will be; with `of` all absences of that person, for whoever may register them. */
export async function listAbsences(
  deps: AbsenceDeps,
  by: PersonId,
  of?: PersonId,
): Promise<Result<AbsenceList, AbsenceProblem>> {
  const organisation = await deps.organisation.current()
  const now = deps.now()
  if (of !== undefined && !mayRegisterFor(organisation, by, of)) return no({ code: 'absence_not_yours' })
  const found = await (of === undefined ? listAbsencesFrom(deps.db, now) : listAbsencesOf(deps.db, of))
  return yes({ items: found.map((it) => viewOf(organisation, it, by, now)) })
}

/** Registers an absence; answers it as it stands now. */
export async function registerAbsence(
  deps: AbsenceDeps,
  by: PersonId,
  body: AbsenceBody,
): Promise<Result<AbsenceView, AbsenceProblem>> {
  const organisation = await deps.organisation.current()
  const person = (body.person ?? by) as PersonId
  if (!organisation.people.has(person)) return no({ code: 'not_found' })
  if (!mayRegisterFor(organisation, by, person)) return no({ code: 'absence_not_yours' })
  const away = awayOf(body)
  if (!away.ok) return away
  return write(deps, { person, by, away: away.value })
}

/** Changes an absence that is not over. */
export async function changeAbsence(
  deps: AbsenceDeps,
  by: PersonId,
  id: number,
  body: AbsenceBody,
): Promise<Result<AbsenceView, AbsenceProblem>> {
  const before = await findOwn(deps, by, id)
  if (!before.ok) return before
  const away = awayOf(body)
  if (!away.ok) return away
  return write(deps, { person: before.value.person, by, away: away.value, before: before.value })
}

/** Calls an absence off; of one that has begun the part until now stays. */
export async function callOff(
  deps: AbsenceDeps,
  by: PersonId,
  id: number,
): Promise<Result<undefined, AbsenceProblem>> {
  const before = await findOwn(deps, by, id)
  if (!before.ok) return before
  const at = deps.now()
  const done = await deps.db.transaction().execute(async (trx) => {
    await lockOrganisation(trx)
    const stored = await findAbsence(trx, id)
    if (stored === undefined) return no({ code: 'not_found' as const })
    const end = calledOff(stored, at)
    if ('refused' in end) return no(end.refused)
    await callOffAbsence(trx, id, by, at)
    if (end.remains !== undefined) {
      await insertAbsence(trx, { ...end.remains, person: stored.person, by, at, replaces: id })
    }
    await bumpOrganisationVersion(trx)
    return yes(undefined)
  })
  if (done.ok) await tell(deps, before.value.person)
  return done
}

async function findOwn(
  deps: AbsenceDeps,
  by: PersonId,
  id: number,
): Promise<Result<StoredAbsence, AbsenceProblem>> {
  const organisation = await deps.organisation.current()
  const stored = await findAbsence(deps.db, id)
  if (stored === undefined) return no({ code: 'not_found' })
  return mayRegisterFor(organisation, by, stored.person) ? yes(stored) : no({ code: 'absence_not_yours' })
}

type Writing = {
  readonly person: PersonId
  readonly by: PersonId
  readonly away: Away
  readonly before?: StoredAbsence
}

async function write(deps: AbsenceDeps, writing: Writing): Promise<Result<AbsenceView, AbsenceProblem>> {
  const { person, by, away, before } = writing
  const at = deps.now()
  const done = await deps.db.transaction().execute(async (trx) => {
    // One writer at a time: two overlapping absences would otherwise each find the other missing.
    await lockOrganisation(trx)
    const others = await listAbsencesOf(trx, person)
    if (before !== undefined && !others.some((it) => it.id === before.id)) {
      return no({ code: 'not_found' as const })
    }
    const refusal = refuseAbsence(
      away,
      others.filter((it) => it.id !== before?.id),
      at,
      before,
    )
    if (refusal !== undefined) return no(refusal)
    if (before !== undefined) await callOffAbsence(trx, before.id, by, at)
    const id = await insertAbsence(trx, {
      ...away,
      person,
      by,
      at,
      ...(before === undefined ? {} : { replaces: before.id }),
    })
    await bumpOrganisationVersion(trx)
    return yes({ id, person, recordedBy: by, ...away })
  })
  if (!done.ok) return done
  await tell(deps, person)
  return yes(viewOf(await deps.organisation.current(), done.value, by, at))
}

/** The inboxes an absence moves: the person's own, and those of the posts that may stand in for one of theirs. */
async function tell(deps: AbsenceDeps, person: PersonId): Promise<void> {
  deps.organisation.changed()
  const organisation = await deps.organisation.current()
  const now = deps.now()
  const posts = capacitiesOf(organisation, person, localDateOf(now)).flatMap((it) =>
    standInsOf(organisation, it.post, now).map((one) => one.post),
  )
  deps.live.publish({ type: 'organisation' }, { people: [person], posts: [...new Set(posts)] })
}
