import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { NewNote, NoteChange, NoteList } from '../../../server/contract/notes.ts'
import type { FileComments } from '../../../server/contract/editing.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

/** The notes on the pages of a case that the reader may see; idle without an id. */
export function useNoteList(proposalId: string | undefined) {
  return useQuery({
    queryKey: keys.notes(proposalId ?? ''),
    queryFn: ({ signal }) => request<NoteList>('GET', `/v1/proposals/${proposalId}/notes`, { signal }),
    enabled: proposalId !== undefined,
  })
}

/** The comments that stand in a Word file; a revision never changes. */
export function useFileComments(revisionId: string) {
  return useQuery({
    queryKey: keys.fileComments(revisionId),
    queryFn: ({ signal }) => request<FileComments>('GET', `/v1/revisions/${revisionId}/comments`, { signal }),
    staleTime: Infinity,
  })
}

/** What can be done with notes; each throws what the server refuses, and the list is asked for anew. */
export function useNoteActions(proposalId: string) {
  const client = useQueryClient()
  const send = async <Answer>(method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: object) => {
    try {
      return await request<Answer>(method, path, body === undefined ? {} : { body })
    } finally {
      await client.invalidateQueries({ queryKey: keys.notes(proposalId) })
    }
  }
  return {
    add: (note: NewNote) => send<{ readonly id: string }>('POST', `/v1/proposals/${proposalId}/notes`, note),
    change: (id: string, change: NoteChange) => send('PATCH', `/v1/notes/${id}`, change),
    remove: (id: string) => send('DELETE', `/v1/notes/${id}`),
    reply: (id: string, words: string) => send('POST', `/v1/notes/${id}/replies`, { words }),
    settle: (id: string, settled: boolean) => send('PUT', `/v1/notes/${id}/settled`, { settled }),
  }
}

export type NoteActions = ReturnType<typeof useNoteActions>
