import type { SeatTroubleItem, SeatTroubles } from '../contract/seat-conflicts.ts'
import { mayRead } from '../domain/access/may-read.ts'
import { drafterCapacity } from '../domain/approval/acting.ts'
import { isDecisionBarred } from '../domain/approval/progress.ts'
import type { Proposal } from '../domain/approval/proposal.ts'
import type { Refusal } from '../domain/approval/refusals.ts'
import { type SeatTrouble, seatTroubles } from '../domain/approval/seats.ts'
import { type PersonId, type PostId, localDateOf, parseInstant, parseProposalId } from '../domain/ids.ts'
import { absenceAt, capacitiesOf, seatedIn } from '../domain/organisation/holders.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { loadMany } from '../store/proposals.ts'
import { prepared } from '../store/run-query.ts'
import { type SeatCursor, listSeatChecks } from '../store/seat-checks.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { parseCursor, toCursor } from './cursor.ts'
import { exercisedBy, readerOf } from './who-is.ts'

const pageSize = 50

/** Running cases whose seats need the 文書主管課, fifty cases at a time; titles only where the reader may open them. */
export async function listSeatConflicts(
  deps: ApprovalDeps,
  request: { readonly by: PersonId; readonly after?: string },
): Promise<
  Result<SeatTroubles, Extract<Refusal, { code: 'records_manager_only' }> | { readonly code: 'bad_cursor' }>
> {
  const after = request.after === undefined ? undefined : cursorOf(request.after)
  if (request.after !== undefined && after === undefined) return no({ code: 'bad_cursor' })
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const reader = readerOf(organisation, request.by, at)
  if (!reader.roles.includes('records_manager')) {
    const held = exercisedBy(organisation, request.by, at).map((it) => it.title)
    return no({ code: 'records_manager_only', held })
  }
  const day = localDateOf(at)
  const people = [...organisation.people.keys()]
  const isAway = (person: PersonId): boolean => {
    const absence = absenceAt(organisation, person, at)
    return absence !== undefined && localDateOf(absence.to) > day
  }
  const rows = await listSeatChecks(deps.db, {
    seated: people.flatMap((person) =>
      exercisedBy(organisation, person, at).map(({ post }) => ({ person, post })),
    ),
    held: people.flatMap((person) =>
      capacitiesOf(organisation, person, day).map(({ post }) => ({ person, post })),
    ),
    away: people.filter(isAway),
    limit: pageSize + 1,
    ...(after === undefined ? {} : { after }),
  })
  const shown = rows.slice(0, pageSize)
  const stored = await loadMany(
    prepared(deps.pool),
    shown.map((it) => it.id),
  )
  const seatedNow = (post: PostId): readonly PersonId[] =>
    seatedIn(organisation, post, day).map((it) => it.person)
  const goesOn = (person: PersonId, drafted: PostId): boolean =>
    drafterCapacity(drafted, capacitiesOf(organisation, person, day)) !== undefined
  const last = shown.at(-1)
  return yes({
    items: shown.flatMap(({ id, title, submittedAt }): SeatTroubleItem[] => {
      const found = stored.get(id)
      if (found === undefined) return []
      const common = {
        proposalId: id,
        ...(found.number === undefined ? {} : { number: found.number }),
        ...(mayRead(found.matter, reader) ? { title } : {}),
        submittedAt,
        version: found.version,
        manifestSha256: found.manifestSha256,
      }
      const { state } = found
      return [
        ...onRoute(state, seatedNow, isAway).map((it) => ({ ...common, ...it })),
        ...withDrafter(state, goesOn).map((it) => ({ ...common, ...it })),
      ]
    }),
    ...(rows.length > pageSize && last !== undefined ? { next: toCursor([last.submittedAt, last.id]) } : {}),
  })
}

type Told = Pick<SeatTroubleItem, 'kind' | 'step' | 'seat' | 'name' | 'earlier'>

function onRoute(
  state: Proposal,
  seatedNow: (post: PostId) => readonly PersonId[],
  isAway: (person: PersonId) => boolean,
): readonly Told[] {
  return state.status === 'in_approval' ? seatTroubles(state, seatedNow, isAway).map(toldOf) : []
}

function toldOf(trouble: SeatTrouble): Told {
  const { kind, step } = trouble
  const seat = { step: step.id, seat: step.postName }
  if (trouble.kind !== 'same_person') return { kind, ...seat }
  const { by } = trouble.earlier
  return { kind, ...seat, name: by.name, earlier: by.capacity.title }
}

/** 起案者不在: it was returned to somebody who has left the 係 it was drafted in, or waits for that person's 処理意見. */
function withDrafter(
  state: Proposal,
  goesOn: (person: PersonId, drafted: PostId) => boolean,
): readonly Told[] {
  const isWaiting = state.status === 'in_approval' && isDecisionBarred(state)
  if (state.status !== 'returned' && !isWaiting) return []
  const { person, name, capacity } = state.drafter
  return goesOn(person, capacity.post)
    ? []
    : [{ kind: 'drafter_left', step: 'drafter', seat: capacity.title, name }]
}

function cursorOf(text: string): SeatCursor | undefined {
  const [at, id] = parseCursor(text, 2) ?? []
  const submittedAt = parseInstant(String(at))
  const proposalId = parseProposalId(String(id))
  return submittedAt === undefined || proposalId === undefined ? undefined : { submittedAt, id: proposalId }
}
