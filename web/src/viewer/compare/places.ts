import type { Comparison } from '../../../../server/contract/comparison.ts'
import type { ChangeLinks } from './change-links.ts'
import type { Side } from './compare-scene.ts'
import { gather } from './gather.ts'
import type { Region } from './picture-difference.ts'

/** What the pictures of two pages beside each other show: where they differ, in points; or that their sizes do. */
export type PictureFinding = { readonly regions: readonly Region[]; readonly isOtherSize: boolean }

/** One place where the two revisions differ. */
export type Place = {
  readonly key: string
  /** Index of the row it stands in; -1 for what no page shows. */
  readonly row: number
  /** Points from the top of the page; 0 for what concerns the whole page. */
  readonly y: number
} & (
  | { readonly kind: 'text'; readonly difference: number }
  /** Of a change of the contents; `mark`: of the words on the pages that show it. */
  | { readonly kind: 'change'; readonly change: number; readonly mark?: string }
  | { readonly kind: 'picture'; readonly region: Region }
  | { readonly kind: 'added' | 'removed' | 'moved' | 'size' }
)

/** Where each row's places of words stand, in points from the top of their page, by the index of the difference. */
export type TextTops = ReadonlyMap<number, number>

/** Rows by the page of a side. */
export function rowsByPage({ rows }: Pick<Comparison, 'rows'>, side: Side): ReadonlyMap<number, number> {
  return new Map(
    rows.flatMap((it, row): [number, number][] => {
      const page = it[side]
      return page === undefined ? [] : [[page, row]]
    }),
  )
}

/**
 * Every place where the two differ. First the changes of the contents in their order, where these were compared; then, of what
 * the pages show, what no change says already: row by row, whole pages first, then by height as far as it is known. A page
 * that moved is one place, where it is now.
 */
export function placesOf(
  comparison: Comparison,
  pictures: ReadonlyMap<number, PictureFinding>,
  tops: TextTops,
  { changes, told }: ChangeLinks,
): readonly Place[] {
  return [
    ...changes.map(({ row, difference }, change): Place => {
      const mark = difference === -1 ? {} : { mark: `text/${difference}` }
      return { key: `change/${change}`, row, y: tops.get(difference) ?? 0, kind: 'change', change, ...mark }
    }),
    ...pagePlaces(comparison, pictures, tops).filter((it) => !told.has(it.key)),
  ]
}

/** Every place where the pages differ, in reading order. */
function pagePlaces(
  comparison: Comparison,
  pictures: ReadonlyMap<number, PictureFinding>,
  tops: TextTops,
): readonly Place[] {
  const byRow = new Map<number, Place[]>()
  const put = (place: Place) => gather(byRow, place.row, place)
  const older = rowsByPage(comparison, 'older')
  const newer = rowsByPage(comparison, 'newer')
  comparison.rows.forEach(({ state, moved }, row) => {
    if (state !== 'added' && state !== 'removed') return
    if (moved === undefined) put({ key: `page/${row}`, row, y: 0, kind: state })
    else if (state === 'added') put({ key: `page/${row}`, row, y: 0, kind: 'moved' })
  })
  comparison.differences.forEach((it, difference) => {
    const [came, went] = [it.newer[0], it.older[0]]
    const row = came === undefined ? older.get(went?.pageIndex ?? -1) : newer.get(came.pageIndex)
    if (row !== undefined)
      put({ key: `text/${difference}`, row, y: tops.get(difference) ?? 0, kind: 'text', difference })
  })
  for (const [row, { regions, isOtherSize }] of pictures) {
    if (isOtherSize) put({ key: `size/${row}`, row, y: 0, kind: 'size' })
    regions.forEach((region, at) =>
      put({ key: `picture/${row}/${at}`, row, y: region.y, kind: 'picture', region }),
    )
  }
  return [...byRow]
    .sort(([one], [other]) => one - other)
    .flatMap(([, places]) => places.sort((one, other) => one.y - other.y))
}

/** Pages with at least one place, counted by rows. */
export function pagesWith(places: readonly Place[]): number {
  return new Set(places.map((it) => it.row).filter((row) => row >= 0)).size
}
