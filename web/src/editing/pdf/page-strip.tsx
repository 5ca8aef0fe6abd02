import { GripVertical } from 'lucide-react'
import { useText } from '../../i18n/editing/index.ts'
import { Reorderable, cx, useReorderable } from '../../ui/index.ts'
import type { PdfRenderer } from '../../viewer/pdf-renderer.ts'
import { SheetPicture } from './sheet-picture.tsx'
import { type Sheet, turnedSize } from './sheets.ts'

type Props = {
  readonly sheets: readonly Sheet[]
  readonly current: string
  readonly urlOf: (sheet: Sheet) => string | undefined
  readonly drawer: PdfRenderer
  readonly onGo: (key: string) => void
  /** Absent: they stay in their order. */
  readonly onReorder?: (sheets: readonly Sheet[]) => void
}

const long = 108

/** The pages in their order, small; dragged, or moved with the keyboard by their handles. */
export function PageStrip({ sheets, current, urlOf, drawer, onGo, onReorder }: Props) {
  const words = useText().pages.pdf
  const numberOf = (sheet: Sheet) => sheets.findIndex((it) => it.key === sheet.key) + 1
  const list = (shown: readonly Sheet[], One: typeof Small) => (
    <ol aria-label={words.pages} className="flex flex-wrap justify-center gap-2 p-2" data-page-strip>
      {shown.map((sheet, index) => (
        <One
          key={sheet.key}
          sheet={sheet}
          number={index + 1}
          isCurrent={sheet.key === current}
          url={urlOf(sheet)}
          drawer={drawer}
          onGo={() => onGo(sheet.key)}
        />
      ))}
    </ol>
  )
  if (onReorder === undefined) return list(sheets, Small)
  return (
    <Reorderable
      items={sheets}
      idOf={(it) => it.key}
      nameOf={(it) => words.pageLabel(numberOf(it))}
      words={words}
      layout="rows"
      onReorder={onReorder}
    >
      {(shown) => list(shown, MovableSmall)}
    </Reorderable>
  )
}

type SmallProps = {
  readonly sheet: Sheet
  readonly number: number
  readonly isCurrent: boolean
  readonly url: string | undefined
  readonly drawer: PdfRenderer
  readonly onGo: () => void
  /** How it is moved, where it can be. */
  readonly movable?: ReturnType<typeof useReorderable>
}

function MovableSmall(props: SmallProps) {
  return <Small {...props} movable={useReorderable(props.sheet.key)} />
}

function Small({ sheet, number, isCurrent, url, drawer, onGo, movable }: SmallProps) {
  const words = useText().pages.pdf
  const [width, height] = turnedSize(sheet)
  const scale = long / Math.max(width, height)
  return (
    <li
      {...movable?.box}
      className={cx(
        'grid w-32 justify-items-center gap-1 rounded-8 border p-1.5',
        movable?.isMoving === true && 'z-10 shadow-float',
        isCurrent ? 'border-lead bg-lead-soft' : 'border-transparent',
      )}
      data-sheet={number}
    >
      <button
        type="button"
        onClick={onGo}
        aria-label={words.goTo(number)}
        aria-current={isCurrent ? 'page' : undefined}
        className="relative overflow-hidden bg-white shadow-paper"
        style={{ width: width * scale, height: height * scale }}
      >
        <SheetPicture {...{ sheet, scale, url, drawer }} />
      </button>
      <span className="flex w-full items-center justify-center gap-1 text-xs text-ink-2 tabular">
        {movable !== undefined && (
          <button
            type="button"
            {...movable.handle}
            aria-label={words.move(number)}
            className="grid size-6 cursor-grab touch-none place-items-center rounded-4 hover:bg-ink/7"
          >
            <GripVertical className="size-4" aria-hidden />
          </button>
        )}
        {number}
        {sheet.marks.length > 0 && <span className="text-shu">{words.marksOn(sheet.marks.length)}</span>}
      </span>
    </li>
  )
}
