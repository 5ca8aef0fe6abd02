import { test } from 'tap'
import { type Reader, mayRead } from '../domain/access/may-read.ts'
import type { Instant, PersonId, PostId, UnitCode } from '../domain/ids.ts'
import { parseSearch } from '../domain/text/search-query.ts'
import { indexCases } from '../usecases/index-cases.ts'
import { propertySeed } from '../testing/property-runs.ts'
import {
  type Draw,
  type SearchWorld,
  createSearchWorld,
  drawer,
  findAll,
  spread,
} from '../testing/search-world.ts'
import { findMatter } from './matters.ts'
import { refreshSample } from './search-index.ts'
import { listCounted, listHits, listVisible, listWritten } from './search-hits.ts'
import { listVisibleProposals } from './proposal-lists.ts'

const people = ['u1', 'u2', 'u3'] as PersonId[]
const posts = ['KNK:A', 'KNK:B', 'ZAI:A'] as PostId[]
const sections = ['KNK', 'ZAI'] as UnitCode[]
const instants = [
  '2026-05-01T00:00:00.000Z',
  '2026-05-11T01:20:00.000Z',
  '2026-06-01T00:00:00.000Z',
] as Instant[]

const oneOf = <Value>(draw: Draw, values: readonly Value[]): Value => values[draw(values.length)] as Value
const someOf = <Value>(draw: Draw, values: readonly Value[]): Value[] => values.filter(() => draw(3) === 0)

function secrecyOf(draw: Draw) {
  return {
    secrecy: oneOf(draw, ['none', '', 'none', 'secret', 'timed_secret']),
    accessList: someOf(draw, people),
    ...(draw(2) === 0 ? {} : { secretUntil: oneOf(draw, instants) }),
  }
}

/** Has every case lie somewhere on its way, with some secrecy typed and some recorded. */
async function scatter({ pool, db, cases }: SearchWorld, draw: Draw): Promise<void> {
  for (const { id, title, body } of cases) {
    const status = oneOf(draw, ['draft', 'in_approval', 'returned', 'decided'])
    const typed = secrecyOf(draw)
    const seats = someOf(draw, posts)
    const state = {
      ...{ status, drafter: oneOf(draw, people) },
      ...(status === 'draft' ? {} : { matter: draw(2) === 0 ? typed : secrecyOf(draw) }),
      ...(status !== 'draft' && draw(4) === 0 ? { secrecyReleasedAt: instants[0] } : {}),
      route: { stages: [{ steps: seats.map((post) => ({ post, alsoFor: [] })) }] },
    }
    await pool.query(
      `update proposal set status = $2, drafter_id = $3, section_code = $4, state = $5, content = $6 where id = $1`,
      [id, status, oneOf(draw, people), oneOf(draw, sections), state, { title, body, ...typed }],
    )
    // Whoever has a seat is among those who may read because of one, now or earlier.
    for (const post_id of [...seats, ...someOf(draw, posts)])
      await db
        .insertInto('proposal_reader')
        .values({ proposal_id: id, post_id })
        .onConflict((it) => it.doNothing())
        .execute()
    for (const person_id of someOf(draw, people))
      await db
        .insertInto('proposal_person_reader')
        .values({ proposal_id: id, person_id })
        .onConflict((it) => it.doNothing())
        .execute()
  }
}

function readerOf(draw: Draw): Reader {
  const held = someOf(draw, posts)
  return {
    ...{ person: oneOf(draw, people), at: oneOf(draw, instants), posts: held },
    sections: held.map((it) => it.slice(0, 3) as UnitCode),
    roles: oneOf(draw, [[], [], ['records_manager'], ['auditor'], ['administrator']]),
  }
}

test('R-16 whoever searches finds and counts what may be read at that moment, and nothing else of anything', async (t) => {
  const world = await createSearchWorld(t)
  const draw = drawer(propertySeed + 2)
  for (let nth = 0; nth < 24; nth += 1) {
    const made = await world.addCase({ title: `補助金の交付${nth}`, body: '補助金について伺います。' })
    if (draw(2) === 0) await world.addFile(made, `補助金${nth}.txt`, [`補助金の一覧 第${nth}号`])
  }
  await indexCases(world)
  const ids = world.cases.map((it) => it.id)
  const words = parseSearch('補助金')
  let [seen, hidden] = [0, 0]
  for (let round = 0; round < 6; round += 1) {
    // What was scattered anew nobody has looked at: who may read is asked of the cases themselves.
    await scatter(world, draw)
    if (round === 3) {
      await spread(world, 4)
      await refreshSample(world.db)
    }
    const matters = await Promise.all(ids.map((id) => findMatter(world.db, id)))
    for (let nth = 0; nth < 4; nth += 1) {
      const reader = readerOf(draw)
      const searcher = { reader }
      const mine = ids.filter((_, at) => {
        const matter = matters[at]
        return matter !== undefined && mayRead(matter, reader)
      })
      const readable = mine.toSorted()
      seen += readable.length
      hidden += ids.length - readable.length
      const told = `seed ${propertySeed}, round ${round}, reader ${JSON.stringify(reader)}`
      const found = await findAll(world, '補助金', searcher, draw(2) === 0 ? 3 : 1_000)
      t.same(found.toSorted(), readable, told)
      const of = { ids, searcher }
      t.equal((await listCounted(world.db, of)).length, readable.length, told)
      const answers = await Promise.all([
        listHits(world.db, { ...of, words, atMost: 6 }).then((all) => all.map((it) => it.proposalId)),
        listVisibleProposals(world.db, of).then((all) => all.map((it) => it.id)),
        listWritten(world.db, of).then((all) => [...all.keys()]),
        listVisible(world.db, of).then((all) => [...all]),
      ])
      for (const answer of answers) t.same([...new Set(answer)].toSorted(), readable, told)
    }
  }
  t.ok(seen > 30 && hidden > 30, `${seen} seen, ${hidden} hidden`)
})
