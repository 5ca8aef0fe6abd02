import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  ArrivalBody,
  ArrivedFile,
  ReceiptActBody,
  ReceiptDone,
  ReceiptList,
  ReceiptTab,
  ReceiptView,
  RegisterBody,
} from '../../../server/contract/receipts.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'
import { sendFile } from './send-file.ts'

export type ReceiptFilter = {
  readonly tab: ReceiptTab
  readonly words: string
  readonly channel: string
  readonly overdue: boolean
}

/** A tab of 収受, page by page; ask with settled (debounced) words. */
export function useReceipts({ tab, words, channel, overdue }: ReceiptFilter) {
  const asked = new URLSearchParams({
    tab,
    ...(words.trim() === '' ? {} : { q: words.trim() }),
    ...(channel === '' ? {} : { channel }),
    ...(overdue ? { due: 'overdue' } : {}),
  }).toString()
  return useInfiniteQuery({
    queryKey: keys.receiptList(asked),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      request<ReceiptList>(
        'GET',
        `/v1/receipts?${asked}${pageParam === '' ? '' : `&after=${encodeURIComponent(pageParam)}`}`,
        { signal },
      ),
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
}

function readReceipt(id: string, signal?: AbortSignal): Promise<ReceiptView> {
  return request('GET', `/v1/receipts/${id}`, signal === undefined ? {} : { signal })
}

/** A 収受文書 as its reader may see it; idle without an id. */
export function useReceipt(id: string | undefined) {
  return useQuery({
    queryKey: keys.receipt(id ?? ''),
    queryFn: ({ signal }) => readReceipt(id ?? '', signal),
    enabled: id !== undefined,
  })
}

/** Begins a registration; answers its id. */
export async function beginReceipt(): Promise<string> {
  const { id } = await request<{ readonly id: string }>('POST', '/v1/receipts', { body: {} })
  return id
}

/** Sends one file to what is being registered; again with the same key it is the same file. */
export function sendReceiptFile(id: string, file: File, key: string): Promise<ArrivedFile> {
  return sendFile<ArrivedFile>(`/v1/receipts/${id}/files`, { blob: file, name: file.name, key }, () => {})
    .done
}

/** 枝番 of a number of the same 課; empty: the next number. */
export type Beside = Pick<RegisterBody, 'branchOf' | 'branchYear'>

/** What is done to one 収受文書; each answers when what it moved is there anew. */
export function useReceiptActions(id: string) {
  const client = useQueryClient()
  const moved = () =>
    Promise.all(
      [keys.receipt(id), keys.book(id), keys.receiptLists, keys.inboxes].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    )
  const doing = async <Answer>(act: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await act()
    } finally {
      await moved()
    }
  }
  return {
    moved,
    read: () => readReceipt(id),
    save: async (version: number, arrival: ArrivalBody) => {
      const saved = await request<{ readonly version: number }>('PUT', `/v1/receipts/${id}/draft`, {
        body: { version, arrival },
      })
      // Whoever comes back to the form is shown this, and not what it was before.
      client.setQueryData<ReceiptView>(
        keys.receipt(id),
        (known) => known && { ...known, version: saved.version, arrival },
      )
      void client.invalidateQueries({ queryKey: keys.receiptLists })
      return saved
    },
    discard: () => doing(() => request('DELETE', `/v1/receipts/${id}`)),
    removeFile: (file: string) => doing(() => request('DELETE', `/v1/receipts/${id}/files/${file}`)),
    register: (version: number, distributeTo: string, beside: Beside = {}) =>
      doing(() =>
        request<ReceiptDone>('POST', `/v1/receipts/${id}/register`, {
          body: { version, ...(distributeTo === '' ? {} : { distributeTo }), ...beside },
        }),
      ),
    act: (body: ReceiptActBody) =>
      doing(() => request<ReceiptDone>('POST', `/v1/receipts/${id}/acts`, { body })),
    draft: (version: number) =>
      doing(() =>
        request<{ readonly proposalId: string }>('POST', `/v1/receipts/${id}/proposals`, {
          body: { version },
        }),
      ),
  }
}
