import type { Comparison } from '../../../../server/contract/comparison.ts'
import type { Differences } from '../../../../server/contract/differences.ts'
import type { Side } from './compare-scene.ts'
import { rowsByPage } from './places.ts'

type Changes = Differences['changes']

/** Where the pages show the changes of the contents, and what of the pages these say already. */
export type ChangeLinks = {
  /** Of each change the row it is seen in, -1 when no page shows it, and the words of the pages that show it, or -1. */
  readonly changes: readonly { readonly row: number; readonly difference: number }[]
  /** Keys of places that are told by a change. */
  readonly told: ReadonlySet<string>
}

export const noLinks: ChangeLinks = { changes: [], told: new Set() }

/** Lays the changes of the contents over what the pages show. */
export function changeLinks(comparison: Comparison, changes: Changes): ChangeLinks {
  if (changes.length === 0) return noLinks
  const rows = { older: rowsByPage(comparison, 'older'), newer: rowsByPage(comparison, 'newer') }
  return {
    changes: changes.map((it) => {
      const side: Side = it.newer.length > 0 ? 'newer' : 'older'
      return {
        row: rows[side].get(it[side][0]?.pageIndex ?? -1) ?? -1,
        difference: comparison.differences.findIndex((one) => touches(it, one)),
      }
    }),
    told: new Set([...toldWords(comparison, changes), ...toldPages(comparison, changes)]),
  }
}

type Spans = Pick<Comparison['differences'][number], 'older' | 'newer'>

/** Whether two differences stand at the same letters of a page, or next to them. */
function touches(one: Spans, other: Spans): boolean {
  return (['newer', 'older'] as const).some((side) =>
    one[side].some((it) =>
      other[side].some((that) => it.pageIndex === that.pageIndex && it.from <= that.to && that.from <= it.to),
    ),
  )
}

function toldWords({ differences }: Comparison, changes: Changes): readonly string[] {
  const saidOn = (side: 'before' | 'after'): string =>
    changes.map((it) => bare(it[side].map((part) => part.text).join(''))).join('\n')
  const [before, after] = [saidOn('before'), saidOn('after')]
  return differences.flatMap((it, index) => {
    const isSaid = before.includes(bare(it.removed)) && after.includes(bare(it.added))
    return isSaid || changes.some((change) => touches(change, it)) ? [`text/${index}`] : []
  })
}

/** Pages that came or went because of words that did. */
function toldPages({ rows }: Comparison, changes: Changes): readonly string[] {
  const isOn = (side: Side, page: number | undefined) =>
    page !== undefined && changes.some((it) => it[side].some((span) => span.pageIndex === page))
  return rows.flatMap(({ state, older, newer }, row) =>
    (state === 'added' && isOn('newer', newer)) || (state === 'removed' && isOn('older', older))
      ? [`page/${row}`]
      : [],
  )
}

function bare(text: string): string {
  return text.replaceAll(/\s+/g, '')
}
