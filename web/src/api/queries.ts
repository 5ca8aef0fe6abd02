import {
  QueryClient,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type QueryClient as Client,
  type QueryKey,
} from '@tanstack/react-query'
import type {
  AbsenceBody,
  AbsenceList,
  AbsencePreview,
  DeciderList,
} from '../../../server/contract/absences.ts'
import type { Book, FileOutline } from '../../../server/contract/book.ts'
import type { ExplainedRoute, WhatIf } from '../../../server/contract/explain-route.ts'
import type { DirectoryImportList, DirectoryImportView } from '../../../server/contract/directory.ts'
import type { Inbox, InboxTab } from '../../../server/contract/inbox.ts'
import type { Me } from '../../../server/contract/me.ts'
import type {
  AuthorityItems,
  OrganisationView,
  PersonView,
  Reference,
} from '../../../server/contract/organisation.ts'
import type { RoutePreview, RoutePreviewBody } from '../../../server/contract/route-preview.ts'
import type { SeatTroubles } from '../../../server/contract/seat-conflicts.ts'
import type { ActBody } from '../../../server/contract/acts.ts'
import type {
  ActDone,
  ProposalContent,
  ProposalList,
  ProposalStatus,
  ProposalView,
} from '../../../server/contract/proposals.ts'
import { isPassing, request, setCsrfToken } from './client.ts'
import { type ListScope, keys } from './keys.ts'

export { keys } from './keys.ts'
export type { ListScope } from './keys.ts'

/** The cache of all answers of the server. */
export function createQueryClient(): Client {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // A refusal stays a refusal; only silence and a stumbling server are worth asking again.
        retry: (count, error) => count < 4 && isPassing(error),
        retryDelay: (attempt) => Math.min(1000 * 2 ** attempt, 8000),
      },
    },
  })
}

function get<Answer>(path: string) {
  return ({ signal }: { readonly signal: AbortSignal }) => request<Answer>('GET', path, { signal })
}

/** Who is signed in; the CSRF token comes with it. */
export function useMe() {
  return useQuery({
    queryKey: keys.me,
    queryFn: async (context) => {
      const me = await get<Me>('/v1/me')(context)
      setCsrfToken(me.csrfToken)
      return me
    },
    staleTime: 5 * 60_000,
  })
}

