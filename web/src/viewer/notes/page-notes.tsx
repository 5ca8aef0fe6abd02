import { type PointerEvent, type RefObject, useEffect, useEffectEvent, useState } from 'react'
import type { BookFile } from '../../../../server/contract/book.ts'
import type { NotePlace } from '../../../../server/contract/notes.ts'
import { useText } from '../../i18n/index.tsx'
import { cx } from '../../ui/index.ts'
import { MeasureShape } from '../measure/measure-shape.tsx'
import { boundsOf } from '../../../../server/domain/reading/moved-place.ts'
import { NoteShape, pointsOf } from './note-shape.tsx'
import { useNotesOnPages } from './notes-context.ts'
import { quoteAt, quoteOfSelection, selectedBoxes } from './quote.ts'

type Props = {
  readonly file: BookFile
  readonly pageIndex: number
  readonly widthPt: number
  readonly heightPt: number
  /** The text of the page, for what is marked. */
  readonly text: RefObject<HTMLElement | null>
}

type Point = readonly [x: number, y: number]

/** The notes on one page, over its text, and the pen. Coordinates are points of the page as its file has it. */
export function PageNotes({ file, pageIndex, widthPt, heightPt, text }: Props) {
  const notes = useNotesOnPages()
  const words = useText().viewer.notes
  const [line, setLine] = useState<readonly number[]>()
  const [lastMeasured, setLastMeasured] = useState<readonly number[]>()
  const pen = notes?.pen
  const shown = notes?.byPage.get(`${file.attachmentId}/${pageIndex}`) ?? []
  const here = { revisionId: file.revisionId, pageIndex }
  const draft = notes?.draft
  const isDraftHere = draft?.revisionId === here.revisionId && draft.pageIndex === pageIndex

  const draw = (
    place: NotePlace,
    quote = text.current === null ? undefined : quoteAt(text.current, boundsOf(place)),
  ) => notes?.onDraw({ ...here, place, ...(quote === undefined ? {} : { quote }) })

  // Marking is selecting: when the selection is done, it is the mark.
  const mark = useEffectEvent(() => {
    const layer = text.current
    const selection = document.getSelection()
    if (pen !== 'highlight' || layer === null || selection === null || selection.isCollapsed) return
    const boxes = selectedBoxes(layer, selection, { widthPt, heightPt })
    const quote = quoteOfSelection(layer, selection)
    if (boxes.length === 0 || quote === undefined) return
    draw({ kind: 'highlight', boxes }, quote)
    selection.removeAllRanges()
  })
  useEffect(() => {
    if (pen !== 'highlight') return
    const onUp = () => mark()
    document.addEventListener('pointerup', onUp)
    return () => document.removeEventListener('pointerup', onUp)
  }, [pen])

  const pointOf = (event: PointerEvent<SVGElement>): Point => {
    const svg =
      event.currentTarget instanceof SVGSVGElement ? event.currentTarget : event.currentTarget.ownerSVGElement
    // Through the turn and the zoom of the page, whatever they are.
    const matrix = svg?.getScreenCTM()?.inverse()
    if (matrix === undefined) return [0, 0]
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix)
    return [Math.round(x * 10) / 10, Math.round(y * 10) / 10]
  }
  const isDrawing = pen === 'note' || pen === 'check' || pen === 'box' || pen === 'ink' || pen === 'measure'
  const onPointerDown = (event: PointerEvent<SVGSVGElement>) => {
    if (!isDrawing || event.button !== 0) return
    event.preventDefault()
    const [x, y] = pointOf(event)
    if (pen === 'note' || pen === 'check') return draw({ kind: pen, x, y })
    event.currentTarget.setPointerCapture(event.pointerId)
    setLine([x, y])
  }
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    if (line === undefined) return
    const [x, y] = pointOf(event)
    if (pen === 'box' || pen === 'measure') setLine([line[0] ?? x, line[1] ?? y, x, y])
    else if (line.length < 3900) setLine([...line, x, y])
  }
  const onPointerUp = () => {
    if (line === undefined) return
    setLine(undefined)
    if (pen === 'measure') return setLastMeasured(line)
    if (line.length < 4) return
    if (pen === 'box') {
      const box = boxOf(line)
      if (box[2] > 3 && box[3] > 3) draw({ kind: 'box', box })
      return
    }
    // What is written by hand is several lines; they are one note until it is kept.
    const before = isDraftHere && draft?.place.kind === 'ink' ? draft.place.strokes : []
    draw({ kind: 'ink', strokes: [...before, [...line]] })
  }
  if (notes === undefined) return null
  const isMeasuring = pen === 'box' || pen === 'measure'
  const stretch = isMeasuring ? (line ?? (pen === 'measure' ? lastMeasured : undefined)) : undefined
  return (
    <svg
      className={cx('reader-notes', isDrawing && 'reader-notes-pen')}
      viewBox={`0 0 ${widthPt} ${heightPt}`}
      preserveAspectRatio="none"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      data-pen={pen}
    >
      {shown.map(({ note, place }) => {
        const [x, y, width, height] = boundsOf(place)
        return (
          <g
            key={note.id}
            className={cx('reader-note', note.id === notes.selected && 'reader-note-selected')}
            data-note={note.id}
          >
            <NoteShape place={place} faint={note.settled !== undefined || note.now.state === 'page'} />
            <rect
              className="note-target"
              x={x - 3}
              y={y - 3}
              width={width + 6}
              height={height + 6}
              role="button"
              tabIndex={isDrawing ? -1 : 0}
              aria-label={words.noteOf(note.by.name, note.words)}
              onClick={() => notes.onSelect(note.id)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return
                event.preventDefault()
                notes.onSelect(note.id)
              }}
            >
              <title>{words.noteOf(note.by.name, note.words)}</title>
            </rect>
          </g>
        )
      })}
      {isDraftHere && draft !== undefined && (
        <g className="reader-note reader-note-selected">
          <NoteShape place={draft.place} faint={false} />
        </g>
      )}
      {line !== undefined && pen === 'ink' && (
        <g className="note-ink">
          <polyline points={pointsOf(line)} />
        </g>
      )}
      {stretch !== undefined && stretch.length === 4 && (
        <MeasureShape
          line={stretch}
          pageWidth={widthPt}
          scale={notes.scaleOf(file.attachmentId)}
          withLength={pen === 'measure'}
        />
      )}
    </svg>
  )
}

function boxOf(line: readonly number[]): [number, number, number, number] {
  const [x0 = 0, y0 = 0, x1 = x0, y1 = y0] = line
  return [Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0)]
}
