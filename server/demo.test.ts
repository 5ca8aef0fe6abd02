import { test } from 'tap'
import { makeDemoProposals } from '../db/seed/demo-proposals.ts'
import { seedExampleOrganisation } from '../db/seed/import.ts'
import { localDateOf } from './domain/ids.ts'
import { createTestApp } from './testing/app.ts'
import { auditProposal } from './testing/audit-proposal.ts'

test('the example prefecture has living proposals in every state', { timeout: 240_000 }, async (t) => {
  const office = await createTestApp(t)
  const today = localDateOf(office.deps.now())
  await seedExampleOrganisation(office.db, today)
  const heard: number[] = []
  // Throws at the first act the rules refuse, and at a proposal that does not end as planned.
  const killed = new AbortController()
  await t.rejects(
    makeDemoProposals(office.deps, today, {
      onProgress: (done) => {
        heard.push(done)
        if (done === 3) killed.abort(new Error('told to stop'))
      },
      signal: killed.signal,
    }),
    { message: 'told to stop' },
  )
  // The next start goes on where that one stopped.
  await makeDemoProposals(office.deps, today, { onProgress: (done) => done === 0 || heard.push(done) })
  const rows = await office.db.selectFrom('proposal').select(['id', 'status', 'title']).execute()
  t.equal(rows.length, 16)
  t.same(
    heard,
    Array.from({ length: 17 }, (_, done) => done),
    'says how far it is',
  )
  const states = new Set(rows.map((it) => it.status))
  t.same([...states].sort(), ['decided', 'draft', 'in_approval', 'rejected', 'returned', 'withdrawn'])

  for (const row of rows.filter((it) => it.status !== 'draft')) {
    t.same(await auditProposal(office, row.id), [], `${row.title}: its chain and its lists are right`)
  }
  const numbered = await office.db
    .selectFrom('proposal')
    .select(['section_code', 'number', 'submitted_at'])
    .where('number', 'is not', null)
    .orderBy('section_code')
    .orderBy('submitted_at')
    .execute()
  const counts = new Map<string, number>()
  for (const row of numbered) {
    const next = (counts.get(row.section_code) ?? 0) + 1
    counts.set(row.section_code, next)
    t.match(row.number, new RegExp(`第${next}号$`), 'numbers of a section follow the days of submission')
  }

  const future = await office.db
    .selectFrom('approval_event')
    .select('seq')
    .where('at', '>', office.deps.now())
    .execute()
  t.same(future, [], 'nothing has happened yet that is still to come')

  const files = await office.db
    .selectFrom('attachment')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  t.ok(files.count >= 61, 'with its files')
})
