import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import type {
  DraftedDisposal,
  ExpiringFolder,
  ExpiryActBody,
  ExpiryDone,
  ExpiryList,
} from '../../../server/contract/expiry.ts'
import type { PackagesBegun, TransferReceiptBody } from '../../../server/contract/transfers.ts'
import { request } from './client.ts'
import { queryOf } from './folders.ts'
import { keys } from './keys.ts'

const askAgainMs = 1000

/** Whether the package of a 簿冊 is not made yet and not given up. */
export function isBeingMade({ transfer }: Pick<ExpiringFolder, 'transfer'>): boolean {
  const status = transfer?.package?.status
  return status === 'waiting' || status === 'running'
}

/** Which 簿冊 at the end of their 保存期間: of a year ('' is all that has ended or ends within a year), or one alone. */
type Wanted = { readonly year: string } | { readonly folder: string }

/** 簿冊 at the end of their 保存期間. */
export function useExpiring(wanted: Wanted) {
  return useInfiniteQuery({
    queryKey: keys.folderExpiry('year' in wanted ? wanted.year : `folder ${wanted.folder}`),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      request<ExpiryList>('GET', `/v1/folder-expiry?${queryOf({ ...wanted, after: pageParam })}`, { signal }),
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    select: ({ pages }): ExpiryList | undefined => {
      const last = pages.at(-1)
      return last && { ...last, items: pages.flatMap((it) => it.items) }
    },
    refetchInterval: ({ state }) =>
      state.data?.pages.some((it) => it.items.some(isBeingMade)) === true ? askAgainMs : false,
  })
}

/** Where the CSV of the list to publish is. */
export function expiryCsv(year: string): string {
  return `/v1/folder-expiry.csv?${queryOf({ year })}`
}

/** An act without the 簿冊 it is done to. */
export type ExpiryAct = ExpiryActBody extends infer One
  ? One extends ExpiryActBody
    ? Omit<One, 'folders'>
    : never
  : never

/** Drafts the case in which the 廃棄 or 引渡し of 簿冊 is decided; answers it, and throws what the server refuses. */
export function useDraftDisposal(): (
  folders: readonly Pick<ExpiringFolder, 'id' | 'version'>[],
) => Promise<DraftedDisposal> {
  const client = useQueryClient()
  return async (folders) => {
    const body = { folders: folders.map(({ id, version }) => ({ id, version })) }
    try {
      return await request<DraftedDisposal>('POST', '/v1/folder-expiry/proposals', { body })
    } finally {
      await client.invalidateQueries({ queryKey: keys.folders })
    }
  }
}

/** Does something to 簿冊 as they are seen; answers to how many, and throws what the server refuses. */
export function useExpiryAct(): (
  act: ExpiryAct,
  folders: readonly Pick<ExpiringFolder, 'id' | 'version'>[],
) => Promise<number> {
  const client = useQueryClient()
  return async (act, folders) => {
    const body = { ...act, folders: folders.map(({ id, version }) => ({ id, version })) }
    try {
      return (await request<ExpiryDone>('POST', '/v1/folder-expiry/acts', { body })).folders
    } finally {
      await client.invalidateQueries({ queryKey: keys.folders })
    }
  }
}

/** What is done for 移管: have packages made, give one up, register the receipt. Throws what the server refuses. */
export function useTransferActs() {
  const client = useQueryClient()
  const then = async <Answer>(sent: Promise<Answer>): Promise<Answer> => {
    try {
      return await sent
    } finally {
      await client.invalidateQueries({ queryKey: keys.folders })
    }
  }
  return {
    begin: (folders: readonly Pick<ExpiringFolder, 'id' | 'version'>[]) =>
      then(
        request<PackagesBegun>('POST', '/v1/transfer-packages', {
          body: { folders: folders.map(({ id, version }) => ({ id, version })) },
        }),
      ),
    giveUp: (id: string) => then(request('DELETE', `/v1/transfer-packages/${id}`)),
    receive: (body: TransferReceiptBody) =>
      then(request<ExpiryDone>('POST', '/v1/transfer-receipts', { body })),
  }
}

/** Where the zip of a package is. */
export function packageAddress(id: string): string {
  return `/v1/transfer-packages/${id}/zip`
}
