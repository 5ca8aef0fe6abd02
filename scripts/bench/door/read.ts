import type { Bench } from '../core.ts'
import { LoadClient, inParallel } from '../load-client.ts'
import { type Measure, measureOf } from '../results.ts'
import { type Program, submitWith } from './application.ts'

const rounds = 7
const clientsAtOnce = 8
const readsARound = 800

/**
 * Reads of a submitted case a second with a bearer token (the token verified, the right asked, the whole view, the read on
 * record), against the bare server that answers the same bytes from one query; taken in turn.
 */
export async function measureRead(
  bench: Bench,
  program: Program,
  bareUrl: string,
): Promise<readonly Measure[]> {
  const id = await submitWith(program, [])
  const answer = await (
    await fetch(`${bench.url}/v1/proposals/${id}`, { headers: await program.headers() })
  ).text()
  await bench.pool.query('insert into bench_case (id, answer) values ($1, $2)', [id, answer])
  const ours: number[] = []
  const ceiling: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    ceiling.push(await readsPerSecond(bareUrl, `/cases/${id}`, {}))
    ours.push(await readsPerSecond(bench.url, `/v1/proposals/${id}`, await program.headers()))
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

async function readsPerSecond(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: clientsAtOnce }, () => LoadClient.open(url, headers)),
  )
  const read = async (client: LoadClient): Promise<void> => {
    const status = await client.ask({ method: 'GET', path })
    if (status !== 200) throw new Error(`a read was answered ${status}`)
  }
  await inParallel(
    clients,
    Array.from({ length: clientsAtOnce * 5 }, () => true),
    read,
  )
  const started = performance.now()
  await inParallel(
    clients,
    Array.from({ length: readsARound }, () => true),
    read,
  )
  const rate = readsARound / ((performance.now() - started) / 1000)
  for (const client of clients) client.close()
  return rate
}
