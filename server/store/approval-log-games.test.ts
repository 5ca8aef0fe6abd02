import fc from 'fast-check'
import { test } from 'tap'
import { openTasks } from '../domain/approval/open-tasks.ts'
import { canonicalJson } from '../domain/audit/canonical-json.ts'
import { eventOf } from '../domain/audit/chain.ts'
import type { ProposalId } from '../domain/ids.ts'
import { type Run, anyGame, play } from '../testing/approval-model.ts'
import { auditProposal } from '../testing/audit-proposal.ts'
import { type TestDatabase, createTestDatabase } from '../testing/database.ts'
import { propertyRuns, propertySeed } from '../testing/property-runs.ts'
import { idOf, storeDrafts, writeFor } from '../testing/stored-drafts.ts'
import { Tally } from '../testing/tally.ts'
import { ApprovalLog } from './approval-log.ts'
import { ProposalReads } from './proposals.ts'

/** A fifth of what a law of the rules alone plays, which is 400 in the suite; a database is slower than a fold. */
const games = Math.ceil(propertyRuns / 5)

type Played = { readonly id: ProposalId; readonly run: Run }

/** What is wrong with the stored game; empty when its record is exactly what was accepted, in that order. */
async function wrongWith(database: TestDatabase, { id, run }: Played): Promise<readonly string[]> {
  const { db } = database
  const stored = await db
    .selectFrom('approval_event')
    .select(['seq', 'type', 'at', 'person_id', 'body'])
    .where('proposal_id', '=', id)
    .orderBy('seq')
    .execute()
  const events = stored.map(eventOf)
  const row = await db.selectFrom('proposal').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const tasks = await db
    .selectFrom('task')
    .select(['step', 'kind', 'urgent', 'due_on'])
    .where('proposal_id', '=', id)
    .execute()
  const { end } = run
  if (end.status === 'draft') return stored.length === 0 ? [] : ['a draft with events']
  const told = stored.map((it) => `${it.seq} ${it.type} ${it.person_id}`)
  const accepted = run.events.map((it, index) => `${index + 1} ${it.type} ${it.by.person}`)
  const same = (what: string, is: unknown, should: unknown): readonly string[] =>
    canonicalJson(is) === canonicalJson(should) ? [] : [`${what}: ${canonicalJson(is)} ≠ ${canonicalJson(should)}`] // prettier-ignore
  return [
    ...same('events', events, run.events),
    ...same('columns of the events', told, accepted),
    ...same('state', row.state, end),
    ...same(
      'row',
      [row.version, row.head_seq, row.status, row.manifest_sha256, row.number, row.drafter_id],
      [run.taken.length, run.events.length, end.status, end.manifestSha256, end.number || null, end.drafter.person], // prettier-ignore
    ),
    ...same('decided', row.decided_at, end.status === 'decided' ? end.decision.at : null),
    ...same(
      'tasks',
      tasks.map((it) => `${it.step} ${it.kind} ${it.urgent} ${it.due_on}`).sort(),
      openTasks(end)
        .map((it) => `${it.step} ${it.kind} ${end.matter.urgent} ${end.matter.dueOn ?? null}`)
        .sort(),
    ),
    ...(await auditProposal(database, id)),
  ]
}

test('R-03 in the store no event is lost or reordered: games played at once by two writers, each with rivals', async (t) => {
  const tally = new Tally()
  const database = await createTestDatabase(t)
  await storeDrafts(database, games)
  // As two processes would write.
  const writers = [new ApprovalLog(database.pool.options), new ApprovalLog(database.pool.options)]
  t.teardown(() => Promise.all(writers.map((it) => it.close())))
  const reads = new ProposalReads(database.pool)
  const played = fc
    .sample(anyGame, { numRuns: games, seed: propertySeed })
    .map((game, n): Played => ({ id: idOf(n + 1), run: play(game) }))
  const playOut = async ({ id, run }: Played, n: number): Promise<void> => {
    for (const [index, taken] of run.taken.entries()) {
      const stored = await reads.find(id)
      if (stored === undefined) throw new Error(`${id} is gone`)
      const write = writeFor(stored, taken.command, taken.acting)
      // Every third act is also asked for by somebody who saw the same: one of the two is written.
      const lines = [n + index, ...((n + index) % 3 === 0 ? [n + index + 1] : [])]
      const written = await Promise.all(lines.map((line) => writers[line % 2]!.write(write)))
      if (written.length > 1) tally.add('rivals')
      if (written.filter((it) => it.outcome === 'written').length !== 1)
        throw new Error(`${id} ${taken.command.type}: ${JSON.stringify(written)}`)
      tally.add('acts')
      tally.add('events', write.events.length)
      if (write.events.length > 1) tally.add('several events in one act')
    }
  }
  const atOnce = 40
  const left = [...played.entries()]
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = left.pop(); next !== undefined; next = left.pop()) await playOut(next[1], next[0])
    }),
  )
  const wrong: string[] = []
  const checked = await Promise.all(played.map((one) => wrongWith(database, one)))
  for (const [index, one] of played.entries()) {
    tally.add('games')
    tally.add(`ended ${one.run.end.status}`)
    if (one.run.events.length > 10) tally.add('long games')
    for (const it of checked[index]!) wrong.push(`${one.id} ${it}`)
  }
  t.same(wrong.slice(0, 5), [], `${wrong.length} things are wrong`)
  tally.tell(t, { games: 200, 'long games': 20, events: 1000, rivals: 300, 'several events in one act': 20 })
})
