import type { Kysely } from 'kysely'
import { type Comparison, mostDifferences } from '../contract/comparison.ts'
import { type ComparedRow, type PageSpan, comparePages } from '../domain/compare/compare-pages.ts'
import type { Sha256 } from '../domain/ids.ts'
import { excerptOf, oneLine } from '../domain/text/fold.ts'
import { type StoredPage, listComparedPages } from '../store/compared-pages.ts'
import type { Database } from '../store/database.ts'
import { KeptAnswers } from './kept-answers.ts'

/** How two PDFs differ, as it is told, with the sizes of their pages. */
export type ComparedPdfs = Pick<Comparison, 'rows' | 'differences' | 'isCut' | 'isCoarse'> & {
  readonly olderSizes: readonly number[]
  readonly newerSizes: readonly number[]
  /** One of them has words at all, and is no scan. */
  readonly hasWords: boolean
}

/** Comparisons kept: everybody on the route of a case asks for the same two. */
const kept = 16
/** Letters told of one side of a difference, and of the words on each side of it. */
const longestTold = 200
const around = 16

/** Comparisons of two PDFs, kept for whoever asks next: a PDF never changes, and of what is kept no page is read. */
export class Comparisons {
  readonly #db: Kysely<Database>
  readonly #kept = new KeptAnswers<ComparedPdfs>(kept)

  constructor(db: Kysely<Database>) {
    this.#db = db
  }

  /** How the pages of two PDFs differ; those who ask at once wait for the same answer. */
  of(older: Sha256, newer: Sha256): Promise<ComparedPdfs> {
    return this.#kept.of(`${older} ${newer}`, () => this.#compare(older, newer))
  }

  async #compare(older: Sha256, newer: Sha256): Promise<ComparedPdfs> {
    const [was, is] = await Promise.all([
      listComparedPages(this.#db, older),
      listComparedPages(this.#db, newer),
    ])
    const { rows, differences, isCoarse } = comparePages(was.map(compared), is.map(compared))
    return {
      olderSizes: sizesOf(was),
      newerSizes: sizesOf(is),
      hasWords: [...was, ...is].some((it) => it.body.trim() !== ''),
      rows: rows.map(rowView),
      differences: differences.slice(0, mostDifferences).map((it) => ({
        older: it.older.map(spanView),
        newer: it.newer.map(spanView),
        ...surroundings(was, is, it),
      })),
      isCut: differences.length > mostDifferences,
      isCoarse,
    }
  }
}

function compared({ body, look }: StoredPage) {
  return { body, ...(look === null ? {} : { look }) }
}

function sizesOf(pages: readonly StoredPage[]): readonly number[] {
  return pages.flatMap((it) => [it.widthPt, it.heightPt])
}

function spanView({ pageIndex, from, to }: PageSpan) {
  return { pageIndex, from, to }
}

function rowView(row: ComparedRow): Comparison['rows'][number] {
  switch (row.state) {
    case 'removed':
      return {
        state: row.state,
        older: row.older,
        ...(row.movedTo === undefined ? {} : { moved: row.movedTo }),
      }
    case 'added':
      return {
        state: row.state,
        newer: row.newer,
        ...(row.movedFrom === undefined ? {} : { moved: row.movedFrom }),
      }
    default:
      return row
  }
}

/** What went and what came, with the words around them as the side has them that has something there. */
function surroundings(
  was: readonly StoredPage[],
  is: readonly StoredPage[],
  { older, newer }: { readonly older: readonly PageSpan[]; readonly newer: readonly PageSpan[] },
): Pick<Comparison['differences'][number], 'before' | 'removed' | 'added' | 'after'> {
  const [pages, spans] = newer.length > 0 ? [is, newer] : [was, older]
  const [first, last] = [spans[0], spans.at(-1)]
  const bodyOf = (span: PageSpan | undefined) => pages[span?.pageIndex ?? 0]?.body ?? ''
  return {
    before: first === undefined ? '' : excerptOf(bodyOf(first), first.units, around).before,
    removed: wordsOf(was, older),
    added: wordsOf(is, newer),
    after: last === undefined ? '' : excerptOf(bodyOf(last), last.units, around).after,
  }
}

function wordsOf(pages: readonly StoredPage[], spans: readonly PageSpan[]): string {
  let words = ''
  for (const { pageIndex, units } of spans) {
    const end = Math.min(units.to, units.from + 4 * longestTold)
    words += pages[pageIndex]?.body.slice(units.from, end) ?? ''
    if (words.length > 4 * longestTold) break
  }
  return Array.from(oneLine(words)).slice(0, longestTold).join('')
}
