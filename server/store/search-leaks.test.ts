import { test } from 'tap'
import { type Reader, mayRead, readsAsArchivist } from '../domain/access/may-read.ts'
import { type Instant, type PersonId, type PostId, type UnitCode, localDateOf } from '../domain/ids.ts'
import { appraisedFrom } from '../domain/records/expiry.ts'
import { folderTerm, termEndsOn } from '../domain/records/folder-term.ts'
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
import { loadRetentionPeriods, yearsByCode } from './classifications.ts'
import { listAllFolders, listFiledCases } from './folders.ts'
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

const retentions = [
  ['R00', 0],
  ['R01', 1],
  ['R03', 3],
  ['R99', null],
] as const
const folders = [2020, 2022, 2024, 2026] as const
const longAgo = ['2021-05-06', '2023-03-31', '2025-04-01']
const completed = [...longAgo, '2026-04-30', null]
/** One open case, or one that is kept longer, keeps a whole 簿冊 from the archive: in this one there is none. */
const over = 2020

/** 簿冊 of several years, the cases of which may lie before the archive. */
async function addFolders({ db }: SearchWorld): Promise<void> {
  await db.insertInto('classification').values({ code: '1', name: '総務' }).execute()
  for (const [code, years] of retentions)
    await db.insertInto('retention_period').values({ code, name: code, years }).execute()
  for (const year of folders)
    await db
      .insertInto('record_folder')
      .values({
        ...{ id: `${year}-1-01`, code: '1-01', name: '簿冊', fiscal_year: year, classification_code: '1' },
        ...{ retention_code: 'R01', disposition: 'appraise' },
      })
      .execute()
}

/** Has every 簿冊 come to some end, as its events would leave it. */
async function endFolders({ pool }: SearchWorld, draw: Draw): Promise<void> {
  for (const year of folders) {
    const isOver = year === over
    const retention = isOver ? 'R01' : oneOf(draw, ['R00', 'R01', 'R01', 'R03', 'R99'])
    const status = isOver ? 'kept' : oneOf(draw, ['kept', 'kept', 'kept', 'disposed'])
    const ends = {
      ...(draw(4) === 0 ? { extendedTo: oneOf(draw, ['2027-03-31', '2030-03-31']) } : {}),
      ...(draw(3) === 0 ? { useEndedOn: oneOf(draw, ['2024-04-01', '2026-05-01']) } : {}),
      ...(draw(3) === 0 ? { appraisal: { outcome: oneOf(draw, ['destroy', 'transfer']) } } : {}),
      ...(draw(4) === 0 ? { disposalDecision: { on: '2026-05-01' } } : {}),
    }
    const state = {
      ...{ code: '1-01', name: '簿冊', fiscalYear: year, classification: '1', retention, status, parts: [] },
      ...(isOver ? {} : ends),
    }
    await pool.query(`update record_folder set retention_code = $2, status = $3, state = $4 where id = $1`, [
      ...[`${year}-1-01`, retention, status, state],
    ])
  }
}

