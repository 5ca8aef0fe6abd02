import type { ChartFacts } from '../../../../server/contract/sheet-edits.ts'

/** What a chart draws now. */
export type ChartNow = {
  readonly labels: readonly string[]
  readonly isStacked: boolean
  readonly series: readonly {
    readonly kind: ChartFacts['series'][number]['kind']
    readonly name: string
    readonly values: readonly number[]
  }[]
}

/** Told apart also without colours: from dark to light. */
const colours = [
  '#1a3a8f',
  '#d9730d',
  '#5b8c3a',
  '#8a63b8',
  '#c9a227',
  '#3f8f9c',
  '#9c4a4a',
  '#777777',
] as const
const size = { width: 400, height: 240 } as const
const plot = { left: 46, top: 10, right: 392, bottom: 196 } as const
const mostLabels = 12

const colourOf = (at: number): string => colours[at % colours.length] ?? colours[0]

/** A sketch of a chart from the cells as they are: bars, lines or a pie; not as Excel draws it. */
export function SheetChart({ chart, title }: { readonly chart: ChartNow; readonly title: string }) {
  const isPie = chart.series[0]?.kind === 'pie'
  const keys = isPie ? chart.labels : chart.series.length > 1 ? chart.series.map((it) => it.name) : []
  return (
    <svg
      viewBox={`0 0 ${size.width} ${size.height}`}
      className="absolute inset-0 size-full bg-paper"
      role="img"
      aria-label={title}
    >
      {isPie ? <Pie values={chart.series[0]?.values ?? []} /> : <Axes chart={chart} />}
      {keys.slice(0, 8).map((key, at) => (
        <g key={at}>
          <rect
            x={8 + (at % 4) * 98}
            y={212 + Math.floor(at / 4) * 14}
            width="8"
            height="8"
            fill={colourOf(at)}
          />
          <text x={20 + (at % 4) * 98} y={220 + Math.floor(at / 4) * 14} fontSize="9" fill="currentColor">
            {key.slice(0, 9)}
          </text>
        </g>
      ))}
    </svg>
  )
}

function Axes({ chart }: { readonly chart: ChartNow }) {
  const { series, labels, isStacked } = chart
  const count = Math.max(1, labels.length, ...series.map((it) => it.values.length))
  const isLying = series.some((it) => it.kind === 'bar')
  const bars = series.filter((it) => it.kind !== 'line')
  const sums = Array.from({ length: count }, (_, at) => bars.map((it) => it.values[at] ?? 0))
  const ends = isStacked ? sums.map((it) => it.reduce((sum, one) => sum + one, 0)) : sums.flat()
  const all = [0, ...ends, ...series.filter((it) => it.kind === 'line').flatMap((it) => it.values)]
  const [low, high] = scaleOf(Math.min(...all), Math.max(...all))
  const along = isLying ? plot.bottom - plot.top : plot.right - plot.left
  const step = along / count
  const at = (value: number): number => (value - low) / (high - low)
  const across = (value: number): number =>
    isLying
      ? plot.left + at(value) * (plot.right - plot.left)
      : plot.bottom - at(value) * (plot.bottom - plot.top)
  const group = isStacked ? 1 : Math.max(1, bars.length)
  const every = Math.ceil(count / mostLabels)
  const marks = Array.from({ length: 5 }, (_, mark) => low + ((high - low) * mark) / 4)
  return (
    <>
      {marks.map((value) => (
        <g key={value}>
          {isLying ? (
            <line x1={across(value)} x2={across(value)} y1={plot.top} y2={plot.bottom} stroke="#d0d0d0" />
          ) : (
            <line x1={plot.left} x2={plot.right} y1={across(value)} y2={across(value)} stroke="#d0d0d0" />
          )}
          <text
            x={isLying ? across(value) : plot.left - 4}
            y={isLying ? plot.bottom + 10 : across(value) + 3}
            textAnchor={isLying ? 'middle' : 'end'}
            fontSize="9"
            fill="currentColor"
          >
            {Number(value.toPrecision(6)).toLocaleString('ja-JP')}
          </text>
        </g>
      ))}
      {labels.map(
        (label, index) =>
          index % every === 0 && (
            <text
              key={index}
              x={isLying ? plot.left - 4 : plot.left + (index + 0.5) * step}
              y={isLying ? plot.bottom - (index + 0.5) * step + 3 : plot.bottom + 11}
              textAnchor={isLying ? 'end' : 'middle'}
              fontSize="9"
              fill="currentColor"
            >
              {label.slice(0, isLying ? 5 : 8)}
            </text>
          ),
      )}
      {series.map((it, number) =>
        it.kind === 'line' ? (
          <polyline
            key={number}
            fill="none"
            stroke={colourOf(number)}
            strokeWidth="2"
            points={it.values
              .map((value, index) => `${plot.left + (index + 0.5) * step},${across(value)}`)
              .join(' ')}
          />
        ) : (
          it.values.map((value, index) => {
            const place = bars.indexOf(it)
            const base = isStacked
              ? bars.slice(0, place).reduce((sum, one) => sum + (one.values[index] ?? 0), 0)
              : 0
            const width = (step * 0.8) / group
            const start = index * step + step * 0.1 + (isStacked ? 0 : place * width)
            const [one, other] = [across(base), across(base + value)]
            const length = Math.abs(other - one)
            return isLying ? (
              <rect
                key={`${number} ${index}`}
                x={Math.min(one, other)}
                y={plot.bottom - start - width}
                width={length}
                height={width}
                fill={colourOf(number)}
              />
            ) : (
              <rect
                key={`${number} ${index}`}
                x={plot.left + start}
                y={Math.min(one, other)}
                width={width}
                height={length}
                fill={colourOf(number)}
              />
            )
          })
        ),
      )}
    </>
  )
}

/** Round ends of a scale around two values. */
function scaleOf(low: number, high: number): readonly [number, number] {
  const span = high - low || 1
  const unit = 10 ** Math.floor(Math.log10(span))
  const step = span / unit > 5 ? unit * 2 : span / unit > 2 ? unit : unit / 2
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step || step]
}

function Pie({ values }: { readonly values: readonly number[] }) {
  const parts = values.map((it) => Math.max(0, it))
  const sum = parts.reduce((all, it) => all + it, 0)
  const [x, y, radius] = [200, 104, 92]
  const point = (part: number): string =>
    `${x + radius * Math.sin(2 * Math.PI * part)} ${y - radius * Math.cos(2 * Math.PI * part)}`
  let before = 0
  return parts.map((it, index) => {
    const [from, to] = [before / (sum || 1), (before + it) / (sum || 1)]
    before += it
    if (it === 0) return null
    if (it === sum) return <circle key={index} cx={x} cy={y} r={radius} fill={colourOf(index)} />
    const isLarge = to - from > 0.5 ? 1 : 0
    const path = `M ${x} ${y} L ${point(from)} A ${radius} ${radius} 0 ${isLarge} 1 ${point(to)} Z`
    return <path key={index} d={path} fill={colourOf(index)} stroke="#ffffff" />
  })
}
