import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import type { Instant, PersonId, PostId, UnitCode } from '../../../server/domain/ids.ts'
import { allKinds } from '../../../server/domain/text/search-query.ts'
import type { Database } from '../../../server/store/database.ts'
import { createSearchIndex } from '../../../server/store/search-cases.ts'
import type { Searcher } from '../../../server/store/searcher.ts'
import { type Kind, type Wanted, kinds, questionsOf } from './questions.ts'
import type { Texts } from './texts.ts'

export type Bed = { readonly db: Kysely<Database>; readonly pool: Pool }

const now = () => new Date().toISOString() as Instant
/** An officer who reads the cases of one 課 of fifty. */
export const officer = (): Searcher => ({
  reader: {
    ...{ person: 'p7' as PersonId, at: now(), posts: ['U7:A' as PostId], sections: ['U7' as UnitCode] },
    roles: [],
  },
})
/** A 文書管理者, who reads all that is not secret. */
export const keeper = (): Searcher => ({
  reader: { person: 'p1' as PersonId, at: now(), posts: [], sections: [], roles: ['records_manager'] },
})

export const find = (
  bed: Bed,
  { words }: Wanted,
  searcher: Searcher,
  limit = 20,
  until = performance.now() + 1_500,
) =>
  createSearchIndex(bed).findCases({
    ...{
      words: words.map((folded) => ({ written: folded, folded, kinds: allKinds })),
      searcher,
      filters: {},
    },
    ...{ limit, until },
  })

/** Of all cases that LIKE over all pages finds, how many the index does, and of those it finds how many LIKE does. */
export async function exactness(
  bed: Bed,
  texts: Texts,
  compared: number,
): Promise<{ readonly share: number; readonly found: number }> {
  let [right, all] = [0, 0]
  for (const kind of Object.keys(kinds) as Kind[]) {
    for (const wanted of questionsOf(texts, kind, compared)) {
      const has = wanted.words.map(
        (_, nth) =>
          `exists (select from search_text t where t.proposal_id = c.proposal_id and t.folded like '%' || $${nth + 1} || '%')`,
      )
      const { rows } = await bed.pool.query<{ id: string }>(
        `select proposal_id as id from search_case c where ${has.join(' and ')}`,
        [...wanted.words],
      )
      const expected = new Set(rows.map((it) => it.id))
      const found = await find(bed, wanted, keeper(), 10_000_000, Number.POSITIVE_INFINITY)
      const ids = found?.ids ?? []
      all += new Set([...expected, ...ids]).size
      right += ids.filter((it) => expected.has(it)).length
    }
  }
  return { share: all === 0 ? 0 : right / all, found: right }
}
