import { memo } from 'react'
import type { TextRun } from '../../../../server/contract/book.ts'
import { cx } from '../../ui/index.ts'
import type { Side } from './compare-scene.ts'
import type { MarkedRegion, MarkedSpan } from './page-cell.tsx'
import { type SpanBox, boxesOfSpan } from './span-boxes.ts'

type Props = {
  readonly side: Side
  /** Of the page, in points. */
  readonly width: number
  readonly height: number
  readonly runs: readonly TextRun[]
  readonly spans: readonly MarkedSpan[]
  readonly regions: readonly MarkedRegion[]
  readonly current: string | undefined
}

/**
 * What differs on a page: words that went are struck through, words that came stand on a double line, and where the
 * pictures differ there is a broken frame. The list says the same in words; this is for the eye only.
 */
export const PageMarks = memo(function PageMarks(props: Props) {
  const { side, width, height, runs, spans, regions, current } = props
  if (spans.length + regions.length === 0) return null
  return (
    <svg className={`compare-marks compare-${side}`} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      {spans.map(({ key, ...span }) => (
        <g
          key={`${key}/${span.from}`}
          className={cx('compare-words', key === current && 'compare-now')}
          data-mark={key}
        >
          {boxesOfSpan(runs, span).map((it, at) => (
            <Words key={at} box={it} side={side} />
          ))}
        </g>
      ))}
      {regions.map(({ key, region: { x, y, width, height } }) => (
        <rect
          key={key}
          className={cx('compare-picture', key === current && 'compare-now')}
          x={x - 2}
          y={y - 2}
          width={width + 4}
          height={height + 4}
          rx={2}
          data-mark={key}
        />
      ))}
    </svg>
  )
})

function Words({ box: { box, isVertical }, side }: { readonly box: SpanBox; readonly side: Side }) {
  const [x, y, width, height] = box
  // A line along the words: through their middle where they went, two under (in 縦書き beside) them where they came.
  const parts = side === 'older' ? [0.5] : [1.02, 1.14]
  return (
    <>
      <rect x={x} y={y} width={width} height={height} />
      {parts.map((part) => {
        const [across, along] = [x + part * width, y + part * height]
        return isVertical ? (
          <line key={part} x1={across} x2={across} y1={y} y2={y + height} />
        ) : (
          <line key={part} x1={x} x2={x + width} y1={along} y2={along} />
        )
      })}
    </>
  )
}
