import { type Kysely, sql } from 'kysely'
import { waitingSteps } from '../domain/approval/progress.ts'
import type { OnRoute, Proposal } from '../domain/approval/proposal.ts'
import { decidingStepOf } from '../domain/approval/route.ts'
import type { RunningProposal } from '../domain/directory/rehearse.ts'
import type { PersonId, PostId, UnitCode } from '../domain/ids.ts'
import type { Database } from './database.ts'

type Row = {
  readonly id: string
  readonly drafter: PersonId
  readonly state: Proposal
  readonly waiting: string[]
}

/** Every proposal under way (回議中, 差戻し中) with the steps nobody has acted in, in order of submission. */
export async function listRunningProposals(db: Kysely<Database>): Promise<readonly RunningProposal[]> {
  const { rows } = await sql<Row>`
    select p.id, p.drafter_id as drafter, p.state, array(select t.step from task t where t.proposal_id = p.id) as waiting
    from proposal p where p.status in ('in_approval', 'returned') order by p.submitted_at, p.id`.execute(db)
  return rows.flatMap(({ id, drafter, state, waiting }) => {
    if (state.status !== 'in_approval' && state.status !== 'returned') return []
    return [
      {
        id,
        number: state.number,
        steps: openSteps(state, state.turn, waiting),
        acted: [drafter, ...state.marks.map((it) => it.by.person)],
      },
    ]
  })
}

function openSteps(state: OnRoute, turn: number, waiting: readonly string[]): RunningProposal['steps'] {
  return state.route.stages.flatMap((_, stage) =>
    stage < turn
      ? []
      : waitingSteps(state, stage).map(({ id, post }) => ({ id, post, waiting: waiting.includes(id) })),
  )
}

/** A proposal under way with the post that decides it. */
export type RunningDecision = {
  readonly id: string
  readonly number: string
  /** Where the matter comes from. */
  readonly unit: UnitCode
  readonly post: PostId
  readonly postName: string
}

/** Every proposal under way (回議中, 差戻し中) with its decider, in order of submission. */
export async function listRunningDecisions(db: Kysely<Database>): Promise<readonly RunningDecision[]> {
  const rows = await db
    .selectFrom('proposal')
    .select(['id', 'state', 'unit_code'])
    .where('status', 'in', ['in_approval', 'returned'])
    .orderBy('submitted_at')
    .orderBy('id')
    .execute()
  return rows.flatMap((row) => {
    const state = row.state as unknown as Proposal
    if (state.status !== 'in_approval' && state.status !== 'returned') return []
    const decider = decidingStepOf(state.route)
    if (decider === undefined) return []
    const { post, postName } = decider
    return [{ id: row.id, number: state.number, unit: row.unit_code as UnitCode, post, postName }]
  })
}
