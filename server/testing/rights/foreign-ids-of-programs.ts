import type { Instant, ProposalId } from '../../domain/ids.ts'
import { queueDeliveries } from '../../store/webhook-deliveries.ts'
import { callers, programs } from './callers.ts'
import type { Ids, Swap, Swaps } from './foreign-ids.ts'
import type { Ground } from './held-cases.ts'
import type { Stage } from './stage.ts'

const [maker, another] = [programs.maker.clientId, programs.onBehalf.clientId]
const refs = { own: '勤怠-7316', hidden: '財務-5822', none: '財務-0000' }

/** Of each of the two programs an endpoint with one delivery of one of its own cases, and of the first one more about a case that is not its own. */
type Endpoints = {
  readonly own: string
  readonly events: { readonly own: string; readonly hidden: string; readonly ofHidden: string }
  readonly deliveries: { readonly own: string; readonly hidden: string }
}

const made = new WeakMap<Stage, Promise<Endpoints>>()

function endpointsOf(it: Ground): Promise<Endpoints> {
  const found = made.get(it.stage) ?? makeEndpoints(it)
  made.set(it.stage, found)
  return found
}

async function makeEndpoints({ stage, hidden }: Ground): Promise<Endpoints> {
  const { db } = stage.office
  const endpoint = async (clientId: string): Promise<string> => {
    const payload = { clientId, url: 'https://example.com/hook' }
    const answer = await stage.send('administrator', { method: 'POST', url: '/v1/webhooks', payload })
    if (answer.statusCode !== 201) throw new Error(answer.body)
    return answer.json<{ webhook: { id: string } }>().webhook.id
  }
  const deliver = async (to: string, eventId: string, proposalId: string): Promise<string> => {
    const about = { of: 'proposal' as const, subject: proposalId as ProposalId, seq: 1, part: 0 }
    const type = 'jp.kessai.proposal.submitted'
    await queueDeliveries(db, to, [{ eventId, about, type }], '2026-05-11T01:00:00.000Z' as Instant)
    const row = await db
      .selectFrom('webhook_delivery')
      .select('id')
      .where('event_id', '=', eventId)
      .executeTakeFirstOrThrow()
    return String(row.id)
  }
  const [own, others] = [await endpoint(maker), await endpoint(another)]
  const ownCase = await stage.office.draft({
    title: 'program-1189',
    authorityCode: 'E01',
    concurringUnits: [],
  })
  const submitted = await stage.office.act(callers.drafter, ownCase.id, { type: 'submit' })
  if (submitted.status !== 200) throw new Error(JSON.stringify(submitted.body))
  const events = { own: 'event-own', hidden: 'event-of-another', ofHidden: 'event-of-hidden-case' }
  const deliveries = {
    own: await deliver(own, events.own, ownCase.id),
    hidden: await deliver(others, events.hidden, ownCase.id),
  }
  await deliver(own, events.ofHidden, hidden.id)
  return { own, events, deliveries }
}

const redelivered = (field: 'event' | 'delivery', ids: (it: Endpoints) => Ids): Swap => ({
  by: 'maker',
  ids: async (it) => ids(await endpointsOf(it)),
  make: async (it, id) => ({
    ...{ method: 'POST', url: `/v1/webhooks/${(await endpointsOf(it)).own}/redeliver` },
    payload: { [field]: field === 'event' ? id : Number(id) },
  }),
})

/** One case of another program under a number of its own, and one of the program that asks. */
async function referred({ stage }: Ground): Promise<Ids> {
  const content = (authorityCode: string) => stage.office.content({ authorityCode, concurringUnits: [] })
  for (const [caller, externalRef, matter] of [
    ['maker', refs.own, 'E01'],
    ['onBehalf', refs.hidden, 'B01'],
  ] as const) {
    const payload = { content: content(matter), externalRef }
    const answer = await stage.send(caller, { method: 'POST', url: '/v1/proposals', payload })
    if (answer.statusCode !== 201) throw new Error(answer.body)
  }
  return { hidden: [refs.hidden], known: [], own: () => refs.own, none: refs.none }
}

const external = (make: Swap['make']): Swap => ({ by: 'maker', ids: referred, make, goesThrough: true })

const clients = { hidden: [another], known: [], own: () => maker, none: 'sys-nobody' }

/** What programs name: their own numbers, their endpoints and what was sent to these. */
export const programSwaps: Swaps = {
  'GET /v1/proposals query.externalRef': external((_, id) => ({
    ...{ method: 'GET', url: `/v1/proposals?${new URLSearchParams({ externalRef: id }).toString()}` },
  })),
  'POST /v1/proposals body.externalRef': external(({ stage }, id) => ({
    ...{ method: 'POST', url: '/v1/proposals' },
    payload: {
      content: stage.office.content({ authorityCode: 'E01', concurringUnits: [] }),
      externalRef: id,
    },
  })),
  'POST /v1/proposals:bulk body.items[].externalRef': external(({ stage }, id) => {
    const content = stage.office.content({ authorityCode: 'E01', concurringUnits: [] })
    const items = [{ key: 'a', content, externalRef: id }]
    return { method: 'POST', url: '/v1/proposals:bulk', payload: { items } }
  }),
  'GET /v1/webhooks query.clientId': {
    ...{ by: 'maker', ids: () => clients, goesThrough: true },
    make: (_, id) => ({ method: 'GET', url: `/v1/webhooks?clientId=${id}` }),
  },
  'POST /v1/webhooks body.clientId': {
    ...{ by: 'maker', ids: () => clients, goesThrough: true },
    make: (_, id) => ({
      ...{ method: 'POST', url: '/v1/webhooks' },
      payload: { clientId: id, url: 'https://example.com/hook' },
    }),
  },
  'POST /v1/webhooks/{id}/redeliver body.event': redelivered('event', ({ events }) => ({
    ...{ hidden: [events.hidden, events.ofHidden], known: [], own: () => events.own, none: 'event-none' },
  })),
  'POST /v1/webhooks/{id}/redeliver body.delivery': redelivered('delivery', ({ deliveries }) => ({
    ...{ hidden: [deliveries.hidden], known: [], own: () => deliveries.own, none: '9007199254740000' },
  })),
}
