import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  EndSessionsBody,
  EndedSessions,
  SessionRemaining,
  SignInRefusals,
  SignInsOf,
} from '../../../server/contract/sign-ins.ts'
import { isUnattended, request } from './client.ts'
import { keys } from './keys.ts'

function placeOf(person: string | undefined): string {
  return person === undefined ? '/v1/sign-ins' : `/v1/people/${encodeURIComponent(person)}/sign-ins`
}

function from(before: number | undefined): string {
  return before === undefined ? '' : `?before=${before}`
}

/** Sessions and record of somebody, one’s own without a person; `before` goes on with the record. */
export function useSignIns(person: string | undefined, before: number | undefined) {
  return useQuery({
    queryKey: keys.signInsOf(person, before),
    queryFn: ({ signal }) => request<SignInsOf>('GET', `${placeOf(person)}${from(before)}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

const longestPauseMs = 5 * 60_000

async function askRemaining(signal: AbortSignal) {
  const remaining = await request<SessionRemaining>('GET', '/v1/sign-ins/remaining', { signal })
  return { ...remaining, isNear: remaining.seconds <= remaining.warnSeconds }
}

/** How long the session lasts; asked seldom while there is time, often towards its end, and never counted as use. */
export function useSessionRemaining() {
  return useQuery({
    queryKey: keys.sessionRemaining,
    queryFn: async ({ signal }) => {
      const remaining = await askRemaining(signal)
      // Whoever is at work, reading or typing without a request, is not asked whether to go on.
      if (!remaining.isNear || remaining.byAge || isUnattended()) return remaining
      await request('GET', '/v1/me', { signal })
      return askRemaining(signal)
    },
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => {
      if (data === undefined) return longestPauseMs
      const ms = data.seconds * 1000
      return data.isNear
        ? Math.min(15_000, ms + 500)
        : Math.min(longestPauseMs, Math.max(1_000, ms - data.warnSeconds * 1000 + 500))
    },
    refetchIntervalInBackground: true,
  })
}

/** Uses the session, so that it lasts longer. */
export function useGoOn(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await request('GET', '/v1/me')
    await client.invalidateQueries({ queryKey: keys.sessionRemaining })
  }
}

/** Refused sign-ins that belong to nobody. */
export function useRefusedSignIns(before: number | undefined) {
  return useQuery({
    queryKey: keys.refusedSignIns(before),
    queryFn: ({ signal }) =>
      request<SignInRefusals>('GET', `/v1/refused-sign-ins${from(before)}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

/** Ends sessions and parts accounts; each gives how many sessions ended and throws what the server refuses. */
export function useSignInActs(): {
  readonly endOwn: (body: EndSessionsBody) => Promise<number>
  readonly endAll: (person: string, reason: string) => Promise<number>
  readonly unlink: (person: string, reason: string) => Promise<number>
} {
  const client = useQueryClient()
  const ask = async (path: string, body: object): Promise<number> => {
    try {
      return (await request<EndedSessions>('POST', path, { body })).ended
    } finally {
      await client.invalidateQueries({ queryKey: keys.signIns })
    }
  }
  return {
    endOwn: (body) => ask('/v1/sign-ins/end', body),
    endAll: (person, reason) => ask(`${placeOf(person)}/end`, { reason }),
    unlink: (person, reason) => ask(`${placeOf(person)}/unlink`, { reason }),
  }
}
