import type { QueryClient } from '@tanstack/react-query'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { keys } from '../../api/queries.ts'
import type { SavedContent } from './draft-saver.ts'

/** What the server has just saved is what every page knows of the draft: who comes back to it goes on from there. */
export function keepSaved(client: QueryClient, id: string, saved: SavedContent): void {
  const queryKey = keys.proposal(id)
  const { content, version, manifestSha256, savedAt } = saved
  // An answer on its way was asked for before, and would bring the older text back.
  void client.cancelQueries({ queryKey })
  client.setQueryData<ProposalView>(
    queryKey,
    (known) => known && { ...known, content, version, manifestSha256, updatedAt: savedAt },
  )
  void client.invalidateQueries({ queryKey })
}
