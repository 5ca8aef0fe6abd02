import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { EndRoleBody, GiveRoleBody, RoleList } from '../../../server/contract/roles.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'
import { organisationMoved } from './queries.ts'

/** Who has which role, will have it and had it. */
export function useRoles() {
  return useQuery({
    queryKey: keys.roles,
    queryFn: ({ signal }) => request<RoleList>('GET', '/v1/roles', { signal }),
  })
}

/** Gives and ends roles; each throws what the server refuses. */
export function useRoleActs(): {
  readonly give: (body: GiveRoleBody) => Promise<void>
  readonly end: (id: number, body: EndRoleBody) => Promise<void>
} {
  const client = useQueryClient()
  const ask = async (path: string, body: GiveRoleBody | EndRoleBody): Promise<void> => {
    try {
      await request<RoleList>('POST', path, { body })
    } finally {
      await organisationMoved(client)
    }
  }
  return {
    give: (body) => ask('/v1/roles', body),
    end: (id, body) => ask(`/v1/roles/${id}/end`, body),
  }
}
