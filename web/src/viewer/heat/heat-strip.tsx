import { Info } from 'lucide-react'
import { memo, useState } from 'react'
import { useText } from '../../i18n/index.tsx'
import type { Scene } from '../scene.ts'
import { type Heat, type HeatKind, bandCount, bandsOf, heatKinds } from './bands.ts'

/** Each has a lane and a form of its own, so that nobody needs the colours: a broken line, a bar, a wide dash, a block. */
const lanes: Readonly<Record<HeatKind, { readonly x: number; readonly width: number }>> = {
  unseen: { x: 0, width: 2 },
  changed: { x: 3, width: 3 },
  found: { x: 3, width: 9 },
  note: { x: 8, width: 4 },
}
const stripWidth = 12

type Props = {
  readonly scene: Scene
  readonly heat: readonly Heat[]
  /** Pages that were found. */
  readonly foundCount: number
}

/** Beside the scrollbar: where in the whole book something is, and what the marks mean. */
export const HeatStrip = memo(function HeatStrip({ scene, heat, foundCount }: Props) {
  const text = useText().viewer.strip
  const [legendOpen, setLegendOpen] = useState(false)
  if (heat.length === 0) return null
  const counts = heatKinds.map((kind) => ({ kind, count: heat.filter((it) => it.kind === kind).length }))
  const shown = counts.filter((it) => it.count > 0)
  const label = text.label(shown.map(({ kind, count }) => text.kinds[kind](count)).join('、'))
  return (
    <>
      <svg
        className="reader-heat"
        viewBox={`0 0 ${stripWidth} ${bandCount}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        data-heat={foundCount}
      >
        {shown.map(({ kind }) =>
          bandsOf(
            scene.height,
            heat.filter((it) => it.kind === kind),
          ).map(({ from, to }) => <Mark key={`${kind} ${from}`} kind={kind} from={from} to={to} />),
        )}
      </svg>
      <div className="absolute right-4 bottom-2 z-20">
        {legendOpen && (
          <ul
            className="absolute right-0 bottom-8 grid w-60 gap-1.5 rounded-8 border border-line bg-paper p-3 text-sm shadow-float"
            aria-label={text.legend}
            data-heat-legend
          >
            {shown.map(({ kind, count }) => (
              <li key={kind} className="flex items-center gap-3">
                <svg width={stripWidth} height={20} viewBox={`0 0 ${stripWidth} 20`} aria-hidden>
                  <Mark
                    kind={kind}
                    from={kind === 'unseen' || kind === 'changed' ? 1 : 8}
                    to={kind === 'unseen' || kind === 'changed' ? 19 : 10}
                  />
                </svg>
                {text.kinds[kind](count)}
              </li>
            ))}
          </ul>
        )}
        <button
          type="button"
          className="grid size-6 cursor-pointer place-items-center rounded-full border border-line bg-paper text-ink-2 hover:text-ink"
          aria-label={text.legend}
          aria-expanded={legendOpen}
          title={label}
          onClick={() => setLegendOpen((it) => !it)}
          onKeyDown={(event) => event.key === 'Escape' && setLegendOpen(false)}
        >
          <Info className="size-4" aria-hidden />
        </button>
      </div>
    </>
  )
})

function Mark({ kind, from, to }: { readonly kind: HeatKind; readonly from: number; readonly to: number }) {
  const { x, width } = lanes[kind]
  if (kind === 'unseen') {
    const middle = x + width / 2
    return <line className="heat-unseen" x1={middle} x2={middle} y1={from} y2={to} />
  }
  return <rect className={`heat-${kind}`} x={x} y={from} width={width} height={Math.max(1.5, to - from)} />
}
