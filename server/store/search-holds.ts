import { type RawBuilder, sql } from 'kysely'
import { allKinds } from '../domain/text/search-query.ts'
import { type LookUp, sidesOf } from './search-look-ups.ts'

/**
 * That a row `t` of search_text is of what its attachment holds now, or of none: the file may have been removed or replaced a moment
 * ago. Asked row by row: as `exists` it may be answered by reading all attachments there are.
 */
export const isShown = sql<boolean>`(t.attachment_id is null or (
  select a.current_revision = t.revision_id and a.removed_at is null and not a.is_issued
  from attachment a where a.id = t.attachment_id))`

/** A pair that more of the texts have leaves many of a case: another one is asked for with it, which costs more than a few texts. */
const commonPair = 0.05

/** The rows of a table `word` for `holdsAll`. One form for any number of words. */
export function wordsOf(lookUps: readonly LookUp[]): RawBuilder<unknown> {
  const words = lookUps.map(({ word, share, grams: [gram = 0, next = gram] }) => {
    const sides = sidesOf(word)
    return {
      ...{ folded: word.folded, kinds: word.kinds.length === allKinds.length ? '' : word.kinds.join() },
      ...{ gram, next: share > commonPair ? next : gram, pages: sides.includes(1), rest: sides.includes(0) },
    }
  })
  return sql`select * from unnest(
      ${words.map((it) => it.folded)}::text[], ${words.map((it) => it.kinds)}::text[], ${words.map((it) => it.gram)}::bigint[], ${words.map((it) => it.next)}::bigint[],
      ${words.map((it) => it.pages)}::boolean[], ${words.map((it) => it.rest)}::boolean[]) as w (folded, kinds, gram, next, pages, rest)`
}

/**
 * That the case of a row `r` (proposal_id, chunk) has all words of the table `word`, each in any of its texts: asked of the index word by
 * word, by the case and the rarest pair of the word, which costs less than reading its texts.
 */
export const holdsAll = sql<boolean>`not exists (
  select from word w where not (w.pages and ${isOnSide(1)}) and not (w.rest and ${isOnSide(0)}))`

/** `offset 0`: the index is asked for these keys and no others, and what is shown is asked only of a text that has the word. */
function isOnSide(side: number): RawBuilder<boolean> {
  const shelf = sql`(2 * r.chunk + ${sql.lit(side)})::bigint << 42`
  return sql<boolean>`exists (
    select from (
      select * from search_text where search_keys(shelf, proposal_id, folded) @> array[
        search_case_key(r.proposal_id), (${shelf}) | w.gram, (${shelf}) | w.next] offset 0) t
    where t.proposal_id = r.proposal_id and strpos(t.folded, w.folded) > 0
      and (w.kinds = '' or t.kind = any(string_to_array(w.kinds, ','))) and ${isShown} offset 0)`
}
