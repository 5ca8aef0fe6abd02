import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { LegacyRuns } from '../../../server/contract/legacy-runs.ts'
import type { LegacyUpload, LegacyUploads } from '../../../server/contract/legacy-uploads.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'
import { type Sending, sendForm } from './send-file.ts'

/** 移行: the imports from old systems. */
export function useLegacyRuns() {
  return useQuery({
    queryKey: keys.legacyRuns,
    queryFn: ({ signal }) => request<LegacyRuns>('GET', '/v1/legacy-runs', { signal }),
  })
}

const askAgainMs = 1000

/** Whether what was sent is being tried or brought in, or waits for it. */
export function isAtWork({ status }: Pick<LegacyUpload, 'status'>): boolean {
  return status === 'waiting' || status === 'running'
}

/** What the reader sent to be brought in; asked for again while something of it is at work. */
export function useLegacyUploads() {
  return useQuery({
    queryKey: keys.legacyUploads,
    queryFn: ({ signal }) => request<LegacyUploads>('GET', '/v1/legacy-uploads', { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isAtWork) === true ? askAgainMs : false),
  })
}

/** What is done with what was sent. Throws what the server refuses. */
export function useLegacyActs() {
  const client = useQueryClient()
  const then = async <Answer>(sent: Promise<Answer>): Promise<Answer> => {
    try {
      return await sent
    } finally {
      await client.invalidateQueries({ queryKey: keys.legacyUploads })
      await client.invalidateQueries({ queryKey: keys.legacyRuns })
    }
  }
  return {
    send(form: FormData, onProgress: (percent: number) => void): Sending<LegacyUpload> {
      const sending = sendForm<LegacyUpload>('/v1/legacy-uploads', form, (sent, of) =>
        onProgress(of === 0 ? 0 : Math.floor((100 * sent) / of)),
      )
      return { ...sending, done: then(sending.done) }
    },
    bringIn: (id: string) => then(request<LegacyUpload>('POST', `/v1/legacy-uploads/${id}/import`)),
    stop: (id: string) => then(request('DELETE', `/v1/legacy-uploads/${id}`)),
  }
}
