import type { Test } from 'tap'
import { createTokenVerifier } from '../adapters/identity/token-verifier.ts'
import type { Instant, LocalDate } from '../domain/ids.ts'
import { createOrganisationSource } from '../store/organisation.ts'
import { type Office, createOffice } from './office.ts'
import { rolesClaim, startTestRealm } from './test-realm.ts'

export const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const postsUrn = 'urn:ietf:params:scim:schemas:extension:kessai:2.0:User'
export const unitUrn = 'urn:ietf:params:scim:schemas:extension:kessai:2.0:Group'
export const changeUrn = 'urn:ietf:params:scim:schemas:extension:kessai:2.0:Change'

export type Post = Readonly<Record<string, string | number>>
/** What a test looks at in an answer of SCIM, whichever it is. */
export type ScimBody = {
  readonly schemas: readonly string[]
  readonly id: string
  readonly externalId?: string
  readonly userName: string
  readonly displayName: string
  readonly title?: string
  readonly active: boolean
  readonly name: { readonly formatted: string; readonly familyName: string; readonly givenName: string }
  readonly emails?: readonly { readonly value: string }[]
  readonly members?: readonly { readonly value: string }[]
  readonly meta: { readonly version: string; readonly location: string }
  readonly totalResults: number
  readonly itemsPerPage: number
  readonly startIndex: number
  readonly Resources: readonly ScimBody[]
  readonly status?: string
  readonly scimType?: string
  readonly detail?: string
  readonly [enterpriseUrn]: { readonly employeeNumber: string; readonly department?: string }
  readonly [postsUrn]: {
    readonly nameKana: string
    readonly posts?: readonly Post[]
    readonly mainUnit?: string
    readonly mainPosition?: string
  }
  readonly [unitUrn]: Readonly<Record<string, string>>
  readonly [changeUrn]?: {
    readonly import: string
    readonly effectiveOn: string
    readonly vacated: readonly { readonly value: string; readonly display: string }[]
  }
}
export type ScimAnswer = {
  readonly status: number
  readonly body: ScimBody
  readonly headers: Readonly<Record<string, unknown>>
}
export type Scim = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<ScimAnswer>

export type ScimOffice = {
  readonly office: Office
  /** A program that calls with a token of the realm, with these claims besides. */
  readonly client: (azp: string, claims?: object) => Scim
  /** Moves the clock, and with it the names of the day. */
  readonly setDay: (day: string) => void
}

/** The example prefecture with programs that keep its directory; 11 May 2026 at first. */
export async function createScimOffice(t: Test): Promise<ScimOffice> {
  const realm = await startTestRealm(t)
  let day = '2026-05-11'
  const now = (): Instant => new Date().toISOString() as Instant
  const office = await createOffice(t, ({ db }) => ({
    tokens: createTokenVerifier({ issuer: realm.issuer, now }),
    organisation: createOrganisationSource(db, { freshForMs: 0, today: () => day as LocalDate }),
    applicationCallsPerMinute: 0,
  }))
  return {
    office,
    setDay: (to) => {
      day = to
      office.setTime(`${to}T01:20:00.000Z`)
    },
    client: (azp, claims = rolesClaim('org.sync')) => {
      return async (method, path, body, headers = {}) => {
        const answer = await office.app.inject({
          method,
          url: `/scim/v2${path}`,
          ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
          headers: {
            authorization: `Bearer ${await realm.token({ azp, ...claims })}`,
            ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
            ...headers,
          },
        })
        return {
          status: answer.statusCode,
          body: (answer.body === '' ? {} : answer.json()) as ScimBody,
          headers: answer.headers,
        }
      }
    },
  }
}

/** A new person as a personnel system sends one. */
export function newPerson(
  employeeNumber: string,
  changes: Readonly<Record<string, unknown>> = {},
  posts?: readonly Post[],
) {
  return {
    schemas: [userUrn, enterpriseUrn, postsUrn],
    externalId: `hr-${employeeNumber}`,
    userName: employeeNumber,
    name: { familyName: '川下', givenName: '実' },
    emails: [{ value: `${employeeNumber}@mihon.example`, type: 'work', primary: true }],
    [enterpriseUrn]: { employeeNumber },
    [postsUrn]: {
      nameKana: 'カワシモ ミノル',
      posts: posts ?? [{ unit: 'KNK-1', position: 'P-SNN', kind: '本務', from: '2026-05-11' }],
    },
    ...changes,
  }
}

/** A PatchOp message. */
export function patchOf(...Operations: readonly object[]): object {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations }
}
