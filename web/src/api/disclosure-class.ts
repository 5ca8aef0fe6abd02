import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { CorrectClassBody, DisclosureClassView } from '../../../server/contract/disclosure-class.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

/** 公開区分 of a case as it was decided and as it is today. */
export function useDisclosureClass(proposalId: string) {
  return useQuery({
    queryKey: keys.disclosureClass(proposalId),
    queryFn: ({ signal }) =>
      request<DisclosureClassView>('GET', `/v1/proposals/${proposalId}/disclosure-class`, { signal }),
  })
}

/** Corrects it; throws what the server refuses. */
export function useCorrectClass(proposalId: string): (body: CorrectClassBody) => Promise<void> {
  const client = useQueryClient()
  return async (body) => {
    try {
      await request<DisclosureClassView>('POST', `/v1/disclosure-classes/${proposalId}`, { body })
    } finally {
      await client.invalidateQueries({ queryKey: keys.disclosureClass(proposalId) })
    }
  }
}
