import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  ApplicationCalls,
  ApplicationChanges,
  ApplicationList,
  ApplicationView,
  ChangeApplicationBody,
  EnableApplicationBody,
  RegisterApplicationBody,
} from '../../../server/contract/applications.ts'
import type { ProposalList } from '../../../server/contract/proposals.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

const pathOf = (clientId: string) => `/v1/applications/${encodeURIComponent(clientId)}`

/** 外部システム by name. */
export function useApplications() {
  return useQuery({
    queryKey: keys.applications,
    queryFn: ({ signal }) => request<ApplicationList>('GET', '/v1/applications', { signal }),
    staleTime: 0,
  })
}

/** One 外部システム. */
export function useApplication(clientId: string) {
  return useQuery({
    queryKey: keys.application(clientId),
    queryFn: ({ signal }) => request<ApplicationView>('GET', pathOf(clientId), { signal }),
    staleTime: 0,
  })
}

/** A page after another of what is noted of an application. */
function useLog<Page extends { readonly next?: string }>(clientId: string, what: string, query = '') {
  return useInfiniteQuery({
    queryKey: keys.applicationLog(clientId, what + query),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams(query)
      if (pageParam !== '') asked.set('after', pageParam)
      return request<Page>('GET', `${pathOf(clientId)}/${what}?${asked.toString()}`, { signal })
    },
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  })
}

/** Who registered, changed, stopped and started it. */
export function useApplicationChanges(clientId: string) {
  return useLog<ApplicationChanges>(clientId, 'changes')
}

/** What it asked lately. */
export function useApplicationCalls(clientId: string, onlyRefused: boolean) {
  return useLog<ApplicationCalls>(clientId, 'calls', onlyRefused ? 'refused=true' : '')
}

/** The cases it made that the reader may open. */
export function useApplicationCases(clientId: string) {
  return useLog<ProposalList>(clientId, 'proposals')
}

/** Registers, changes, stops and starts; each throws what the server refuses. */
export function useApplicationActs(): {
  readonly register: (body: RegisterApplicationBody) => Promise<ApplicationView>
  readonly change: (clientId: string, body: ChangeApplicationBody) => Promise<ApplicationView>
  readonly enable: (clientId: string, body: EnableApplicationBody) => Promise<ApplicationView>
  readonly makeTrial: (clientId: string) => Promise<ApplicationView>
} {
  const client = useQueryClient()
  const send = async (method: 'POST' | 'PUT', path: string, body?: object): Promise<ApplicationView> => {
    try {
      return await request<ApplicationView>(method, path, body === undefined ? {} : { body })
    } finally {
      await client.invalidateQueries({ queryKey: keys.applications })
    }
  }
  return {
    register: (body) => send('POST', '/v1/applications', body),
    change: (clientId, body) => send('PUT', pathOf(clientId), body),
    enable: (clientId, body) => send('PUT', `${pathOf(clientId)}/enabled`, body),
    makeTrial: (clientId) => send('POST', `${pathOf(clientId)}/trial`),
  }
}
