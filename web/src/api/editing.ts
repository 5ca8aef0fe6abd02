import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { DesktopLink, DesktopLinkBody } from '../../../server/contract/desktop-link.ts'
import type { Editing, LeaseTaken, RevisionList } from '../../../server/contract/editing.ts'
import type { OfficeSession, OfficeSessionBody } from '../../../server/contract/office-session.ts'
import { request, unsafeHeaders } from './client.ts'
import { keys } from './keys.ts'

/** Whoever edits says so every half minute; who stopped without a word is forgotten after that. */
const lookAgainMs = 60_000

/** Which files of a case somebody edits now, and what the reader could not save. */
export function useEditing(proposalId: string) {
  return useQuery({
    queryKey: keys.editing(proposalId),
    queryFn: ({ signal }) => request<Editing>('GET', `/v1/proposals/${proposalId}/editing`, { signal }),
    refetchInterval: (query) => (query.state.data?.editing.length === 0 ? false : lookAgainMs),
  })
}

/** All contents a file has had, newest first. */
export function useRevisions(attachmentId: string) {
  return useQuery({
    queryKey: keys.revisions(attachmentId),
    queryFn: ({ signal }) =>
      request<RevisionList>('GET', `/v1/attachments/${attachmentId}/revisions`, { signal }),
    staleTime: 0,
  })
}

/** Asks for everything that a new content of a file changes. */
export function useRevised(proposalId: string): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: keys.proposal(proposalId) }),
      client.invalidateQueries({ queryKey: keys.book(proposalId) }),
      client.invalidateQueries({ queryKey: keys.editing(proposalId) }),
      client.invalidateQueries({ queryKey: keys.allRevisions }),
    ])
  }
}

/** Asks anew who edits what in a case, and by which passes. */
export function useEditingChanged(proposalId: string): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: keys.editing(proposalId) })
}

/** An address by which a program on the desktop opens a file; on the way with what the correction says of itself. */
export function makeDesktopLink(attachmentId: string, body: DesktopLinkBody): Promise<DesktopLink> {
  return request<DesktopLink>('POST', `/v1/attachments/${attachmentId}/desktop-link`, { body })
}

/** Ends an address that was made for a program. */
export async function endPass(id: string): Promise<void> {
  await request('DELETE', `/v1/edit-passes/${id}`)
}

/** Opens a file on the office server; on the way with what the correction says of itself. */
export function openOfficeSession(attachmentId: string, body: OfficeSessionBody): Promise<OfficeSession> {
  return request<OfficeSession>('POST', `/v1/attachments/${attachmentId}/office-session`, { body })
}

/** Takes a file for editing. */
export function takeLease(attachmentId: string, revisionId: string, takeOver: boolean): Promise<LeaseTaken> {
  const body = { revisionId, takeOver }
  return request<LeaseTaken>('POST', `/v1/attachments/${attachmentId}/lease`, { body })
}

/** Says that the editing goes on. */
export function renewLease(id: string): Promise<LeaseTaken> {
  return request<LeaseTaken>('PUT', `/v1/leases/${id}`)
}

/** Says that the editing has ended, also while the page is being left. */
export function dropLease(id: string): void {
  void fetch(`/v1/leases/${id}`, { method: 'DELETE', headers: unsafeHeaders(), keepalive: true }).catch(
    () => undefined,
  )
}