/** One tab of the inbox, page by page. */
export function useInbox(tab: InboxTab) {
  return useInfiniteQuery({
    queryKey: keys.inbox(tab),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      request<Inbox>('GET', `/v1/inbox?tab=${tab}${after(pageParam)}`, { signal }),
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
}

/** A case as its reader may see it; idle without an id. */
export function useProposal(id: string | undefined) {
  return useQuery({
    queryKey: keys.proposal(id ?? ''),
    queryFn: get<ProposalView>(`/v1/proposals/${id}`),
    enabled: id !== undefined,
  })
}

/** Every page of all attachments of a case; idle without an id. */
export function useBook(id: string | undefined) {
  return useQuery({
    queryKey: keys.book(id ?? ''),
    queryFn: get<Book>(`/v1/proposals/${id}/pages`),
    enabled: id !== undefined,
  })
}

/** Headings and bookmarks of a file that has its pages; they never change. */
export function useFileOutline(revisionId: string) {
  return useQuery({
    queryKey: keys.outline(revisionId),
    queryFn: get<FileOutline>(`/v1/revisions/${revisionId}/outline`),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Cases of a scope, page by page. */
export function useProposalList(scope: ListScope, status: ProposalStatus | undefined) {
  const filter = status === undefined ? '' : `&status=${status}`
  return useInfiniteQuery({
    queryKey: keys.list(scope, status),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      request<ProposalList>('GET', `/v1/proposals?scope=${scope}${filter}${after(pageParam)}`, { signal }),
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
}

function after(cursor: string): string {
  return cursor === '' ? '' : `&after=${encodeURIComponent(cursor)}`
}

/** 簿冊, 保存期間 and the other lists a draft chooses from. */
export function useReference() {
  return useQuery({
    queryKey: keys.reference,
    queryFn: get<Reference>('/v1/reference'),
    staleTime: 10 * 60_000,
  })
}

/** The rows of the 専決表 in force. */
export function useAuthorityItems() {
  return useQuery({
    queryKey: keys.authority,
    queryFn: get<AuthorityItems>('/v1/authority-items'),
    staleTime: 10 * 60_000,
  })
}

/** 所属 and 職 of today with those who hold them. */
export function useOrganisation() {
  return useQuery({
    queryKey: keys.organisation,
    queryFn: get<OrganisationView>('/v1/organisation'),
    staleTime: 10 * 60_000,
  })
}

/** The organisation as of a day, `2026-07-01`; idle without one, and what was shown last stays. */
export function useOrganisationOn(day: string | undefined) {
  return useQuery({
    queryKey: keys.organisationOn(day ?? ''),
    queryFn: get<OrganisationView>(`/v1/organisation?on=${day}`),
    enabled: day !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** Who is away now and later; with a person all absences of that person. */
export function useAbsences(person?: string) {
  return useQuery({
    queryKey: person === undefined ? keys.absences : keys.absencesOf(person),
    queryFn: get<AbsenceList>(
      person === undefined ? '/v1/absences' : `/v1/absences?person=${encodeURIComponent(person)}`,
    ),
  })
}

/** What an absence would mean; ask with settled (debounced) input. */
export function useAbsencePreview(body: AbsenceBody, enabled: boolean) {
  return useQuery({
    queryKey: keys.absencePreview(body),
    queryFn: ({ signal }) => request<AbsencePreview>('POST', '/v1/absences/preview', { body, signal }),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

/** A person's appointments with their history; nobody named: nothing is asked. */
export function usePerson(id: string | undefined) {
  return useQuery({
    queryKey: keys.person(id ?? ''),
    queryFn: get<PersonView>(`/v1/people/${encodeURIComponent(id ?? '')}`),
    enabled: id !== undefined,
  })
}

/** Imports of the directory, newest first. */
export function useDirectoryImports() {
  return useQuery({
    queryKey: keys.directoryImports,
    queryFn: get<DirectoryImportList>('/v1/directory/imports'),
  })
}

/** One import with its rehearsal. */
export function useDirectoryImport(id: string) {
  return useQuery({
    queryKey: keys.directoryImport(id),
    queryFn: get<DirectoryImportView>(`/v1/directory/imports/${id}`),
  })
}

/** Running cases whose seats wait for the 文書主管課; asked anew at every visit, for whoever settled one comes back. */
export function useSeatConflicts() {
  return useInfiniteQuery({
    queryKey: keys.seatConflicts,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      request<SeatTroubles>(
        'GET',
        `/v1/seat-conflicts${pageParam === '' ? '' : `?after=${encodeURIComponent(pageParam)}`}`,
        { signal },
      ),
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  })
}

/** 代決順位 of every post that decides, as it stands now. */
export function useStandIns() {
  return useQuery({ queryKey: keys.standIns, queryFn: get<DeciderList>('/v1/stand-ins') })
}

/** Asks again for everything an absence or an appointment moves; answers when what is on the page is there anew. */
export function useOrganisationMoved(): () => Promise<void> {
  const client = useQueryClient()
  return () => organisationMoved(client)
}

/** The same for whoever has the client at hand. */
export async function organisationMoved(client: Client): Promise<void> {
  await askAgain(client, [
    keys.me,
    keys.inboxes,
    keys.organisation,
    keys.absences,
    keys.standIns,
    keys.actingOrders,
    keys.roles,
    keys.positions,
  ])
}

/** The route a submission would get now. Ask with settled (debounced) content; the last answer stays while asking. */
export function useExplainedRoute(
  content: ProposalContent,
  drafterPost: string | undefined,
  enabled: boolean,
  /** Asked beside it: the route with another amount, day or flags. */
  whatIf: readonly WhatIf[] = [],
) {
  const { authorityCode, amountYen, flags, concurringUnits, secrecy, accessList } = content
  const { leftOut, postReviewPosts, circulationUnits } = content
  const moving = {
    ...{ authorityCode, amountYen, flags, concurringUnits, secrecy, accessList },
    ...{ leftOut, postReviewPosts, circulationUnits, whatIf },
  }
  return useQuery({
    // Only what moves the route names the answer: typing the body must not ask again.
    queryKey: keys.route(moving, drafterPost),
    queryFn: ({ signal }) =>
      request<ExplainedRoute>('POST', '/v1/explain-route', {
        body: { content, whatIf, ...(drafterPost === undefined ? {} : { drafterPost }) },
        signal,
      }),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}

/** What a change of the rest of a route would make of it; ask with settled (debounced) input. */
export function useRoutePreview(id: string, version: number, body: RoutePreviewBody, enabled: boolean) {
  return useQuery({
    queryKey: keys.routePreview(id, version, body),
    queryFn: ({ signal }) =>
      request<RoutePreview>('POST', `/v1/proposals/${id}/route-preview`, { body, signal }),
    enabled,
    placeholderData: keepPreviousData,
  })
}

/** Progress of a rendition as told by the stream; undefined when nothing was told yet. */
export function useRenditionProgress(revisionId: string) {
  return useQuery<{ readonly pagesDone: number; readonly pageCount?: number } | null>({
    queryKey: keys.renditionProgress(revisionId),
    queryFn: () => null,
    enabled: false,
  }).data
}

/** Does an act (approve, decide, …); answers when what it moved is on the page, so that the next act is bound to that. */
export function useAct(id: string): (body: ActBody) => Promise<ActDone> {
  const client = useQueryClient()
  return async (body) => {
    try {
      return await request<ActDone>('POST', `/v1/proposals/${id}/acts`, { body })
    } finally {
      await actedOn(client, id)
    }
  }
}

/** Asks again for everything an act may have moved; answers when what is on the page now is there anew. */
export async function actedOn(client: Client, id: string): Promise<void> {
  await askAgain(client, [keys.proposal(id), keys.inboxes, keys.lists, keys.seatConflicts, keys.numberBooks])
}

async function askAgain(client: Client, moved: readonly QueryKey[]): Promise<void> {
  await Promise.all(moved.map((queryKey) => client.invalidateQueries({ queryKey })))
}
