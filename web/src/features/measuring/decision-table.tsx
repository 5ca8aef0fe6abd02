import { electronicRate } from '../../../../server/contract/measures.ts'
import { useText } from '../../i18n/measuring/index.ts'
import { WideTable } from '../../ui/index.ts'
import { type Tally, decisionKinds, otherCounts } from './tally.ts'

type Props = {
  readonly caption: string
  /** What the rows are of. */
  readonly head: string
  readonly rows: readonly { readonly key: string; readonly name: string; readonly tally: Tally }[]
}

const cell = 'px-2.5 py-2 text-right text-sm tabular whitespace-nowrap last:pr-5'

/** The numbers of months or of 課, one row each; wide tables scroll by themselves. */
export function DecisionTable({ caption, head, rows }: Props) {
  const text = useText().measuring
  return (
    <WideTable label={caption}>
      <table className="w-full min-w-[46rem]">
        <thead className="bg-well">
          <tr>
            <th scope="col" className="px-2.5 py-2 text-left text-sm font-bold text-ink-2 first:pl-5">
              {head}
            </th>
            <th scope="col" className={`${cell} font-bold text-ink-2`}>
              {text.rate}
            </th>
            {[...decisionKinds, ...otherCounts].map((it) => (
              <th key={it} scope="col" className={`${cell} font-bold text-ink-2`}>
                {text[it]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ key, name, tally }) => {
            const rate = electronicRate(tally)
            return (
              <tr key={key}>
                <th scope="row" className="px-2.5 py-2 pl-5 text-left text-sm font-normal whitespace-nowrap">
                  {name}
                </th>
                <td className={`${cell} font-bold`}>{rate === undefined ? '—' : text.percent(rate)}</td>
                {[...decisionKinds, ...otherCounts].map((it) => (
                  <td key={it} className={tally[it] === 0 ? `${cell} text-ink-3` : cell}>
                    {tally[it].toLocaleString()}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </WideTable>
  )
}
