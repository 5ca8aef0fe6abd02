import type { Bench } from '../core.ts'
import { LoadClient, inParallel } from '../load-client.ts'
import { type Measure, measureOf } from '../results.ts'
import { type Program, submitWith } from './application.ts'

const rounds = 7
const clientsAtOnce = 8
const readsARound = 800
/** Once before all rounds, of each: servers are up for weeks, and their code is compiled by then. */
const roundsOfWarming = 3
/** Read one after the other: nobody gets the one case that lies in a cache. */
const cases = 20

/**
 * Reads of submitted cases a second with a bearer token (the token verified, the right asked, the whole view, the read on
 * record), against the bare server that answers the same bytes from one query; taken in turn.
 */
export async function measureRead(
  bench: Bench,
  program: Program,
  bareUrl: string,
): Promise<readonly Measure[]> {
  const ids: string[] = []
  for (let made = 0; made < cases; made += 1) {
    const id = await submitWith(program, [])
    const answer = await fetch(`${bench.url}/v1/proposals/${id}`, { headers: await program.headers() })
    await bench.pool.query('insert into bench_case (id, answer) values ($1, $2)', [id, await answer.text()])
    ids.push(id)
  }
  const ours: number[] = []
  const ceiling: number[] = []
  for (let round = -roundsOfWarming; round < rounds; round += 1) {
    const bare = await readsPerSecond(bareUrl, pathsOf('/cases', ids), {})
    const own = await readsPerSecond(bench.url, pathsOf('/v1/proposals', ids), await program.headers())
    if (round < 0) continue
    ceiling.push(bare)
    ours.push(own)
  }
  return [
    measureOf({
      group: 'door',
      name: `reads of a case with a bearer token, ${clientsAtOnce} clients`,
      unit: '/s',
      ...{ ours, ceiling, goal: { atLeast: 0.5 } },
    }),
  ]
}

function pathsOf(folder: string, ids: readonly string[]): readonly string[] {
  return Array.from({ length: readsARound }, (_, index) => `${folder}/${ids[index % ids.length] ?? ''}`)
}

async function readsPerSecond(
  url: string,
  paths: readonly string[],
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: clientsAtOnce }, () => LoadClient.open(url, headers)),
  )
  const read = async (client: LoadClient, path: string): Promise<void> => {
    const status = await client.ask({ method: 'GET', path })
    if (status !== 200) throw new Error(`a read was answered ${status}`)
  }
  const started = performance.now()
  await inParallel(clients, paths, read)
  const rate = paths.length / ((performance.now() - started) / 1000)
  for (const client of clients) client.close()
  return rate
}
