import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  ChangeWebhookBody,
  CreateWebhookBody,
  DeliveryList,
  DeliveryView,
  PingResult,
  RedeliverBody,
  RedeliveryPreview,
  WebhookList,
  WebhookSecret,
  WebhookView,
} from '../../../server/contract/webhooks.ts'
import { ProblemError, request } from './client.ts'
import { keys } from './keys.ts'

/** What is sent and arrives changes by itself: asked again while the page is seen. */
const lookAgainMs = 4_000

function placeOf(id: string): string {
  return `/v1/webhooks/${encodeURIComponent(id)}`
}

/** The endpoints of all applications, and how each stands. */
export function useWebhooks() {
  return useQuery({
    queryKey: keys.webhookList,
    queryFn: ({ signal }) => request<WebhookList>('GET', '/v1/webhooks', { signal }),
    staleTime: 0,
    refetchInterval: lookAgainMs,
  })
}

/** One endpoint; null when there is none. */
export function useWebhook(id: string) {
  return useQuery({
    queryKey: keys.webhook(id),
    queryFn: async ({ signal }) => {
      try {
        return await request<WebhookView>('GET', placeOf(id), { signal })
      } catch (error) {
        // 400: what stands in the address is no id at all.
        if (error instanceof ProblemError && [400, 404].includes(error.problem.status)) return null
        throw error
      }
    },
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data === null ? false : lookAgainMs),
  })
}

/** A page of the log, in this state or any; `after` goes on with it. */
export function useDeliveries(
  id: string,
  state: DeliveryView['state'] | undefined,
  after: string | undefined,
) {
  return useQuery({
    queryKey: keys.deliveries(id, state, after),
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ ...(state && { state }), ...(after && { after }) })
      return request<DeliveryList>('GET', `${placeOf(id)}/deliveries?${query.toString()}`, { signal })
    },
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: lookAgainMs,
  })
}

/** How much sending everything since an instant would send; undefined asks nothing. */
export function useRedeliveryPreview(id: string, since: string | undefined) {
  return useQuery({
    queryKey: keys.redeliveryPreview(id, since ?? ''),
    queryFn: ({ signal }) =>
      request<RedeliveryPreview>('POST', `${placeOf(id)}/redeliver/preview`, { body: { since }, signal }),
    enabled: since !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

/** What is done to endpoints; each throws what the server refuses. */
export function useWebhookActs(): {
  readonly create: (body: CreateWebhookBody) => Promise<WebhookSecret>
  readonly change: (id: string, body: ChangeWebhookBody) => Promise<WebhookView>
  readonly rotate: (id: string, keepForHours: number) => Promise<WebhookSecret>
  readonly ping: (id: string) => Promise<PingResult>
  readonly redeliver: (id: string, body: RedeliverBody) => Promise<void>
  readonly remove: (id: string) => Promise<void>
} {
  const client = useQueryClient()
  const ask = async <Answer>(...asked: Parameters<typeof request>): Promise<Answer> => {
    try {
      return await request<Answer>(...asked)
    } finally {
      await client.invalidateQueries({ queryKey: keys.webhooks })
    }
  }
  return {
    create: (body) => ask('POST', '/v1/webhooks', { body }),
    change: (id, body) => ask('PATCH', placeOf(id), { body }),
    rotate: (id, keepForHours) => ask('POST', `${placeOf(id)}/rotate`, { body: { keepForHours } }),
    ping: (id) => ask('POST', `${placeOf(id)}/ping`),
    redeliver: (id, body) => ask('POST', `${placeOf(id)}/redeliver`, { body }),
    remove: async (id) => {
      await request('DELETE', placeOf(id))
      // Not what was asked of the one that is gone.
      await client.invalidateQueries({ queryKey: keys.webhookList })
    },
  }
}
