import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  ExpiringFolder,
  ExpiryActBody,
  ExpiryDone,
  ExpiryList,
} from '../../../server/contract/expiry.ts'
import { request } from './client.ts'
import { queryOf } from './folders.ts'
import { keys } from './keys.ts'

/** 簿冊 at the end of their 保存期間; `year` '' is all that has ended or ends within a year. */
export function useExpiring(year: string) {
  return useQuery({
    queryKey: keys.folderExpiry(year),
    queryFn: ({ signal }) => request<ExpiryList>('GET', `/v1/folder-expiry?${queryOf({ year })}`, { signal }),
    placeholderData: keepPreviousData,
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
