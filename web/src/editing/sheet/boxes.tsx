import { useEffect, useState } from 'react'
import type {
  ChartFacts,
  ChartSource,
  SheetBox,
  SheetEdit,
  WorkbookFacts,
} from '../../../../server/contract/sheet-edits.ts'
import type { Range } from '../../../../server/domain/sheet/cells.ts'
import { type Move, movedIndex, movedRange } from '../../../../server/domain/sheet/move.ts'
import { useSheetText } from '../../i18n/editing/sheet.ts'
import type { Grid } from './grid.ts'
import { type ChartNow, SheetChart } from './sheet-chart.tsx'

type Placed = {
  readonly box: SheetBox
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Pictures, charts and shapes over the cells they stand on, to look at: they lie in the file as before. */
export function Boxes({
  grid,
  facts,
  host,
}: {
  readonly grid: Grid
  readonly facts: WorkbookFacts
  readonly host: HTMLElement
}) {
  const words = useSheetText()
  const [placed, setPlaced] = useState<readonly Placed[]>([])
  useEffect(() => {
    const { api } = grid
    let waiting = 0
    const place = () => {
      waiting = 0
      setPlaced(placesOf(grid, facts))
    }
    const later = () => {
      if (waiting === 0) waiting = requestAnimationFrame(place)
    }
    const { Event: on } = api
    const listening = [
      on.Scroll,
      on.SheetZoomChanged,
      on.ActiveSheetChanged,
      on.SheetSkeletonChanged,
      on.SheetValueChanged,
    ].map((it) => api.addEvent(it, later))
    const sized = new ResizeObserver(later)
    sized.observe(host)
    later()
    return () => {
      cancelAnimationFrame(waiting)
      sized.disconnect()
      for (const it of listening) it.dispose()
    }
  }, [grid, facts, host])
  const area = largestCanvas(host)
  const [outer, inner] = [host.getBoundingClientRect(), area?.getBoundingClientRect()]
  if (placed.length === 0 || inner === undefined) return null
  return (
    <div
      className="pointer-events-none absolute z-10 overflow-hidden"
      style={{
        left: inner.left - outer.left + heads.width,
        top: inner.top - outer.top + heads.height,
        width: Math.max(0, inner.width - heads.width),
        height: Math.max(0, inner.height - heads.height),
      }}
    >
      {placed.map(({ box, ...at }, index) => (
        <figure
          key={`${box.name} ${index}`}
          data-sheet-box={box.kind}
          className="absolute grid place-items-center overflow-hidden border border-line-strong bg-paper text-sm text-ink-2"
          style={{ ...at, left: at.left - heads.width, top: at.top - heads.height }}
        >
          {box.chart !== undefined ? (
            <>
              <SheetChart chart={chartNow(grid, box.chart)} title={box.name} />
              <figcaption className="absolute inset-x-0 top-0 bg-paper/80 text-center text-xs">
                {words.sketch(box.name)}
              </figcaption>
            </>
          ) : box.picture === undefined ? (
            <figcaption className="p-1 text-center">
              {words.boxes[box.kind]} {box.name}
            </figcaption>
          ) : (
            <img src={box.picture} alt={box.name} className="absolute inset-0 size-full" />
          )}
        </figure>
      ))}
    </div>
  )
}

/** What a chart draws from the cells as they are now, wherever rows and columns took them. */
function chartNow(grid: Grid, { series, isStacked }: ChartFacts): ChartNow {
  const edits = grid.edits()
  const now = ({ sheet, range }: ChartSource): ChartSource | undefined => {
    const moves = edits.filter((it) => it.type !== 'set' && it.sheet === sheet) as Move[]
    const moved = moves.reduce<Range | undefined>((it, move) => it && movedRange(it, move), range)
    return moved === undefined ? undefined : { sheet, range: moved }
  }
  const textsOf = (source: ChartSource | undefined): readonly string[] => {
    const place = source === undefined ? undefined : now(source)
    return place === undefined ? [] : grid.labelsIn(place.sheet, place.range)
  }
  return {
    isStacked: isStacked === true,
    labels: textsOf(series.find((it) => it.labels !== undefined)?.labels),
    series: series.map(({ kind, name, values }) => {
      const place = now(values)
      const held = place === undefined ? [] : grid.cellsIn(place.sheet, place.range)
      return {
        kind,
        name: textsOf(name).join(' '),
        values: held.map((it) => (typeof it === 'number' ? it : 0)),
      }
    }),
  }
}

/** Where the names of rows and columns stand. */
const heads = { width: 46, height: 20 } as const

/** Places on the grid's canvas, in pixels. */
function placesOf(grid: Grid, facts: WorkbookFacts): Placed[] {
  const sheet = grid.api.getActiveWorkbook()?.getActiveSheet()
  const about = facts.sheets.find((it) => it.id === sheet?.getSheetId())
  if (sheet === undefined || about === undefined || about.boxes.length === 0) return []
  const edits = grid.edits()
  const zoom = sheet.getZoom()
  const { sheetViewStartRow, sheetViewStartColumn, offsetX, offsetY } = sheet.getScrollState()
  const rectOf = (row: number, column: number) => sheet.getRange(row, column).getCellRect()
  const { rows, columns } = about.frozen ?? { rows: 0, columns: 0 }
  // Counted from the first row and column, also where some are frozen.
  const [origin, first] = [rectOf(0, 0), rectOf(sheetViewStartRow, sheetViewStartColumn)]
  const scrolled = { x: first.x - origin.x + offsetX, y: first.y - origin.y + offsetY }
  /** What is frozen does not scroll along. */
  const pointOf = (corner: SheetBox['from']) => {
    const { row, column } = moved(corner, about.id, edits)
    const cell = rectOf(row - 1, column - 1)
    const x = cell.x + corner.right * cell.width - (column <= columns ? 0 : scrolled.x)
    const y = cell.y + corner.down * cell.height - (row <= rows ? 0 : scrolled.y)
    return { x: x * zoom, y: y * zoom }
  }
  return about.boxes.flatMap((box) => {
    try {
      const [from, to] = [pointOf(box.from), pointOf(box.to)]
      const [width, height] = [to.x - from.x, to.y - from.y]
      return width < 1 || height < 1 ? [] : [{ box, left: from.x, top: from.y, width, height }]
    } catch {
      // The grid has no place for a cell while it is laid out anew; it says so when it has.
      return []
    }
  })
}

function moved(
  corner: SheetBox['from'],
  sheet: string,
  edits: readonly SheetEdit[],
): { readonly row: number; readonly column: number } {
  let { row, column } = corner
  for (const it of edits) {
    if (it.type === 'set' || it.sheet !== sheet) continue
    if (it.axis === 'row') row = movedIndex(row, it) ?? it.at
    else column = movedIndex(column, it) ?? it.at
  }
  return { row, column }
}

/** The grid itself: its formula bar is drawn on a canvas of its own. */
function largestCanvas(host: HTMLElement): HTMLCanvasElement | undefined {
  const canvases = [...host.querySelectorAll('canvas')]
  return canvases.toSorted((one, other) => other.offsetHeight - one.offsetHeight)[0]
}
