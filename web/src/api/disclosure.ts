import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  DisclosureActBody,
  DisclosureDone,
  DisclosureFilePages,
  DisclosureList,
  DisclosureMask,
  DisclosureView,
  NewDisclosureBody,
  PublicationIndex,
} from '../../../server/contract/disclosure.ts'
import type { SearchAnswer } from '../../../server/contract/search.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

const place = '/v1/disclosure-requests'

/** 開示請求: all, or those that are not over. */
export function useDisclosures(isAll: boolean) {
  return useQuery({
    queryKey: keys.disclosureList(isAll),
    queryFn: ({ signal }) =>
      request<DisclosureList>('GET', `${place}?state=${isAll ? 'all' : 'running'}`, { signal }),
    placeholderData: keepPreviousData,
  })
}

/** One of them, as its reader may see it. */
export function useDisclosure(id: string) {
  return useQuery({
    queryKey: keys.disclosure(id),
    queryFn: ({ signal }) => request<DisclosureView>('GET', `${place}/${id}`, { signal }),
  })
}

/** Registers one; answers its id. */
export function useRegisterDisclosure(): (body: NewDisclosureBody) => Promise<string> {
  const client = useQueryClient()
  return async (body) => {
    const { id } = await request<DisclosureDone>('POST', place, { body })
    await client.invalidateQueries({ queryKey: keys.disclosures })
    return id
  }
}

/** An act without the version it is bound to. */
export type DisclosureSaid = DisclosureActBody extends infer One
  ? One extends DisclosureActBody
    ? Omit<One, 'version'>
    : never
  : never

/** What is done to one 開示請求 as it is seen; each answers when what it moved is there anew. */
export function useDisclosureActions({ id, version }: Pick<DisclosureView, 'id' | 'version'>) {
  const client = useQueryClient()
  const doing = async <Answer>(act: Promise<Answer>): Promise<Answer> => {
    try {
      return await act
    } finally {
      await Promise.all([keys.disclosures, keys.me].map((queryKey) => client.invalidateQueries({ queryKey })))
    }
  }
  return {
    act: (said: DisclosureSaid) =>
      doing(request<DisclosureDone>('POST', `${place}/${id}/acts`, { body: { ...said, version } })),
    mask: (revisionId: string, masks: readonly DisclosureMask[]) =>
      doing(
        request<DisclosureDone>('POST', `${place}/${id}/copies`, { body: { version, revisionId, masks } }),
      ),
    draft: () =>
      doing(
        request<{ readonly proposalId: string }>('POST', `${place}/${id}/proposals`, { body: { version } }),
      ),
  }
}

/** Cases with these words a 開示請求 may be about; '' asks nothing. */
export function useCandidates(id: string, words: string) {
  const q = words.trim()
  return useQuery({
    queryKey: keys.disclosureCandidates(id, q),
    queryFn: ({ signal }) =>
      request<SearchAnswer>('GET', `${place}/${id}/candidates?${new URLSearchParams({ q }).toString()}`, {
        signal,
      }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
}

/** How large the pages of a file are that is asked for. */
export function useAskedFile(id: string, revisionId: string) {
  return useQuery({
    queryKey: keys.disclosureFile(id, revisionId),
    queryFn: ({ signal }) =>
      request<DisclosureFilePages>('GET', askedFileAddress(id, revisionId), { signal }),
  })
}

/** Where a file that is asked for is; below it `/pdf`, `/text` and its copies. */
export function askedFileAddress(id: string, revisionId: string): string {
  return `${place}/${id}/files/${revisionId}`
}

/** Where a masked copy of it is. */
export function maskedCopyAddress(id: string, revisionId: string, sha256: string): string {
  return `${askedFileAddress(id, revisionId)}/copies/${sha256}`
}

/** Where everything is that is handed out. */
export function handOutAddress(id: string): string {
  return `${place}/${id}/copies.pdf`
}

/** 公文書目録 of a 年度. */
export function usePublicationIndex(year: string) {
  return useQuery({
    queryKey: keys.publicationIndex(year),
    queryFn: ({ signal }) =>
      request<PublicationIndex>('GET', `/v1/publication-index?year=${year}`, { signal }),
    placeholderData: keepPreviousData,
  })
}

/** Where it is as CSV, and as a page for the web site. */
export function publicationFile(year: string, form: 'csv' | 'html'): string {
  return `/v1/publication-index.${form}?year=${year}`
}
