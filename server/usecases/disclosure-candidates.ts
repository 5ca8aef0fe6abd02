import type { SearchAnswer } from '../contract/search.ts'
import type { DisclosureId, PersonId } from '../domain/ids.ts'
import { type Result, no } from '../domain/result.ts'
import { findDisclosure } from '../store/disclosure.ts'
import { handlesDisclosure } from './disclosure-deps.ts'
import { purposeOf } from './note-for-request.ts'
import { type SearchDeps, type SearchRefusal, search } from './search.ts'
import { readerOf } from './who-is.ts'

/** Cases with the words a 開示請求 may be about: the request is the purpose of the search, and noted with what was found. */
export async function disclosureCandidates(
  deps: SearchDeps,
  request: {
    readonly id: DisclosureId
    readonly by: PersonId
    readonly q: string
  },
): Promise<Result<SearchAnswer, SearchRefusal | { readonly code: 'not_found' }>> {
  const { id, by, q } = request
  const stored = await findDisclosure(deps.db, id)
  const reader = readerOf(await deps.organisation.current(), by, deps.now())
  if (stored === undefined || !handlesDisclosure(reader)) return no({ code: 'not_found' })
  return search(deps, { by: { by, purpose: purposeOf(stored.request) }, wish: { q } })
}
