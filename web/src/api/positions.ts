import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { PositionBody, PositionList } from '../../../server/contract/positions.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

/** 職位 with what they mean and where they are used. */
export function usePositions() {
  return useQuery({
    queryKey: keys.positions,
    queryFn: ({ signal }) => request<PositionList>('GET', '/v1/positions', { signal }),
  })
}

/** Adds a position; throws what the server refuses. */
export function useAddPosition(): (body: PositionBody) => Promise<void> {
  const client = useQueryClient()
  return async (body) => {
    client.setQueryData(keys.positions, await request<PositionList>('POST', '/v1/positions', { body }))
    // The editors of rules and 発令 choose from the positions too.
    await client.invalidateQueries({ queryKey: ['rules'] })
    await client.invalidateQueries({ queryKey: keys.actingOrders })
  }
}
