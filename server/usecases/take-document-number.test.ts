import { test } from 'tap'
import type { Instant, PersonId, ProposalId, UnitCode } from '../domain/ids.ts'
import { createKysely, createPool } from '../store/database.ts'
import { readNumberBook } from '../store/document-numbers.ts'
import { numbers } from '../testing/numbers.ts'
import { createOffice, staff } from '../testing/office.ts'
import { reserveNumbers, returnBlock } from './number-blocks.ts'
import { skipNumbers } from './number-book.ts'
import { takeDocumentNumber } from './take-document-number.ts'
import { openApproval } from './approval-deps.ts'

const sections = ['KNK', 'FUK', 'ZAI', 'JIN', 'BUN']
const kinds = ['施行番号', '指令番号', '許可番号', '証明番号']
const eachScope = 500
const at = '2026-05-11T01:20:00.000Z' as Instant

test('R-19 番号: 10,000 at once over 20 books, with failures at random, without a gap and nothing twice', async (t) => {
  const office = await createOffice(t)
  const organisation = await office.deps.organisation.current()
  await office.pool.query(
    `
    insert into number_format (kind, allocated_at) select unnest($1::text[]), 'after_decision'`,
    [kinds.slice(2)],
  )
  await office.pool.query(
    `
    insert into number_format_version (kind, from_on, pattern)
    select it, '1900-01-01', '{unit.symbol}' || left(it, 1) || '第{n}号' from unnest($1::text[]) as it`,
    [kinds.slice(2)],
  )
  const { rows: cases } = await office.pool.query<{ id: ProposalId }>(
    `insert into proposal (id, drafter_id, drafter_post, unit_code, section_code, content, state, created_at, updated_at)
     select gen_random_uuid(), $1, 'KNK-1:P-SHS', 'KNK-1', 'KNK', '{}', '{}', now(), now()
     from generate_series(1, $2) returning id`,
    [staff.drafter, sections.length * eachScope],
  )
  // Two processes: each with connections of its own.
  const own = createKysely(createPool(office.url))
  t.teardown(() => own.destroy())
  const random = numbers(20_261_128)
  const wanted = kinds
    .flatMap((kind) =>
      cases.map(({ id }, index) => ({ kind, id, unit: sections[index % sections.length] as UnitCode })),
    )
    .map((it) => ({ ...it, place: random(), failures: random() < 0.05 ? 1 : 0 }))
    .toSorted((a, b) => a.place - b.place)
  t.equal(wanted.length, 10_000)

  let rolledBack = 0
  const given = await Promise.all(
    wanted.map(async ({ kind, id, unit, failures }, index) => {
      const db = index % 2 === 0 ? office.db : own
      for (let attempt = 0; ; attempt += 1) {
        try {
          return await db.transaction().execute(async (trx) => {
            const holder = { proposal: id }
            const taken = await takeDocumentNumber(trx, { organisation, kind, unit, holder, at })
            if (attempt < failures) throw new RangeError('whatever comes after the number fails')
            return taken.ok ? taken.value : taken.error.code
          })
        } catch (error) {
          if (!(error instanceof RangeError)) throw error
          rolledBack += 1
        }
      }
    }),
  )
  t.ok(rolledBack > 300, `${rolledBack} failed after they had taken a number`)
  t.equal(new Set(given).size, 10_000, 'each is written once')
  for (const kind of kinds) {
    for (const unit of sections) {
      const scope = { kind, unit: unit as UnitCode, fiscalYear: 2026 }
      const { rows } = await office.pool.query<{ low: number; high: number; count: number }>(
        `select min(number) as low, max(number) as high, count(distinct number)::int as count
         from document_number where kind = $1 and unit_code = $2 and fiscal_year = 2026`,
        [kind, unit],
      )
      t.same(rows, [{ low: 1, high: eachScope, count: eachScope }], `${kind} ${unit}`)
      const { last, unexplained } = await readNumberBook(office.db, scope)
      t.same([last, unexplained], [eachScope, []])
    }
  }
})

test('R-19 予約・返却・欠番・枝番 at once in one book: every number has one owner or one reason', async (t) => {
  const office = await createOffice(t)
  const organisation = await office.deps.organisation.current()
  const approval = openApproval(office.deps)
  t.teardown(() => approval.close())
  const { rows: cases } = await office.pool.query<{ id: ProposalId }>(
    `insert into proposal (id, drafter_id, drafter_post, unit_code, section_code, content, state, created_at, updated_at)
     select gen_random_uuid(), $1, 'KNK-1:P-SHS', 'KNK-1', 'KNK', '{}', '{}', now(), now()
     from generate_series(1, 240) returning id`,
    [staff.drafter],
  )
  const book = { by: staff.drafter as PersonId, kind: '施行番号', unit: 'KNK' }
  const reserved = await reserveNumbers(approval, { ...book, count: 100, purpose: '一括発送' })
  const block = reserved.ok ? (reserved.value.blocks[0]?.id ?? '') : ''
  const take = (id: ProposalId, more: object) =>
    office.db.transaction().execute((trx) =>
      takeDocumentNumber(trx, {
        ...{ organisation, kind: book.kind, unit: 'KNK' as UnitCode, holder: { proposal: id }, at },
        ...more,
      }),
    )
  await take(cases[0]?.id as ProposalId, {})
  const done = await Promise.all([
    ...cases.slice(1, 101).map(({ id }) => take(id, {})),
    ...cases.slice(101, 141).map(({ id }) => take(id, { wanted: { block } })),
    ...cases.slice(141, 161).map(({ id }) => take(id, { wanted: { branchOf: 101 } })),
    ...Array.from({ length: 5 }, () => skipNumbers(approval, { ...book, count: 2, reason: '誤記' })),
    ...Array.from({ length: 5 }, () => reserveNumbers(approval, { ...book, count: 3, purpose: '別件' })),
  ])
  t.ok(done.every((it) => it.ok))
  // Whoever is faster has the number: what was given back is not given, what was given is not given back.
  const [back, ...late] = await Promise.all([
    returnBlock(approval, { ...book, id: block, reason: '発送数の減' }),
    ...cases.slice(161, 201).map(({ id }) => take(id, { wanted: { block } })),
    returnBlock(approval, { ...book, id: block, reason: '二重' }),
  ])
  t.equal([back, late.at(-1)].filter((it) => it?.ok).length, 1, 'given back once')
  const view = await readNumberBook(office.db, { ...book, unit: 'KNK' as UnitCode, fiscalYear: 2026 })
  t.same(view.unexplained, [])
  t.equal(view.last, 100 + 1 + 100 + 10 + 15)
  const { rows } = await office.pool.query<{ twice: number }>(
    `select count(*)::int as twice from document_number join number_skipped using (kind, unit_code, fiscal_year, number)`,
  )
  t.same(rows, [{ twice: 0 }], 'no number is both given and 欠番')
  const inBlock = late.slice(0, -1).filter((it) => it.ok).length
  t.equal(view.skipped.length, 10 + (100 - 40 - inBlock), 'what was left of the block')
  t.match(
    late.slice(0, -1).filter((it) => !it.ok),
    Array.from({ length: 40 - inBlock }, () => ({ error: { code: 'number_block_unusable' } })),
  )
})
