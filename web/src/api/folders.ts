import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  ClassificationActBody,
  ClassificationBody,
  ClassificationList,
  FolderActBody,
  FolderCases,
  FolderList,
  FolderView,
  HandOverBody,
  HandedOver,
  OpenFolderBody,
  RenewBody,
  Renewal,
  Renewed,
} from '../../../server/contract/folders.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

/** A query without the fields that are ''. */
export function queryOf(fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== '')).toString()
}

/** 簿冊 by a filter; fields that are '' do not filter. */
export function useFolders(filter: Readonly<Record<string, string>>) {
  return useInfiniteQuery({
    queryKey: keys.folderList(filter),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      request<FolderList>('GET', `/v1/folders?${queryOf({ ...filter, after: pageParam })}`, { signal }),
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
}

/** Where the CSV of a list is. */
export function foldersCsv(filter: Readonly<Record<string, string>>): string {
  const query = queryOf(filter)
  return query === '' ? '/v1/folders.csv' : `/v1/folders.csv?${query}`
}

/** A 簿冊. */
export function useFolder(id: string) {
  return useQuery({
    queryKey: keys.folder(id),
    queryFn: ({ signal }) => request<FolderView>('GET', `/v1/folders/${id}`, { signal }),
  })
}

/** The cases of a 簿冊. */
export function useFolderCases(id: string) {
  return useInfiniteQuery({
    queryKey: keys.folderCases(id),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      request<FolderCases>('GET', `/v1/folders/${id}/cases?${queryOf({ after: pageParam })}`, { signal }),
    getNextPageParam: (last) => last.next,
  })
}

/** Asks for everything about 簿冊 again, and for what a draft chooses from. */
function useFoldersMoved(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await client.invalidateQueries({ queryKey: keys.folders })
    await client.invalidateQueries({ queryKey: keys.reference })
  }
}

type FolderAct = FolderActBody extends infer One
  ? One extends FolderActBody
    ? Omit<One, 'version'>
    : never
  : never

/** Does something to a 簿冊 as it is seen; throws what the server refuses. */
export function useFolderAct({
  id,
  version,
}: Pick<FolderView, 'id' | 'version'>): (act: FolderAct) => Promise<void> {
  const moved = useFoldersMoved()
  return async (act) => {
    try {
      await request<FolderView>('POST', `/v1/folders/${id}/acts`, { body: { ...act, version } })
    } finally {
      await moved()
    }
  }
}

/** Opens a 簿冊; answers its id. */
export function useOpenFolder(): (body: OpenFolderBody) => Promise<string> {
  const moved = useFoldersMoved()
  return async (body) => {
    const { id } = await request<FolderView>('POST', '/v1/folders', { body })
    await moved()
    return id
  }
}

/** What 年度更新 would open. */
export function useRenewal(year: string, owner: string) {
  return useQuery({
    queryKey: keys.folderRenewal(year, owner),
    queryFn: ({ signal }) =>
      request<Renewal>('GET', `/v1/folder-renewal?${queryOf({ year, owner })}`, { signal }),
    enabled: owner !== '',
  })
}

/** 年度更新; answers how many were opened. */
export function useRenew(): (body: RenewBody) => Promise<number> {
  const moved = useFoldersMoved()
  return async (body) => {
    const { opened } = await request<Renewed>('POST', '/v1/folder-renewal', { body })
    await moved()
    return opened.length
  }
}

/** 引継ぎ of all 簿冊 of a 課; answers how many. */
export function useHandOver(): (body: HandOverBody) => Promise<number> {
  const moved = useFoldersMoved()
  return async (body) => {
    const { folders } = await request<HandedOver>('POST', '/v1/folder-handovers', { body })
    await moved()
    return folders
  }
}

/** The 文書分類表 and the 保存期間. */
export function useClassifications() {
  return useQuery({
    queryKey: keys.classifications,
    queryFn: ({ signal }) => request<ClassificationList>('GET', '/v1/classifications', { signal }),
  })
}

/** Adds a class, or changes the one of a code; throws what the server refuses. */
export function useChangeClassifications(): {
  readonly add: (body: ClassificationBody) => Promise<void>
  readonly act: (code: string, body: ClassificationActBody) => Promise<void>
} {
  const client = useQueryClient()
  const send = async (url: string, body: object) => {
    client.setQueryData(keys.classifications, await request<ClassificationList>('POST', url, { body }))
    await client.invalidateQueries({ queryKey: keys.folders })
  }
  return {
    add: (body) => send('/v1/classifications', body),
    act: (code, body) => send(`/v1/classifications/${code}/acts`, body),
  }
}
