import { startSearching } from '../../server/jobs/searching.ts'
import { type Bed, exactness, find, keeper, officer } from './records/asking.ts'
import { seed, startArchives } from './records/archives.ts'
import { type Peer, groongaPeer, rumPeer, trigramPeer } from './records/peers.ts'
import { type Kind, type Wanted, kinds, questionsOf } from './records/questions.ts'
import { type Texts, makeTexts } from './records/texts.ts'
import { type Measure, measureOf, percentile } from './results.ts'

const rounds = 3
const questionsOfRound = 100
/** LIKE reads every page for each: of more pages fewer are compared. */
const comparedWithLike = (pages: number): number => Math.max(5, Math.min(25, Math.round(2_500_000 / pages)))

/** Each page costs RUM more than the one before: of a million pages not half were in its index an hour after it was begun. */
const mostWithRum = 200_000

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

type Times = { readonly p50: number[]; readonly p99: number[] }

/** Each question asked of all in turn, round by round, so that whatever else the machine does meets all alike. */
async function inTurn(
  questions: readonly Wanted[],
  asked: Readonly<Record<string, (wanted: Wanted) => Promise<number>>>,
): Promise<Readonly<Record<string, Times>>> {
  const all: Record<string, Times> = {}
  for (let round = 0; round <= rounds; round += 1) {
    const times: Record<string, number[]> = {}
    for (const wanted of questions)
      for (const [name, ask] of Object.entries(asked)) (times[name] ??= []).push(await ask(wanted))
    // The first round warms.
    if (round === 0) continue
    for (const [name, values] of Object.entries(times)) {
      const own = (all[name] ??= { p50: [], p99: [] })
      own.p50.push(percentile(values, 0.5))
      own.p99.push(percentile(values, 0.99))
    }
  }
  return all
}

/**
 * For each kind of question: asked by an officer and by a 文書管理者 of all pages, by the latter of a tenth of them, and what others
 * need for them.
 */
async function measureKinds(
  { small, large }: { readonly small: Bed; readonly large: Bed },
  texts: Texts,
  peers: readonly Peer[],
): Promise<Readonly<Record<Kind, Readonly<Record<string, Times>>>>> {
  const found: Partial<Record<Kind, Readonly<Record<string, Times>>>> = {}
  for (const kind of Object.keys(kinds) as Kind[]) {
    found[kind] = await inTurn(questionsOf(texts, kind, questionsOfRound), {
      small: (wanted) => timed(() => find(small, wanted, keeper())),
      keeper: (wanted) => timed(() => find(large, wanted, keeper())),
      officer: (wanted) => timed(() => find(large, wanted, officer())),
      ...Object.fromEntries(peers.filter((it) => !it.cannot.includes(kind)).map((it) => [it.name, it.ask])),
    })
  }
  return found as Record<Kind, Readonly<Record<string, Times>>>
}

/** From the commit of a new title to where a search finds it, with a worker that runs. */
async function freshness(bed: Bed): Promise<number[]> {
  const said = { info() {}, warn: console.error, error: console.error }
  const stop = startSearching({
    db: bed.db,
    live: { publish() {}, subscribe: () => () => {} },
    log: said as never,
  })
  const times: number[] = []
  for (let nth = 0; nth < 15; nth += 1) {
    // An archive that stays has those of the runs before.
    const word = `鰯鯖${Date.now().toString(36)}${nth}`
    await bed.pool.query(
      `update proposal set title = $1, content = content || jsonb_build_object('title', $1::text)
       where id = (select proposal_id from search_case offset $2 limit 1)`,
      [word, nth],
    )
    times.push(
      await timed(async () => {
        for (;;) {
          const found = await find(bed, { words: [word], grams: [] }, keeper())
          if (found?.ids.length === 1) return
        }
      }),
    )
  }
  await stop()
  return times
}

/** The group records: searching so many pages, beside others on the same pages, and beside a tenth of them. */
export async function measureRecords(pages: number): Promise<readonly Measure[]> {
  const archives = await startArchives(pages)
  const peers: Peer[] = []
  try {
    const [small, large] = [await archives.open(pages / 10), await archives.open(pages)]
    const { pool } = large
    const built = [
      trigramPeer(pool),
      pages > mostWithRum ? rumPeer(small.pool, 'RUM over a tenth of them') : rumPeer(pool, 'RUM'),
      groongaPeer(pool, archives.folder),
    ]
    for (const peer of await Promise.all(built)) if (peer !== undefined) peers.push(peer)
    const texts = makeTexts(seed, 1)
    const byKind = await measureKinds({ small, large }, texts, peers)
    const size = await pool.query<{ index: number; text: number }>(
      `select pg_relation_size('search_text_keys')::float8 as index, sum(octet_length(folded))::float8 as text from search_text`,
    )
    const [sizes] = size.rows
    const of = `of ${pages.toLocaleString('en')} pages`
    const p99 = Object.entries(byKind).map(([kind, times]) => {
      const others = Object.fromEntries(
        Object.entries(times)
          .filter(([name]) => name !== 'small')
          .flatMap(([name, it]) => [
            [`${name}, p50`, percentile(it.p50, 0.5)],
            ...(name === 'keeper' ? [] : [[`${name}, p99`, percentile(it.p99, 0.5)]]),
          ]) as [string, number][],
      )
      const groonga = times['groonga']?.p99
      return measureOf({
        ...{ group: 'records', name: `search ${of}: ${kind}, p99`, unit: 'ms' },
        ours: times['keeper']?.p99 ?? [],
        ...(groonga === undefined ? {} : { ceiling: groonga }),
        peers: others,
        goal: { atMost: groonga === undefined ? 50 : 1 },
      })
    })
    const growth = (Object.keys(kinds) as Kind[]).map((kind) =>
      measureOf({
        ...{ group: 'records', name: `search ${of} beside a tenth of them: ${kind}, p99`, unit: 'ms' },
        ours: byKind[kind]['keeper']?.p99 ?? [],
        ceiling: byKind[kind]['small']?.p99 ?? [],
        goal: { atMost: 1.5 },
      }),
    )
    return [
      ...p99,
      ...growth,
      measureOf({
        ...{ group: 'records', name: `search ${of}: found as LIKE finds it`, unit: 'share' },
        ours: [(await exactness(large, texts, comparedWithLike(pages))).share],
        goal: { atLeast: 1 },
      }),
      measureOf({
        ...{ group: 'records', name: `search ${of}: index beside its text`, unit: 'MB' },
        ours: [(sizes?.index ?? 0) / 1e6],
        ceiling: [(sizes?.text ?? 0) / 1e6],
        goal: { atMost: 2 },
      }),
      measureOf({
        ...{ group: 'records', name: `search ${of}: entering a page`, unit: 'ms' },
        ours: [large.msPerPage],
        goal: { atMost: 5 },
      }),
      measureOf({
        ...{ group: 'records', name: `search ${of}: saved → found`, unit: 'ms' },
        ours: await freshness(large),
        goal: { atMost: 2_000 },
      }),
    ]
  } finally {
    for (const peer of peers) await peer.close()
    await archives.close()
  }
}
