import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { NewPrint, PrintState, Prints } from '../../../server/contract/prints.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

/** How often a case was printed, and whether the next print needs a reason. */
export function usePrints(proposalId: string) {
  return useQuery({
    queryKey: keys.prints(proposalId),
    queryFn: ({ signal }) => request<Prints>('GET', `/v1/proposals/${proposalId}/prints`, { signal }),
    staleTime: 0,
  })
}

const askAgainMs = 500

/** Whether a print is over, made or not. */
export function isOver({ status }: Pick<PrintState, 'status'>): boolean {
  return status === 'done' || status === 'failed' || status === 'cancelled'
}

/** How far a print is, asked for again until it is over; idle without one. */
export function usePrintState(print: PrintState | undefined) {
  return useQuery({
    queryKey: keys.print(print?.id ?? ''),
    queryFn: ({ signal }) => request<PrintState>('GET', `/v1/prints/${print?.id}`, { signal }),
    enabled: print !== undefined,
    initialData: print,
    refetchInterval: ({ state }) => (state.data !== undefined && isOver(state.data) ? false : askAgainMs),
  })
}

/** Asks for a print, and gives one up. */
export function usePrintActions(proposalId: string) {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: keys.prints(proposalId) })
  return {
    begin: (ask: NewPrint) =>
      request<PrintState>('POST', `/v1/proposals/${proposalId}/prints`, { body: ask }),
    giveUp: (id: string) => request('DELETE', `/v1/prints/${id}`),
    refresh,
  }
}

/** Where the PDF of a print is. */
export function printAddress(id: string): string {
  return `/v1/prints/${id}/pdf`
}
