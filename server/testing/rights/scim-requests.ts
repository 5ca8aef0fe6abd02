import type { MakeRequest, Requests } from './requests.ts'

const endpoints = ['/Users', '/Groups'] as const
const ids: readonly (readonly [string, string])[] = [
  ['/Users', 'u0505'],
  ['/Groups', 'KNK'],
  ['/ResourceTypes', 'User'],
  ['/Schemas', 'urn:ietf:params:scim:schemas:core:2.0:User'],
]
const idIn = (path: string): string => ids.find(([it]) => path.startsWith(it))?.[1] ?? ''
const something = { schemas: [], displayName: '課' }

/** SCIM is for applications; server/routes/scim-protocol.test.ts shows what each of them may. */
const paths: readonly (readonly ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string])[] = [
  ['GET', '/ServiceProviderConfig'],
  ['GET', '/ResourceTypes'],
  ['GET', '/ResourceTypes/:id'],
  ['GET', '/Schemas'],
  ['GET', '/Schemas/:id'],
  ['POST', '/.search'],
  ...endpoints.flatMap((it) => [
    ['POST', `${it}/.search`] as const,
    ['GET', it] as const,
    ['POST', it] as const,
    ['GET', `${it}/:id`] as const,
    ['PUT', `${it}/:id`] as const,
    ['PATCH', `${it}/:id`] as const,
    ['DELETE', `${it}/:id`] as const,
  ]),
]

export const scimRequests: Requests = Object.fromEntries(
  paths.map(([method, path]): [string, MakeRequest] => [
    `${method} /scim/v2${path}`,
    () => ({
      method,
      url: `/scim/v2${path.replace(':id', idIn(path))}`,
      ...(method === 'GET' || method === 'DELETE' ? {} : { payload: something }),
    }),
  ]),
)
