import { type Test, test } from 'tap'
import type { Instant, PersonId } from '../domain/ids.ts'
import { parseSearch } from '../domain/text/search-query.ts'
import { indexCases } from '../usecases/index-cases.ts'
import { propertySeed } from '../testing/property-runs.ts'
import {
  type Draw,
  type SearchWorld,
  createSearchWorld,
  drawer,
  findAll,
  hasAll,
  spread,
  theDrafter,
} from '../testing/search-world.ts'
import { createKysely, createPool } from './database.ts'
import { createSearchIndex } from './search-cases.ts'
import { listCounted } from './search-hits.ts'
import { insertAllDue, refreshSample, textsOfChunk } from './search-index.ts'
import type { CaseFilters } from './searcher.ts'

const letters = [...Array.from('高髙﨑崎ｶﾞガが補助金１1Ａａ𠮷吉𩸽、。-－㈱株 　\n%_\\'), 'がが', '葛󠄀', 'が']

function textOf(draw: Draw, atMost: number): string {
  return Array.from({ length: draw(atMost + 1) }, () => letters[draw(letters.length)]).join('')
}

/** A part of one of the texts, written as it stands there or somehow else. */
function wordOf(draw: Draw, texts: readonly string[]): string {
  const characters = Array.from(texts[draw(texts.length)] ?? '')
  const from = draw(Math.max(1, characters.length))
  const part = characters.slice(from, from + 1 + draw(6)).join('')
  const word = draw(6) === 0 ? textOf(draw, 3) : part
  const quoted = word.replaceAll(/["\s]/g, '')
  const field = ['', '', '', '件名:', '伺い文:', '添付:'][draw(6)] ?? ''
  return `${field}"${quoted}"`
}

async function fill(world: SearchWorld, draw: Draw, count: number): Promise<void> {
  for (let nth = 0; nth < count; nth += 1) {
    const made = await world.addCase({ title: textOf(draw, 12), body: textOf(draw, 40) })
    for (let file = draw(3); file > 0; file -= 1)
      await world.addFile(
        made,
        textOf(draw, 5),
        Array.from({ length: draw(4) }, () => textOf(draw, 60)),
      )
  }
}

async function isExact(t: Test, world: SearchWorld, draw: Draw, queries: number): Promise<number> {
  const texts = world.cases.flatMap((it) => [it.title, it.body, ...it.files.flatMap(({ pages }) => pages)])
  let found = 0
  for (let nth = 0; nth < queries; nth += 1) {
    const typed = Array.from({ length: 1 + draw(3) }, () => wordOf(draw, texts)).join(' ')
    const words = parseSearch(typed)
    const expected =
      words.length === 0 ? [] : world.cases.filter((it) => hasAll(it, words)).map((it) => it.id)
    const limit = [4, 1_000][draw(2)]
    const answered = await findAll(world, typed, undefined, limit)
    found += answered.length
    if (
      new Set(answered).size !== answered.length ||
      answered.toSorted().join() !== expected.toSorted().join()
    )
      t.fail(`seed ${propertySeed}: ${JSON.stringify(typed)} found ${answered.length} of ${expected.length}`)
  }
  return found
}

test('exactly the cases that have the words are found, looked up or read, in one answer or many', async (t) => {
  const world = await createSearchWorld(t)
  const draw = drawer(propertySeed)
  await fill(world, draw, 40)
  await indexCases(world)
  t.ok((await isExact(t, world, draw, 40)) > 50, 'by the index alone')
  await spread(world, 5)
  t.ok(await refreshSample(world.db))
  t.ok((await isExact(t, world, draw, 60)) > 100, 'common words are read')
  t.same(await findAll(world, '%'), await findAll(world, '％'))

  // What changed is found as it is now; what was taken away is not found from that moment on.
  for (const made of world.cases.slice(0, 20)) {
    if (made.files.length > 0 && draw(2) === 0) await world.removeFile(made, 0)
  }
  t.ok((await isExact(t, world, draw, 30)) > 50, 'files that were removed, before anybody looked')
  for (const made of world.cases.slice(10, 30)) {
    await world.retitle(made, textOf(draw, 12))
    if (made.files.length > 0) await world.replaceFile(made, 0, [textOf(draw, 30)])
  }
  await indexCases(world)
  t.ok((await isExact(t, world, draw, 60)) > 50, 'after changes')
})

type Row = Readonly<Record<string, unknown>>

/** Everything that can be found, in an order. */
async function indexOf({ pool }: SearchWorld): Promise<readonly Row[]> {
  const { rows } =
    await pool.query<Row>(`select proposal_id, kind, attachment_id, revision_id, page_index, pdf_sha256, words, folded
    from search_text order by proposal_id, kind, attachment_id, page_index, words, folded`)
  return rows
}

test('several workers at once, and ones that are killed, leave what one leaves that begins anew', async (t) => {
  const world = await createSearchWorld(t)
  const draw = drawer(propertySeed + 1)
  await fill(world, draw, 15)
  const changes = async (): Promise<void> => {
    for (const made of world.cases) {
      await world.retitle(made, textOf(draw, 12))
      if (draw(3) === 0) await world.addFile(made, '後.txt', [textOf(draw, 30), textOf(draw, 30)])
      if (made.files.length > 0 && draw(3) === 0) await world.removeFile(made, 0)
    }
  }
  const others = createPool(world.url, { application_name: 'indexing' })
  others.on('error', () => undefined)
  const db = createKysely(others)
  t.teardown(() => db.destroy())
  const kill = () =>
    world.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'indexing' and state = 'active'`,
    )
  const work = () => indexCases({ ...world, db }).catch(() => undefined)
  await Promise.all([changes(), work(), work(), kill(), work(), kill(), work()])
  for (let round = 0; round < 3; round += 1) await Promise.all([work(), kill(), work()])
  await indexCases(world)
  t.equal((await world.pool.query('select from search_due')).rowCount, 0, 'nothing waits')
  const there = await indexOf(world)
  await world.pool.query('delete from search_case')
  t.equal(await insertAllDue(world.db), world.cases.length)
  await indexCases(world)
  t.same(there, await indexOf(world))
  t.equal(await indexCases(world), 0, 'nothing is done twice')
})

test('the index can be made anew over texts that are there, as after an update or out of a dump', async (t) => {
  const world = await createSearchWorld(t)
  await world.addCase({ title: '補助金の交付', body: '観光振興' })
  await indexCases(world)
  const client = await world.pool.connect()
  try {
    await client.query(`select set_config('search_path', '', false)`)
    await client.query('reindex index public.search_text_keys')
  } finally {
    client.release(true)
  }
  t.equal((await findAll(world, '補助 観光', undefined, 10)).length, 1)
})

test('a statement that takes too long ends the search with what it found, and the next one goes on there', async (t) => {
  const world = await createSearchWorld(t)
  for (const title of ['補助金の交付', '補助金の返還', '補助金の精算'])
    await world.addCase({ title, body: title })
  await indexCases(world)
  await spread(world, 3)
  const wanted = {
    ...{ words: parseSearch('補助金'), searcher: theDrafter, filters: {}, limit: 2 },
    until: Number.POSITIVE_INFINITY,
  }
  const first = await createSearchIndex(world).findCases(wanted)
  t.equal(first?.ids.length, 2)
  const holder = await world.pool.connect()
  await holder.query('begin')
  await holder.query('lock table search_text in access exclusive mode')
  const hurried = createSearchIndex({ ...world, statementMs: 100 })
  t.same(await hurried.findCases(wanted), { ids: [], next: { chunk: 0 } })
  const after = first?.next
  if (after === undefined) throw new Error('there is one more')
  t.same(await hurried.findCases({ ...wanted, after }), { ids: [], next: after })
  await holder.query('rollback')
  holder.release()
  const rest = await createSearchIndex(world).findCases({ ...wanted, after })
  t.equal(new Set([...(first?.ids ?? []), ...(rest?.ids ?? [])]).size, 3, 'and nothing is found twice')
})

test('a word of one character again and again is not found where it stands less often', async (t) => {
  const world = await createSearchWorld(t)
  for (const title of ['ああ', 'あああ', 'ああああ']) await world.addCase({ title, body: '' })
  await indexCases(world)
  const found = async (typed: string) => (await findAll(world, typed, undefined, 10)).length
  t.same(
    [await found('あ'), await found('ああ'), await found('あああ'), await found('ああああ')],
    [3, 3, 2, 1],
  )
})

test('a search of many parts has two connections where one is to spare, waits for none, and finds the same', async (t) => {
  const world = await createSearchWorld(t)
  for (let nth = 0; nth < 60; nth += 1)
    await world.addCase({ title: `第${nth}号`, body: nth % 7 === 0 ? '鰯の補助金' : '補助金' })
  await indexCases(world)
  await spread(world, 30)
  await refreshSample(world.db)
  const indexWith = (max: number) => {
    const pool = createPool(world.url, { max })
    return { pool, index: createSearchIndex({ db: createKysely(pool), pool }) }
  }
  const find = async ({ index }: ReturnType<typeof indexWith>, limit: number) =>
    index.findCases({
      ...{ words: parseSearch('鰯'), searcher: theDrafter, filters: {}, limit },
      until: Number.POSITIVE_INFINITY,
    })
  const [alone, several] = [indexWith(1), indexWith(3)]
  for (const limit of [1, 4, 100]) {
    const expected = await find(alone, limit)
    t.equal(expected?.ids.length, Math.min(limit, 9))
    t.same(await find(several, limit), expected)
    const crowd = await Promise.all(Array.from({ length: 20 }, () => find(several, limit)))
    for (const it of crowd) t.same(it, expected)
  }
  t.ok(several.pool.totalCount > 1, 'the second one was there')
  t.equal(several.pool.idleCount, several.pool.totalCount, 'and was given back')
  for (const { pool } of [alone, several]) await pool.end()
})

test('what is brought in from an old system is found among the cases of its 年度, whenever it came', async (t) => {
  const world = await createSearchWorld(t)
  const add = async (title: string, createdAt: string) => {
    await world.addCase({ title: `補助金 ${title}`, body: '', createdAt: createdAt as Instant })
    await indexCases(world)
  }
  await add('令和8年度', '2026-05-11T01:00:00Z')
  await add('平成20年度の末', '2009-03-31T14:59:59Z')
  await add('平成21年度の初め', '2009-03-31T15:00:00Z')
  await add('令和8年度の次', '2026-05-12T01:00:00Z')
  await add('平成20年度の次', '2008-05-12T01:00:00Z')
  await add('昭和63年度', '1989-01-07T03:00:00Z')
  const titles = async (typed: string, limit: number) => {
    const ids = await findAll(world, typed, theDrafter, limit)
    return ids.map((id) => world.cases.find((it) => it.id === id)?.title.replace('補助金 ', ''))
  }
  const all = [
    '令和8年度の次',
    '令和8年度',
    '平成21年度の初め',
    '平成20年度の次',
    '平成20年度の末',
    '昭和63年度',
  ]
  t.same(await titles('補助金', 1_000), all, 'looked up')
  t.same(await titles('補助金', 1), all, 'one at a time')
  await world.db.updateTable('search_sample').set({ texts: -1_000 }).execute()
  t.ok(await refreshSample(world.db))
  t.same(await titles('金', 2), all, 'read')

  // A chunk that is full is followed by another one of the same 年度.
  await world.pool.query('update search_case set texts = $1', [textsOfChunk])
  await add('平成21年度の末', '2010-03-31T14:59:59Z')
  await add('令和8年度の末', '2027-03-31T14:59:59Z')
  t.same(await titles('補助金', 1_000), [
    '令和8年度の末',
    ...all.slice(0, 2),
    '平成21年度の末',
    ...all.slice(2),
  ])
})

test('workers at once begin a chunk together', async (t) => {
  const world = await createSearchWorld(t)
  for (let nth = 0; nth < 24; nth += 1)
    await world.addCase({
      title: `第${nth}号`,
      body: '',
      createdAt: `${2015 + (nth % 4)}-06-01T00:00:00Z` as Instant,
    })
  await Promise.all(Array.from({ length: 6 }, () => indexCases(world)))
  const { rows } = await world.pool.query<{ year: number }>('select year from search_chunk order by year')
  t.same(
    rows.map((it) => it.year),
    [2015, 2016, 2017, 2018],
  )
  t.equal((await findAll(world, '号')).length, 24)
})

test('cases are narrowed down to and counted under the 簿冊 they lie in and the person who drafted them', async (t) => {
  const world = await createSearchWorld(t)
  const [moved, stays, brought, foreign] = await Promise.all(
    ['移した', '移さない', '移行した', '別人の'].map((title) =>
      world.addCase({ title: `${title}補助金`, body: '' }),
    ),
  )
  await indexCases(world)
  const [first, second] = ['F1', 'F2']
  await world.pool.query(
    `insert into retention_period (code, name) values ('5', '5年') on conflict do nothing`,
  )
  await world.pool.query(
    `insert into classification (code, name) values ('1', '総務') on conflict do nothing`,
  )
  await world.pool.query(
    `insert into record_folder (id, code, name, fiscal_year, classification_code, retention_code, disposition)
     select id, id, id, 2026, '1', '5', 'destroy' from unnest($1::text[]) id`,
    [[first, second]],
  )
  await world.pool.query(
    `update proposal set content = content || jsonb_build_object('folderId', $1::text), status = 'decided'`,
    [first],
  )
  await world.pool.query('update proposal set refiled_from = $1, refiled_to = $2 where id = $3', [
    ...[first, second, moved?.id],
  ])
  // Whoever brought them in stands in drafter_id.
  const asserted = (person: string) =>
    JSON.stringify({ status: 'imported', drafter: { person, name: '旧職員' } })
  for (const [it, person] of [
    [brought, ''],
    [foreign, 'u0405'],
  ] as const)
    await world.pool.query(`update proposal set status = 'imported', state = $2 where id = $1`, [
      it?.id,
      asserted(person),
    ])
  const drafter = 'reader' in theDrafter ? theDrafter.reader : undefined
  if (drafter === undefined) throw new Error('the drafter is a person')
  const keeper = { reader: { ...drafter, roles: ['records_manager'] } }
  const found = async (filters: CaseFilters) => {
    const wanted = { words: parseSearch('補助金'), searcher: keeper, filters, limit: 10 }
    const answer = await createSearchIndex(world).findCases({ ...wanted, until: Number.POSITIVE_INFINITY })
    return new Set(answer?.ids)
  }
  t.same(await found({ folder: second }), new Set([moved?.id]))
  t.same(await found({ folder: first }), new Set([stays?.id, brought?.id, foreign?.id]))
  t.same(await found({ drafter: 'u0405' as PersonId }), new Set([foreign?.id]))
  t.same(await found({ drafter: drafter.person }), new Set([moved?.id, stays?.id]))
  const ids = world.cases.map((it) => it.id)
  const counted = await listCounted(world.db, { ids, searcher: keeper })
  t.same(
    counted.map((it) => it.folder ?? '').toSorted((a, b) => (a < b ? -1 : 1)),
    [first, first, first, second],
  )
  t.equal(counted.filter((it) => it.drafter === null).length, 1)
})
