import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'
import { useText } from '../../i18n/editing/index.ts'
import { cx } from '../../ui/index.ts'
import type { PdfRenderer } from '../../viewer/pdf-renderer.ts'
import { SheetPicture } from './sheet-picture.tsx'
import { useWidthOf } from '../pages/width-of.ts'
import {
  type Box,
  type DrawnMark,
  type MarkKind,
  type Sheet,
  fromTurned,
  nudged,
  textSize,
  toTurned,
  turnedSize,
} from './sheets.ts'

type Props = {
  readonly sheet: Sheet
  readonly url: string | undefined
  readonly drawer: PdfRenderer
  readonly pageNumber: number
  /** What is drawn by pointing; undefined: nothing is. */
  readonly tool: MarkKind | undefined
  readonly chosen: string | undefined
  readonly onChoose: (id: string | undefined) => void
  readonly onMarks: (marks: readonly DrawnMark[], kind?: string) => void
  /** What is printed above a mark. */
  readonly captionOf?: (mark: DrawnMark) => string
  /** As it will be: black without anything behind it, and nothing to move. */
  readonly isPreview?: boolean
  /** What lies over the picture, below the marks; `--page-scale` is CSS pixels of a point. */
  readonly over?: ReactNode
}

const looks: Readonly<Record<MarkKind, string>> = {
  redact: 'bg-ink/75 border-ink',
  rectangle: 'border-shu',
  highlight: 'bg-yellow-300/60 border-yellow-600 mix-blend-multiply',
  text: 'border-dashed border-shu bg-paper/60 text-shu',
}
const widest = 900
/** Points: a shorter drag is a slip of the hand. */
const least = 4
/** Points. */
const [captionSize, captionHeight] = [7, 9]

/** A page with what is drawn on it; boxes are drawn by pointing, and moved by pointing or with the arrow keys. */
export function PageSurface(props: Props) {
  const { sheet, url, drawer, pageNumber, tool, chosen, onChoose, onMarks } = props
  const { captionOf, isPreview = false, over } = props
  const words = useText().pages.pdf
  const frame = useRef<HTMLDivElement>(null)
  const surface = useRef<HTMLDivElement>(null)
  const room = useWidthOf(frame)
  const size = turnedSize(sheet)
  const width = Math.min(room, widest)
  const scale = width / size[0]
  const [drawn, setDrawn] = useState<Box>()
  const pointAt = (event: PointerEvent): readonly [number, number] => {
    const { left, top } = (surface.current ?? event.currentTarget).getBoundingClientRect()
    const within = (value: number, most: number) => Math.min(most, Math.max(0, value / scale))
    return [within(event.clientX - left, size[0]), within(event.clientY - top, size[1])]
  }
  const begin = (event: PointerEvent<HTMLDivElement>) => {
    if (tool === undefined || event.button !== 0) return onChoose(undefined)
    event.preventDefault()
    const target = event.currentTarget
    target.setPointerCapture(event.pointerId)
    const from = pointAt(event)
    let box: Box = [...from, 0, 0]
    const listening = new AbortController()
    const move = (next: globalThis.PointerEvent) => {
      const to = pointAt(next as unknown as PointerEvent)
      box = [
        Math.min(from[0], to[0]),
        Math.min(from[1], to[1]),
        Math.abs(to[0] - from[0]),
        Math.abs(to[1] - from[1]),
      ]
      setDrawn(box)
    }
    const end = () => {
      listening.abort()
      setDrawn(undefined)
      if (box[2] < least || box[3] < least) return
      const id = crypto.randomUUID()
      onMarks([...sheet.marks, { id, kind: tool, box: fromTurned(sheet, box) }])
      onChoose(id)
    }
    const { signal } = listening
    target.addEventListener('pointermove', move, { signal })
    target.addEventListener('pointerup', end, { signal })
    target.addEventListener('pointercancel', () => listening.abort(), { signal })
  }
  const replace = (id: string, box: Box) =>
    onMarks(
      sheet.marks.map((it) => (it.id === id ? { ...it, box: fromTurned(sheet, box) } : it)),
      `move ${id}`,
    )
  return (
    <div ref={frame} className="min-w-0">
      {width > 0 && (
        <div
          ref={surface}
          role="group"
          aria-label={words.pageLabel(pageNumber)}
          className={cx(
            'relative mx-auto overflow-hidden bg-white shadow-paper select-none',
            // Without a tool a finger scrolls.
            tool !== undefined && 'cursor-crosshair touch-none',
          )}
          style={{ width, height: size[1] * scale, ['--page-scale' as string]: scale }}
          onPointerDown={begin}
          data-page-surface
        >
          <SheetPicture {...{ sheet, scale, url, drawer }} />
          {over}
          {captionOf !== undefined &&
            sheet.marks.map((mark) => (
              <Caption key={mark.id} box={toTurned(sheet, mark.box)} scale={scale} text={captionOf(mark)} />
            ))}
          {isPreview &&
            sheet.marks.map((mark) => (
              <span
                key={mark.id}
                className="absolute bg-black"
                style={placeOf(toTurned(sheet, mark.box), scale)}
                data-black
              />
            ))}
          {(isPreview ? [] : sheet.marks).map((mark, index) => (
            <MarkBox
              key={mark.id}
              mark={mark}
              number={index + 1}
              box={toTurned(sheet, mark.box)}
              size={size}
              scale={scale}
              isChosen={mark.id === chosen}
              pointAt={pointAt}
              onChoose={() => onChoose(mark.id)}
              onBox={(box) => replace(mark.id, box)}
              onDelete={() => onMarks(sheet.marks.filter((it) => it.id !== mark.id))}
            />
          ))}
          {drawn !== undefined && tool !== undefined && (
            <div className={cx('absolute border-2', looks[tool])} style={placeOf(drawn, scale)} />
          )}
        </div>
      )}
    </div>
  )
}

