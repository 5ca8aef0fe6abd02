import { useText } from '../../i18n/index.tsx'
import { measured } from './measures.ts'

type Props = {
  /** From where to where, in points of the page: x0, y0, x1, y1. */
  readonly line: readonly number[]
  /** In points. */
  readonly pageWidth: number
  /** Of the drawing, when its reader has given it. */
  readonly scale: number | undefined
  /** Also from corner to corner. */
  readonly withLength: boolean
}

/** A rectangle that is being drawn, with what it measures on paper and, by the scale of the drawing, in nature. */
export function MeasureShape({ line, pageWidth, scale, withLength }: Props) {
  const text = useText().viewer.measure
  const [x0 = 0, y0 = 0, x1 = x0, y1 = y0] = line
  const [x, y, width, height] = [Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0)]
  const size = measured(width, height, scale)
  const lines = [
    text.size(size.widthMm, size.heightMm),
    ...(size.real === undefined
      ? []
      : [text.realSize(size.real.scale, size.real.widthM, size.real.heightM, size.real.areaM2)]),
    ...(withLength ? [text.length(size.lengthMm, size.real?.lengthM)] : []),
  ]
  // A plan of A1 is looked at from farther away.
  const fontSize = 9 * Math.max(1, pageWidth / 595)
  const top = y - fontSize * 1.25 * (lines.length - 1) - fontSize * 0.4
  const first = top < fontSize ? y + height + fontSize * 1.2 : top
  return (
    <g data-measure>
      <rect className="note-box" x={x} y={y} width={width} height={height} />
      {withLength && <line className="note-box" x1={x0} y1={y0} x2={x1} y2={y1} />}
      {lines.map((words, index) => (
        <text
          key={words}
          className="note-measure"
          fontSize={fontSize}
          x={x}
          y={first + index * fontSize * 1.25}
        >
          {words}
        </text>
      ))}
    </g>
  )
}
