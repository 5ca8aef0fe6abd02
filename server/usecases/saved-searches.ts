import {
  type SavedSearch,
  type SavedSearchBody,
  type SavedSearches,
  type SearchWish,
  savedSearchesAtMost,
} from '../contract/search.ts'
import type { PersonId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import {
  deleteSavedSearch,
  insertSavedSearch,
  listSavedSearches,
  updateSavedSearch,
} from '../store/saved-searches.ts'
import type { Clock, DatabasePorts, NewId } from './ports.ts'

export type SavedSearchDeps = Pick<DatabasePorts, 'db'> & { readonly now: Clock; readonly newId: NewId }

export type SavedSearchRefusal =
  | { readonly code: 'not_found' }
  /** The person keeps another search under this name. */
  | { readonly code: 'search_name_taken'; readonly name: string }
  | { readonly code: 'search_too_many'; readonly most: number }

/** The searches a person keeps. */
export async function savedSearches(deps: SavedSearchDeps, by: PersonId): Promise<SavedSearches> {
  const rows = await listSavedSearches(deps.db, by)
  return { items: rows.map((it) => ({ ...it, wish: it.wish as SearchWish })) }
}

/** Keeps a search. */
export async function saveSearch(
  deps: SavedSearchDeps,
  { by, body }: { readonly by: PersonId; readonly body: SavedSearchBody },
): Promise<Result<SavedSearch, SavedSearchRefusal>> {
  const there = await listSavedSearches(deps.db, by)
  if (there.length >= savedSearchesAtMost) return no({ code: 'search_too_many', most: savedSearchesAtMost })
  const saved = { id: deps.newId(), name: body.name.trim(), wish: body.wish }
  const isNew = await insertSavedSearch(deps.db, { ...saved, person: by, at: deps.now() })
  return isNew ? yes(saved) : no({ code: 'search_name_taken', name: saved.name })
}

/** Changes a search of one's own. */
export async function changeSavedSearch(
  deps: SavedSearchDeps,
  { id, by, body }: { readonly id: string; readonly by: PersonId; readonly body: SavedSearchBody },
): Promise<Result<SavedSearch, SavedSearchRefusal>> {
  const saved = { id, name: body.name.trim(), wish: body.wish }
  const done = await updateSavedSearch(deps.db, { ...saved, person: by })
  if (done === undefined) return no({ code: 'not_found' })
  return done ? yes(saved) : no({ code: 'search_name_taken', name: saved.name })
}

/** Forgets a search of one's own. */
export async function forgetSearch(
  deps: SavedSearchDeps,
  asked: { readonly id: string; readonly by: PersonId },
): Promise<Result<true, SavedSearchRefusal>> {
  const done = await deleteSavedSearch(deps.db, { id: asked.id, person: asked.by })
  return done ? yes(true) : no({ code: 'not_found' })
}