function placeOf([x, y, width, height]: Box, scale: number) {
  return { left: x * scale, top: y * scale, width: width * scale, height: height * scale }
}

type CaptionProps = { readonly box: Box; readonly scale: number; readonly text: string }

/** As large as it is printed: above its box, below it where the page ends. */
function Caption({ box: [x, y, , height], scale, text }: CaptionProps) {
  const top = y >= captionHeight ? y - captionHeight : y + height
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute leading-none whitespace-nowrap text-ink"
      style={{ left: x * scale, top: top * scale, fontSize: captionSize * scale }}
    >
      {text}
    </span>
  )
}

type MarkProps = {
  readonly mark: DrawnMark
  readonly number: number
  readonly box: Box
  readonly size: readonly [number, number]
  readonly scale: number
  readonly isChosen: boolean
  readonly pointAt: (event: PointerEvent) => readonly [number, number]
  readonly onChoose: () => void
  readonly onBox: (box: Box) => void
  readonly onDelete: () => void
}

function MarkBox(props: MarkProps) {
  const { mark, number, box, size, scale, isChosen, pointAt, onChoose, onBox, onDelete } = props
  const words = useText().pages.pdf
  const keys = (event: KeyboardEvent) => {
    const by = event.altKey ? 1 : 5
    const [x, y] =
      { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] }[event.key] ?? []
    if (event.key === 'Delete' || event.key === 'Backspace') onDelete()
    else if (x === undefined || y === undefined) return
    else onBox(event.shiftKey ? nudged(box, size, [0, 0], [x, y]) : nudged(box, size, [x, y], [0, 0]))
    event.preventDefault()
    // The reader beside it has keys of its own.
    event.stopPropagation()
  }
  const drag = (event: PointerEvent<HTMLButtonElement>) => {
    event.stopPropagation()
    onChoose()
    const target = event.currentTarget
    target.setPointerCapture(event.pointerId)
    const from = pointAt(event)
    const listening = new AbortController()
    const move = (next: globalThis.PointerEvent) => {
      const to = pointAt(next as unknown as PointerEvent)
      onBox(nudged(box, size, [to[0] - from[0], to[1] - from[1]], [0, 0]))
    }
    target.addEventListener('pointermove', move, { signal: listening.signal })
    target.addEventListener('pointerup', () => listening.abort(), { signal: listening.signal })
  }
  return (
    <button
      type="button"
      // What is to be read on it comes first.
      aria-label={`${mark.text ?? ''}${mark.text ? '　' : ''}${words.markLabel(words.kinds[mark.kind], number, box.map(Math.round).join('・'))}`}
      aria-pressed={isChosen}
      className={cx(
        'absolute cursor-move touch-none overflow-hidden border-2 text-left',
        looks[mark.kind],
        isChosen && 'ring-2 ring-lead',
      )}
      style={placeOf(box, scale)}
      onPointerDown={drag}
      onFocus={onChoose}
      onKeyDown={keys}
      data-mark={mark.kind}
    >
      {mark.kind === 'text' && (
        <span className="block leading-[1.4] whitespace-pre-wrap" style={{ fontSize: textSize * scale }}>
          {mark.text}
        </span>
      )}
    </button>
  )
}
