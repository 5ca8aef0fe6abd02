import { useQuery } from '@tanstack/react-query'
import type { LegacyRuns } from '../../../server/contract/legacy-runs.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

/** 移行: the imports from old systems. */
export function useLegacyRuns() {
  return useQuery({
    queryKey: keys.legacyRuns,
    queryFn: ({ signal }) => request<LegacyRuns>('GET', '/v1/legacy-runs', { signal }),
  })
}
