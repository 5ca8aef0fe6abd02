import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type { MailPreference, MailTroubles, OwnMailPreference } from '../../../server/contract/mail.ts'
import type { NoticeCount, NoticeList, ReadNotices } from '../../../server/contract/notices.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

/** お知らせ, newest first. */
export function useNotices() {
  return useInfiniteQuery({
    queryKey: keys.noticeList,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      request<NoticeList>(
        'GET',
        pageParam === '' ? '/v1/notices' : `/v1/notices?after=${encodeURIComponent(pageParam)}`,
        { signal },
      ),
    getNextPageParam: (last) => last.next,
  })
}

/** How many are unread; moves by itself with the stream. */
export function useUnreadNotices(): number {
  const { data } = useQuery({
    queryKey: keys.noticeCount,
    queryFn: ({ signal }) => request<NoticeCount>('GET', '/v1/notices/count', { signal }),
  })
  return data?.unread ?? 0
}

/** Marks as read, and asks again for the list and the bell. */
export function useReadNotices(): (which: ReadNotices) => Promise<void> {
  const client = useQueryClient()
  return async (body) => {
    const count = await request<NoticeCount>('POST', '/v1/notices/read', { body })
    client.setQueryData(keys.noticeCount, count)
    await client.invalidateQueries({ queryKey: keys.noticeList })
  }
}

/** Which mail one gets. */
export function useMailPreference() {
  return useQuery({
    queryKey: keys.mailPreference,
    queryFn: ({ signal }) => request<OwnMailPreference>('GET', '/v1/mail-preference', { signal }),
  })
}

/** Keeps the choice at once; throws what the server said when it does not. */
export function useChooseMail(): (preference: MailPreference) => Promise<void> {
  const client = useQueryClient()
  return async (body) => {
    const kept = await request<OwnMailPreference>('PUT', '/v1/mail-preference', { body })
    client.setQueryData(keys.mailPreference, kept)
  }
}

/** Letters that could not be sent; for those who administer. */
export function useMailTroubles(enabled: boolean) {
  return useQuery({
    queryKey: keys.mailTroubles,
    queryFn: ({ signal }) => request<MailTroubles>('GET', '/v1/mail-troubles', { signal }),
    enabled,
  })
}
