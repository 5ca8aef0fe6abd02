import type { ProposalView } from '../../server/contract/proposals.ts'
import { signInAs } from '../../server/testing/signed-in.ts'
import { LoadClient } from './load-client.ts'
import { type Measure, measureOf, median, percentile } from './results.ts'
import type { FilledServer } from './filling/filled-cluster.ts'
import { officeAt } from './filling/office-at.ts'
import { actOf, contentOf, good, waitingStep } from './filling/sample-cases.ts'

const rounds = 5
const casesOfRound = 20
const measured = ['submit', 'approve', 'decide', 'open'] as const
type Times = Record<(typeof measured)[number], number[]>

/** A case from its draft to its 決裁 at the busy post, over and over, in a small office and a large one in turn. */
export async function measureActs(small: FilledServer, large: FilledServer): Promise<readonly Measure[]> {
  const offices = await Promise.all([small, large].map(openDesk))
  const [atSmall, atLarge]: [Times[], Times[]] = [[], []]
  for (let round = 0; round <= rounds; round += 1) {
    const [inSmall, inLarge] = [noTimes(), noTimes()]
    for (let one = 0; one < casesOfRound; one += 1) {
      // Whoever comes second finds the machine warmer: they take turns in that, too.
      const order = one % 2 === 0 ? [0, 1] : [1, 0]
      for (const index of order) await offices[index]?.playOne(index === 0 ? inSmall : inLarge)
    }
    // The first round warms both.
    if (round === 0) continue
    atSmall.push(inSmall)
    atLarge.push(inLarge)
  }
  for (const office of offices) office.close()
  const size = (it: FilledServer): string => it.cases.toLocaleString('en')
  return measured.map((act) => {
    const every = (all: readonly Times[]): number[] => all.flatMap((it) => it[act])
    return measureOf({
      group: 'core',
      name: `${act} among ${size(large)} cases beside ${size(small)}, median`,
      unit: 'ms',
      ours: atLarge.map((it) => median(it[act])),
      ceiling: atSmall.map((it) => median(it[act])),
      peers: {
        [`p99 among ${size(large)}`]: percentile(every(atLarge), 0.99),
        [`p99 among ${size(small)}`]: percentile(every(atSmall), 0.99),
      },
      goal: { atMost: 1.3 },
    })
  })
}

function noTimes(): Times {
  return { submit: [], approve: [], decide: [], open: [] }
}

type Desk = { playOne(times: Times): Promise<void>; close(): void }

async function openDesk({ server }: FilledServer): Promise<Desk> {
  const office = officeAt(server.url)
  const drafter = 'u0505'
  const clients = new Map<string, LoadClient>()
  const clientOf = async (person: string): Promise<LoadClient> => {
    const known = clients.get(person)
    if (known !== undefined) return known
    const client = await LoadClient.open(server.url, (await signInAs(server.url, person)).headers)
    clients.set(person, client)
    return client
  }
  const asked = { drafter, authorityCode: 'A03', concurringUnits: ['ZAI', 'JIN'] }
  const content = await contentOf(office, asked, '計測のための起案について')
  const ask = async (person: string, path: string, body: object | undefined): Promise<number> => {
    const client = await clientOf(person)
    const text = body === undefined ? {} : { body: JSON.stringify(body) }
    const started = performance.now()
    const status = await client.ask({ method: body === undefined ? 'GET' : 'POST', path, ...text })
    const took = performance.now() - started
    if (status !== 200) throw new Error(`${path} was answered ${status}: ${JSON.stringify(body)}`)
    return took
  }
  return {
    async playOne(times) {
      const { id } = await good(office.ask<ProposalView>(drafter, 'POST', '/v1/proposals', { content }))
      const path = `/v1/proposals/${id}`
      let view = await good(office.ask<ProposalView>(drafter, 'GET', path))
      const act = (person: string, body: object): Promise<number> =>
        ask(person, `${path}/acts`, {
          version: view.version,
          manifestSha256: view.manifestSha256,
          ...body,
        })
      times.submit.push(await act(drafter, { type: 'submit' }))
      for (;;) {
        view = await good(office.ask<ProposalView>(drafter, 'GET', path))
        const step = waitingStep(view)
        const by = step?.holders[0]?.id
        if (step === undefined || by === undefined) return
        const type = actOf[step.role]
        if (type === 'decide') times.open.push(await ask(by, path, undefined))
        const took = await act(by, { type, ...(type === 'concur' ? { opinion: 'agree' } : {}) })
        if (type === 'approve' || type === 'decide') times[type].push(took)
      }
    },
    close: () => {
      for (const client of clients.values()) client.close()
    },
  }
}
