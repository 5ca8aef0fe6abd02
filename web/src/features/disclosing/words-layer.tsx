import { type PointerEvent, useEffect, useRef } from 'react'
import type { Box } from '../../editing/pdf/sheets.ts'
import type { TextStore } from '../../viewer/page-texts.ts'
import { fillTextLayer } from '../../viewer/text-layer.ts'
import { boxesOfSelection } from './mask-boxes.ts'
import '../../viewer/viewer.css'

type Props = {
  readonly texts: TextStore
  readonly revisionId: string
  readonly pageIndex: number
  /** Points. */
  readonly size: readonly [width: number, height: number]
  readonly onBoxes: (boxes: readonly Box[]) => void
}

/** The words of a page over its picture: what is selected of them becomes boxes, with a mouse as soon as it lets go. */
export function WordsLayer({ texts, revisionId, pageIndex, size, onBoxes }: Props) {
  const layer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let isThere = true
    void texts.runs(revisionId, pageIndex).then((runs) => {
      if (!isThere || layer.current === null) return
      fillTextLayer(layer.current, runs ?? [])
      layer.current.dataset['filled'] = ''
    })
    return () => {
      isThere = false
    }
  }, [texts, revisionId, pageIndex])
  const letGo = (event: PointerEvent) => {
    if (event.pointerType === 'mouse' && layer.current !== null) onBoxes(takeSelection(layer.current))
  }
  return (
    <div
      ref={layer}
      className="reader-text select-text"
      style={{ width: size[0], height: size[1], transform: 'scale(var(--page-scale))' }}
      onPointerDown={(event) => event.stopPropagation()}
      onPointerUp={letGo}
      data-words-layer
    />
  )
}

/** What is selected of a layer, as boxes; nothing is selected afterwards. */
export function takeSelection(layer: HTMLElement): readonly Box[] {
  const selection = document.getSelection()
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return []
  const range = selection.getRangeAt(0)
  if (!layer.contains(range.commonAncestorContainer)) return []
  const page = layer.getBoundingClientRect()
  const boxes = boxesOfSelection([...range.getClientRects()], page, page.width / layer.offsetWidth)
  selection.removeAllRanges()
  return boxes
}
