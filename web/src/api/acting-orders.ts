import { useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  ActingOrderBody,
  ActingOrderList,
  ActingOrderPreview,
  ActingOrderPreviewBody,
  ActingOrderView,
} from '../../../server/contract/acting-orders.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'
import { organisationMoved } from './queries.ts'

/** 代決の順位 of every position that decides, with history and what is to come. */
export function useActingOrders() {
  return useQuery({
    queryKey: keys.actingOrders,
    queryFn: ({ signal }) => request<ActingOrderList>('GET', '/v1/acting-orders', { signal }),
  })
}

/** What an order would change; ask with settled (debounced) input. */
export function useActingOrderPreview(body: ActingOrderPreviewBody, enabled: boolean) {
  return useQuery({
    queryKey: keys.actingOrderPreview(body),
    queryFn: ({ signal }) =>
      request<ActingOrderPreview>('POST', '/v1/acting-orders/preview', { body, signal }),
    enabled,
    staleTime: 0,
  })
}

/** Records the order of a position and asks again for everything it moves; throws what the server refuses. */
export function useRecordActingOrder(position: string): (body: ActingOrderBody) => Promise<ActingOrderView> {
  const client = useQueryClient()
  return async (body) => {
    try {
      return await request<ActingOrderView>('PUT', `/v1/acting-orders/${encodeURIComponent(position)}`, {
        body,
      })
    } finally {
      // Refused too: somebody else may have recorded one.
      await organisationMoved(client)
    }
  }
}
