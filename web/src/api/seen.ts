import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { SeenPages, SeenView, Trails } from '../../../server/contract/seen.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

/** The pages this person has had before him; idle without an id. */
export function useSeenPages(proposalId: string | undefined) {
  return useQuery({
    queryKey: keys.seen(proposalId ?? ''),
    queryFn: ({ signal }) => request<SeenView>('GET', `/v1/proposals/${proposalId}/seen`, { signal }),
    enabled: proposalId !== undefined,
    // What is seen here is noted here; another window of the same person is asked at the next visit.
    staleTime: Infinity,
  })
}

/** How much the people of the route have seen, where the policy shows it to this person. */
export function useTrails(proposalId: string) {
  return useQuery({
    queryKey: keys.trails(proposalId),
    queryFn: ({ signal }) => request<Trails>('GET', `/v1/proposals/${proposalId}/trails`, { signal }),
    staleTime: 0,
  })
}

/** Notes pages as seen: at once on this screen, and on the server as soon as the line allows. */
export function useNoteSeen(proposalId: string) {
  const client = useQueryClient()
  return {
    show: (change: (seen: SeenView) => SeenView) =>
      client.setQueryData<SeenView>(keys.seen(proposalId), (it) => it && change(it)),
    send: (seen: SeenPages) =>
      request('POST', `/v1/proposals/${proposalId}/seen`, { body: seen, keepalive: true }),
  }
}
