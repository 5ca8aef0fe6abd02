import { useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  DirectoryChangeBody,
  DirectoryChangePreview,
  DirectoryChangePreviewBody,
} from '../../../server/contract/directory-changes.ts'
import type { DirectoryImportView } from '../../../server/contract/directory.ts'
import { UnreachableError, problemFromText, request } from './client.ts'
import { keys } from './keys.ts'
import { organisationMoved } from './queries.ts'

/** What a change of the directory would do; ask with settled (debounced) input. Undefined: nothing to ask yet. */
export function useDirectoryChangePreview(body: DirectoryChangePreviewBody | undefined) {
  return useQuery({
    queryKey: keys.directoryChangePreview(body),
    queryFn: ({ signal }) =>
      request<DirectoryChangePreview>('POST', '/v1/directory/changes/preview', { body, signal }),
    enabled: body !== undefined,
    staleTime: 0,
  })
}

/** Applies a change as it was looked at; throws what the server refuses. */
export function useApplyDirectoryChange(): (body: DirectoryChangeBody) => Promise<void> {
  const client = useQueryClient()
  return async (body) => {
    try {
      await request<DirectoryImportView>('POST', '/v1/directory/changes', { body })
    } finally {
      void client.invalidateQueries({ queryKey: keys.directoryImports })
      void client.invalidateQueries({ queryKey: keys.directoryChangePreviews })
      await organisationMoved(client)
    }
  }
}

/** Saves people.csv or units.csv of a day; throws what the server refuses. */
export async function saveDirectoryFile(
  file: 'people' | 'units',
  on: string,
  encoding: 'utf-8' | 'cp932',
): Promise<void> {
  const answer = await fetch(`/v1/directory/${file}.csv?on=${on}&encoding=${encoding}`, {
    credentials: 'same-origin',
  }).catch((error: unknown) => {
    throw new UnreachableError(error)
  })
  if (!answer.ok) throw problemFromText(answer.status, await answer.text())
  const address = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = `${file}-${on}.csv`
  link.click()
  URL.revokeObjectURL(address)
}
