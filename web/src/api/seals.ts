import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { EndSealBody, SealBody, SealList } from '../../../server/contract/seals.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

/** 公印 and 電子署名 with who keeps them. */
export function useSeals() {
  return useQuery({
    queryKey: keys.seals,
    queryFn: ({ signal }) => request<SealList>('GET', '/v1/seals', { signal }),
  })
}

/** Registers and ends seals; throws what the server refuses. */
export function useSealActions() {
  const client = useQueryClient()
  const keep = (list: SealList) => client.setQueryData(keys.seals, list)
  return {
    add: async (body: SealBody) => keep(await request<SealList>('POST', '/v1/seals', { body })),
    end: async (code: string, body: EndSealBody) =>
      keep(await request<SealList>('POST', `/v1/seals/${code}/end`, { body })),
  }
}
