import { test } from 'tap'
import { makeDemoLegacy } from '../db/seed/demo-legacy.ts'
import { makeDemoProposals } from '../db/seed/demo-proposals.ts'
import { seedExampleOrganisation } from '../db/seed/import.ts'
import { localDateOf } from './domain/ids.ts'
import type { ExpiryList } from './contract/expiry.ts'
import type { ProposalView } from './contract/proposals.ts'
import { stepsIn } from './testing/perform.ts'
import { createTestApp } from './testing/app.ts'
import { auditProposal } from './testing/audit-proposal.ts'

function decisionIn(view: ProposalView) {
  return stepsIn(view).at(-1)?.mark
}

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
  t.equal(rows.length, 20)
  t.same(
    heard,
    Array.from({ length: 21 }, (_, done) => done),
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

  const seen = async (person: string, words: string): Promise<ProposalView> => {
    const row = rows.find((it) => it.title.includes(words))
    return (await office.inject(person, `/v1/proposals/${row?.id}`)).json()
  }
  await t.test(
    'and records of earlier years, brought in from an old system, some of them past their 満了日',
    async (t) => {
      const startedAt = performance.now()
      await makeDemoLegacy(office.deps)
      t.comment(`brought in after ${Math.round(performance.now() - startedAt)} ms`)
      const brought = await office.db
        .selectFrom('proposal')
        .select('id')
        .where('status', '=', 'imported')
        .execute()
      t.equal(brought.length, 8)
      for (const { id } of brought)
        t.same(await auditProposal(office, id), [], 'its chain and its lists are right')
      const expired = (await office.inject('u0119', '/v1/folder-expiry')).json<ExpiryList>()
      t.ok(expired.items.length >= 4, '満了と廃棄 is not empty')
    },
  )

  await t.test('and is a living example of what happens beside the ordinary road', async (t) => {
    const objected = await seen('u0505', '意見募集')
    t.match(objected.opinions, [{ opinion: 'object', response: undefined }])
    t.ok(objected.allowed.includes('respond'), '処理意見 is waited for')

    const acted = await seen('u0405', 'みほん北町')
    t.match(decisionIn(acted), { actingFor: { title: '福祉局長' } })
    t.match(acted.postReviews, [{ cause: 'acting', done: undefined }], '代決 with an open 後閲')
    t.match(acted.numbers, [{ text: '地福指令第1号' }])

    const paper = await seen('u0912', '舗装補修')
    t.match(paper.content.paper, { what: '平面図(A1判 6葉)' })
    t.ok(stepsIn(paper)[0]?.mark?.paperChecked, '併用決裁')

    t.equal((await seen('u0001', '内線スマートフォン')).content.secrecy, 'timed_secret')
    t.match(await seen('u0106', '内線スマートフォン'), { status: 404 }, '時限秘: not even the records office')

    const returned = await seen('u0505', '観光案内所')
    t.match(returned.attachments[1], { name: '02_積算書.xlsx', revisionNumber: 2 }, 'a changed file')
    t.ok((await seen('u0505', '条例案について')).allowed.includes('acknowledge'), '供覧 waits')
    t.equal(decisionIn(await seen('u0205', '無線LAN'))?.condition, '執務時間外に設置すること。', '条件付決裁')
  })

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
  t.ok(files.count >= 67, 'with its files')
})
