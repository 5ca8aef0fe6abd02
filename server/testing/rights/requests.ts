import type { InjectOptions } from 'fastify'
import { administrationRequests } from './administration-requests.ts'
import type { Caller } from './callers.ts'
import type { Case } from './cases.ts'
import { caseRequests } from './case-requests.ts'
import { disclosureRequests } from './disclosure-requests.ts'
import { fileRequests } from './file-requests.ts'
import { folderRequests } from './folder-requests.ts'
import { receiptRequests } from './receipt-requests.ts'
import { scimRequests } from './scim-requests.ts'
import type { Stage } from './stage.ts'
import { surroundingRequests } from './surrounding-requests.ts'

/** What a request is made for. */
export type Asking = {
  readonly stage: Stage
  readonly caller: Caller
  /** The case it is about; for a route of no case, the open one. */
  readonly of: Case
}

/** A request that nothing but the rights of its caller stands in the way of. */
export type MakeRequest = (it: Asking) => InjectOptions | Promise<InjectOptions>
export type Requests = Readonly<Record<string, MakeRequest>>

/** For every row of the table of rights, by its name: the route, and behind it in brackets what is asked when that matters. */
export const requests: Requests = {
  ...surroundingRequests,
  ...administrationRequests,
  ...caseRequests,
  ...fileRequests,
  ...folderRequests,
  ...receiptRequests,
  ...disclosureRequests,
  ...scimRequests,
}

/** The route a row is about. */
export const routeOf = (row: string): string => row.replace(/ \([^)]*\)$/, '')
