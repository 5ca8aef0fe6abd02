import type { SavedSearchRefusal } from '../usecases/saved-searches.ts'
import type { SearchRefusal } from '../usecases/search.ts'
import type { ProblemRow } from '../usecases/rule-sentences.ts'

type Code = Exclude<(SavedSearchRefusal | SearchRefusal)['code'], keyof typeof elsewhere>

/** Those that have their row among others. */
const elsewhere = {
  not_found: 0,
  bad_cursor: 0,
  purpose_missing: 0,
  auditor_reads_only: 0,
  archivist_reads_only: 0,
}

/** Refusals around 文書検索. A code without a row does not compile. */
export const searchProblems = {
  search_empty: {
    status: 422,
    title: '検索する言葉がありません。一文字以上の言葉を入力してください。',
    rule: '文書検索',
  },
  search_name_taken: {
    status: 409,
    title: '同じ名前で保存した検索がすでにあります。別の名前を付けてください。',
    rule: '文書検索',
  },
  search_too_many: {
    status: 409,
    title: '保存できる検索の数を超えています。使わない検索を削除してから保存してください。',
    rule: '文書検索',
  },
} satisfies Record<Code, ProblemRow>
