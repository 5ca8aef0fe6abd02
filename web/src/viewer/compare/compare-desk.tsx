import { type ReactNode, useLayoutEffect, useMemo } from 'react'
import type { Comparison } from '../../../../server/contract/comparison.ts'
import { useText } from '../../i18n/index.tsx'
import { columnHeight } from '../scroll-column.ts'
import type { Comparer } from './comparer.ts'
import { type Cell, type CompareScene, type Row, type Side, captionHeight } from './compare-scene.ts'
import { gather } from './gather.ts'
import { type MarkedRegion, type MarkedSpan, PageCell } from './page-cell.tsx'
import type { Place } from './places.ts'
import type { CompareDeskState } from './use-compare-desk.ts'

type Props = {
  readonly comparison: Comparison
  readonly comparer: Comparer
  readonly scene: CompareScene
  readonly desk: CompareDeskState
  readonly places: readonly Place[]
  readonly current: string | undefined
  /** Which side is seen where one lies over the other; undefined: both, beside each other. */
  readonly shown: Side | undefined
  readonly onWidth: (width: number) => void
  /** Shows the pages that are folded away at a row. */
  readonly onUnfold: () => void
}

/** The desk with the pages of both revisions, row by row; only what is near the window is in the document. */
export function CompareDesk(props: Props) {
  const { comparison, comparer, scene, desk, places, current, shown, onWidth, onUnfold } = props
  const { element, sheet, near, base } = desk
  const text = useText().compare
  const marks = useMemo(() => rowMarks(places), [places])
  const spans = useMemo(() => markedSpans(comparison), [comparison])

  useLayoutEffect(() => {
    const window = element.current
    if (window === null) return
    const measure = () => onWidth(window.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(window)
    return () => observer.disconnect()
  }, [element, onWidth])

  return (
    <div
      ref={element}
      className="reader-desk min-w-0 flex-1"
      onScroll={desk.onScroll}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (JIS X 8341-3 2.1.1)
      tabIndex={0}
      role="region"
      aria-label={text.region}
      data-compare-desk
    >
      <div className="min-w-full" style={{ height: columnHeight(scene.height), width: scene.width }}>
        <div className="reader-window">
          <div ref={sheet} className="reader-sheet" style={{ width: scene.width }}>
            {near.map((row) =>
              row.folded > 0 ? (
                <button
                  key={row.index}
                  type="button"
                  className="absolute inset-x-4 cursor-pointer rounded-6 border border-dashed border-line-strong text-sm text-ink-2 hover:bg-ink/6"
                  style={{ top: row.top - base, height: row.height }}
                  onClick={onUnfold}
                >
                  {text.folded(row.folded)}
                </button>
              ) : (
                <RowView
                  key={row.index}
                  row={row}
                  top={row.top - base}
                  state={comparison.rows[row.index] ?? { state: 'same' }}
                  marks={marks.get(row.index) ?? nothingMarked}
                  isWholeNow={current === `page/${row.index}` || current === `size/${row.index}`}
                  shown={shown}
                >
                  {(cell, side) => (
                    <PageCell
                      key={`${side}/${cell.page}`}
                      cell={cell}
                      top={row.top - base + captionHeight}
                      revisionId={comparison[side].revisionId}
                      name={comparison[side].name}
                      pageCount={comparison[side].sizes.length / 2}
                      comparer={comparer}
                      spans={spans.get(`${side}/${cell.page}`) ?? noSpans}
                      regions={marks.get(row.index)?.regions ?? noRegions}
                      current={current}
                    />
                  )}
                </RowView>
              ),
            )}
          </div>
        </div>
      </div>
    </div>
  )
}

type RowMarks = {
  readonly words: number
  readonly regions: readonly MarkedRegion[]
  readonly isOtherSize: boolean
}
const nothingMarked: RowMarks = { words: 0, regions: [], isOtherSize: false }
const noSpans: readonly MarkedSpan[] = []
const noRegions: readonly MarkedRegion[] = []

/** What is marked in each row. */
function rowMarks(places: readonly Place[]): ReadonlyMap<number, RowMarks> {
  const byRow = new Map<number, Place[]>()
  for (const place of places) gather(byRow, place.row, place)
  return new Map(
    [...byRow].map(([row, own]) => [
      row,
      {
        words: own.filter((it) => it.kind === 'text' || it.kind === 'change').length,
        regions: own.flatMap((it) => (it.kind === 'picture' ? [{ key: it.key, region: it.region }] : [])),
        isOtherSize: own.some((it) => it.kind === 'size'),
      },
    ]),
  )
}

/** Words that went or came, by side and page. */
function markedSpans({ differences }: Comparison): ReadonlyMap<string, readonly MarkedSpan[]> {
  const spans = new Map<string, MarkedSpan[]>()
  differences.forEach((it, index) => {
    for (const side of ['older', 'newer'] as const)
      for (const { pageIndex, from, to } of it[side])
        gather(spans, `${side}/${pageIndex}`, { key: `text/${index}`, from, to })
  })
  return spans
}

type PlacedCell = Cell & { readonly page: number }

/** The same object, so that a page that stays as it is is not drawn again. */
function hasPage(cell: Cell): cell is PlacedCell {
  return cell.page !== undefined
}

type RowProps = {
  readonly row: Row
  /** On the sheet. */
  readonly top: number
  readonly state: Comparison['rows'][number]
  readonly marks: RowMarks
  readonly isWholeNow: boolean
  readonly shown: Side | undefined
  readonly children: (cell: PlacedCell, side: Side) => ReactNode
}

function RowView({ row, top, state, marks, isWholeNow, shown, children }: RowProps) {
  const text = useText().compare
  const [first, second] = row.cells
  const left = Math.min(first?.left ?? 0, second?.left ?? 0)
  const right = Math.max(...row.cells.map((it) => it.left + it.width))
  return (
    <>
      <p
        className="absolute flex items-center gap-2 overflow-hidden text-sm whitespace-nowrap text-ink-2"
        style={{ top, left, width: right - left, height: captionHeight }}
        data-compared-row={row.index}
        data-row-state={state.state}
      >
        <b className={isWholeNow ? 'rounded-4 outline-2 outline-offset-2 outline-black' : undefined}>
          {text.rowState(state)}
        </b>
        <span>{text.rowPages(state)}</span>
        <span className="truncate">
          {text.rowCounts(marks.words, marks.regions.length, marks.isOtherSize)}
        </span>
      </p>
      {row.cells.map((cell) => {
        if (shown !== undefined && cell.side !== shown) return null
        if (hasPage(cell)) return children(cell, cell.side)
        return (
          <div
            key={cell.side}
            className="compare-gap"
            style={{ top: top + captionHeight, left: cell.left, width: cell.width, height: cell.height }}
            data-compare-gap={cell.side}
          >
            {text.gap(cell.side)}
          </div>
        )
      })}
    </>
  )
}