/** The 簿冊 that lie before the archive, by the rules and not by the query. */
async function foldersBefore({ db }: SearchWorld, at: Instant): Promise<readonly string[]> {
  const years = yearsByCode(await loadRetentionPeriods(db))
  const today = localDateOf(at)
  const all = await listAllFolders(db, {})
  const filed = await listFiledCases(
    db,
    all.map((it) => it.id),
  )
  return all.flatMap(({ id, folder }) => {
    const cases = filed.get(id) ?? []
    const endsOn = termEndsOn(folderTerm(folder, cases, years, today))
    const isClosed = folder.disposalDecision !== undefined && folder.appraisal?.outcome !== 'transfer'
    const isOpen = cases.some((it) => it.unfinished > 0)
    if (folder.status !== 'kept' || isClosed || isOpen || endsOn === undefined) return []
    return appraisedFrom(endsOn) <= today ? [id] : []
  })
}

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
  // Otherwise everybody has a reason of his own after some rounds.
  await pool.query('delete from proposal_reader')
  await pool.query('delete from proposal_person_reader')
  for (const { id, title, body } of cases) {
    const folder = oneOf(draw, folders)
    const isOver = folder === over
    const isOpen = draw(8) === 0 && !isOver
    const status = oneOf(
      draw,
      isOpen ? ['in_approval', 'returned'] : ['draft', 'decided', 'decided', 'decided'],
    )
    const typed = secrecyOf(draw)
    const seats = someOf(draw, posts)
    const state = {
      ...{ status, drafter: oneOf(draw, people) },
      ...(status === 'draft' ? {} : { matter: draw(2) === 0 ? typed : secrecyOf(draw) }),
      ...(status !== 'draft' && draw(4) === 0 ? { secrecyReleasedAt: instants[0] } : {}),
      route: { stages: [{ steps: seats.map((post) => ({ post, alsoFor: [] })) }] },
    }
    await pool.query(
      `update proposal set status = $2, drafter_id = $3, section_code = $4, state = $5, content = $6, completed_on = $7,
        decided_at = '2026-05-01T00:00:00Z' where id = $1`,
      [
        ...[id, status, oneOf(draw, people), oneOf(draw, sections), state],
        {
          title,
          body,
          ...typed,
          folderId: `${folder}-1-01`,
          retentionCode: isOver ? 'R01' : retentionOf(draw),
        },
        status === 'decided' ? oneOf(draw, isOver ? longAgo : completed) : null,
      ],
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

const retentionOf = (draw: Draw): string =>
  draw(12) === 0 ? oneOf(draw, ['R03', 'R99']) : oneOf(draw, ['R00', 'R01'])

/** Of the archive: mostly somebody whom no case names. */
const archivist = { person: 'u4' as PersonId, posts: [], sections: [], roles: ['archivist'] }

function readerOf(draw: Draw): Reader {
  const at = oneOf(draw, instants)
  if (draw(4) === 0) return { ...archivist, at }
  const held = someOf(draw, posts)
  return {
    ...{ person: oneOf(draw, people), at, posts: held },
    sections: held.map((it) => it.slice(0, 3) as UnitCode),
    roles: oneOf(draw, [[], [], ['records_manager'], ['auditor'], ['administrator'], ['archivist']]),
  }
}

test('R-16 whoever searches finds and counts what may be read at that moment, and nothing else of anything', async (t) => {
  const world = await createSearchWorld(t)
  const draw = drawer(propertySeed + 2)
  await addFolders(world)
  for (let nth = 0; nth < 24; nth += 1) {
    const made = await world.addCase({ title: `補助金の交付${nth}`, body: '補助金について伺います。' })
    if (draw(2) === 0) await world.addFile(made, `補助金${nth}.txt`, [`補助金の一覧 第${nth}号`])
  }
  await indexCases(world)
  const ids = world.cases.map((it) => it.id)
  const words = parseSearch('補助金')
  let [seen, hidden, appraised] = [0, 0, 0]
  for (let round = 0; round < 6; round += 1) {
    // What was scattered anew nobody has looked at: who may read is asked of the cases themselves.
    await scatter(world, draw)
    await endFolders(world, draw)
    if (round === 3) {
      await spread(world, 4)
      await refreshSample(world.db)
    }
    const matters = await Promise.all(ids.map((id) => findMatter(world.db, id)))
    for (let nth = 0; nth < 4; nth += 1) {
      const reader = readerOf(draw)
      const searcher = { reader }
      const before = await foldersBefore(world, reader.at)
      const placed = await world.pool.query<{ id: string; folder: string }>(
        `select id, content ->> 'folderId' as folder from proposal`,
      )
      const isBefore = new Set(placed.rows.flatMap((it) => (before.includes(it.folder) ? [it.id] : [])))
      const mine = ids.filter((id, at) => {
        const matter = matters[at]
        if (matter === undefined) return false
        const asked = { ...matter, beforeArchive: isBefore.has(id) }
        if (readsAsArchivist(asked, reader)) appraised += 1
        return mayRead(asked, reader)
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
  t.ok(
    seen > 30 && hidden > 30 && appraised > 5,
    `${seen} seen, ${hidden} hidden, ${appraised} by the archive alone`,
  )
})
