import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { useText } from '../../i18n/measuring/index.ts'
import { type Tally, decisionKinds } from './tally.ts'

type Props = {
  /** One bar each, in order. */
  readonly rows: readonly { readonly name: string; readonly tally: Tally }[]
}

const fills: Readonly<Record<(typeof decisionKinds)[number], string>> = {
  electronic: 'var(--color-lead)',
  printed: '#7096f8',
  hybrid: '#d9a300',
  paper: 'var(--color-shu)',
}

/** Decisions by kind, one bar a month. The table beside it says the same to whoever sees no picture. */
export function DecisionChart({ rows }: Props) {
  const text = useText().measuring
  const data = rows.map(({ name, tally }) => ({ name, ...tally }))
  return (
    <div aria-hidden className="h-64 w-full text-xs" data-chart>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={data} margin={{ top: 8, right: 8, bottom: 0, left: -16 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--color-line)" />
          <XAxis dataKey="name" tickLine={false} stroke="var(--color-ink-3)" interval="preserveStartEnd" />
          <YAxis allowDecimals={false} tickLine={false} axisLine={false} stroke="var(--color-ink-3)" />
          <Tooltip cursor={{ fill: 'var(--color-well)' }} />
          <Legend iconType="square" itemSorter={null} formatter={legendName} />
          {decisionKinds.map((it) => (
            <Bar
              key={it}
              dataKey={it}
              name={text[it]}
              stackId="decisions"
              fill={fills[it]}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}

function legendName(name: string) {
  return <span className="text-ink-2">{name}</span>
}
