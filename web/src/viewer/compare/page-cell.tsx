import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { TextRun } from '../../../../server/contract/book.ts'
import { useText } from '../../i18n/index.tsx'
import { pdfAddress } from '../../api/addresses.ts'
import { fillTextLayer } from '../text-layer.ts'
import type { Comparer } from './comparer.ts'
import type { Cell } from './compare-scene.ts'
import { PageMarks } from './page-marks.tsx'
import type { Region } from './picture-difference.ts'

/** Words of a page that went or came. */
export type MarkedSpan = { readonly key: string; readonly from: number; readonly to: number }
/** A part of a page's picture that differs. */
export type MarkedRegion = { readonly key: string; readonly region: Region }

type Props = {
  readonly cell: Cell & { readonly page: number }
  readonly top: number
  readonly revisionId: string
  readonly name: string
  readonly pageCount: number
  readonly comparer: Comparer
  readonly spans: readonly MarkedSpan[]
  readonly regions: readonly MarkedRegion[]
  /** The place one has come to. */
  readonly current: string | undefined
}

/** Beyond this a page is drawn softer: it has been laid beside another to be compared, not to be measured. */
const mostPixels = 9_000_000

/** One page of one side: its picture, its words to be selected and read aloud, and what differs marked on it. */
export const PageCell = memo(function PageCell(props: Props) {
  const { cell, top, revisionId, name, pageCount, comparer, spans, regions, current } = props
  const text = useText()
  const soft = useRef<HTMLCanvasElement>(null)
  const sharp = useRef<HTMLCanvasElement>(null)
  const layer = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<'placeholder' | 'sharp' | 'failed'>('placeholder')
  const [runs, setRuns] = useState<readonly TextRun[]>([])
  const { side, page, width, height, scale } = cell

  useLayoutEffect(() => {
    const draw = () => {
      const bitmap = comparer.placeholders.bitmap(revisionId, page)
      if (bitmap === undefined || soft.current === null || soft.current.width === bitmap.width) return
      soft.current.width = bitmap.width
      soft.current.height = bitmap.height
      soft.current.getContext('2d')?.drawImage(bitmap, 0, 0)
    }
    draw()
    return comparer.placeholders.subscribe(revisionId, draw)
  }, [comparer, revisionId, page])

  useEffect(() => {
    const ratio = Math.min(
      Math.min(2, Math.max(1, devicePixelRatio)),
      Math.sqrt(mostPixels / (width * height)),
    )
    const size = { pixelWidth: Math.round(width * ratio), pixelHeight: Math.round(height * ratio) }
    const drawing = comparer.renderer.draw({ url: pdfAddress(revisionId), pageIndex: page, ...size })
    let isWanted = true
    drawing.done.then(
      (bitmap) => {
        if (bitmap === undefined) return
        if (!isWanted || sharp.current === null) return bitmap.close()
        sharp.current.width = bitmap.width
        sharp.current.height = bitmap.height
        sharp.current.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap)
        setState('sharp')
      },
      () => isWanted && setState('failed'),
    )
    return () => {
      isWanted = false
      drawing.cancel()
    }
  }, [comparer, revisionId, page, width, height])

  useEffect(() => {
    const canvas = sharp.current
    return () => {
      // The garbage collector would keep its memory for a while.
      if (canvas !== null) canvas.width = canvas.height = 0
    }
  }, [])

  useEffect(() => {
    let isWanted = true
    void comparer.runs(side, page).then((found) => {
      if (!isWanted || layer.current === null) return
      fillTextLayer(layer.current, found)
      setRuns(found)
    })
    return () => {
      isWanted = false
    }
  }, [comparer, side, page])

  return (
    <div
      className="reader-page"
      style={{ top, left: cell.left, width, height }}
      role="group"
      aria-label={text.compare.pageLabel(side, name, page + 1, pageCount)}
      data-compared-page={`${side}/${page}`}
      data-state={state}
    >
      <div className="reader-upright" style={{ width, height }}>
        <canvas ref={soft} className="reader-soft" width={0} height={0} aria-hidden />
        <canvas ref={sharp} width={0} height={0} aria-hidden />
        <div
          ref={layer}
          className="reader-text"
          style={{ width: width / scale, height: height / scale, transform: `scale(${scale})` }}
        />
        <PageMarks
          side={side}
          width={width / scale}
          height={height / scale}
          runs={runs}
          spans={spans}
          regions={regions}
          current={current}
        />
      </div>
      {state === 'failed' && <p className="reader-page-problem">{text.reader.pageFailed}</p>}
    </div>
  )
})
