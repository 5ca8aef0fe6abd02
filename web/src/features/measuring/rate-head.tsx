import { type CountedWhat, electronicRate } from '../../../../server/contract/measures.ts'
import { useText } from '../../i18n/measuring/index.ts'
import { cx } from '../../ui/index.ts'
import { type Tally, decisionKinds, decisionsOf } from './tally.ts'

type Props = {
  readonly tally: Tally
  readonly overdue: number
  readonly chosen: CountedWhat | undefined
  readonly onChoose: (what: CountedWhat) => void
}

const shades: Readonly<Record<(typeof decisionKinds)[number], string>> = {
  electronic: 'bg-lead',
  printed: 'bg-[#7096f8]',
  hybrid: 'bg-[#d9a300]',
  paper: 'bg-shu',
}

/** The rate with what it is made of, and the other numbers; each leads to the documents behind it. */
export function RateHead({ tally, overdue, chosen, onChoose }: Props) {
  const text = useText().measuring
  const rate = electronicRate(tally)
  const all = decisionsOf(tally)
  const counts: readonly (readonly [CountedWhat, number, string])[] = [
    ['electronic', tally.electronic, text.cases(tally.electronic)],
    ['printed', tally.printed, text.cases(tally.printed)],
    ['hybrid', tally.hybrid, text.cases(tally.hybrid)],
    ['returned', tally.returned, text.times(tally.returned)],
    ['rejected', tally.rejected, text.cases(tally.rejected)],
    ['withdrawn', tally.withdrawn, text.cases(tally.withdrawn)],
    ['abandoned', tally.abandoned, text.cases(tally.abandoned)],
    ['late', tally.late, text.cases(tally.late)],
    ['overdue', overdue, text.cases(overdue)],
  ]
  return (
    <section className="paper grid gap-4 px-4 py-4 sm:px-5 lg:grid-cols-[17rem_minmax(0,1fr)]">
      <div className="grid content-start gap-1.5">
        <h2 className="text-sm font-bold text-ink-2">{text.rate}</h2>
        <p className="text-4xl leading-none font-bold tabular" data-rate>
          {rate === undefined ? '—' : text.percent(rate)}
        </p>
        {all > 0 && (
          <div className="mt-1 flex h-2.5 overflow-hidden rounded-full bg-well" aria-hidden>
            {decisionKinds.map((it) => (
              <span key={it} className={shades[it]} style={{ width: `${(tally[it] / all) * 100}%` }} />
            ))}
          </div>
        )}
        <p className="text-xs leading-relaxed text-ink-3">{text.rateHint}</p>
      </div>
      <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5">
        {counts.slice(0, 3).map((it) => (
          <Count key={it[0]} it={it} isChosen={chosen === it[0]} onChoose={onChoose} />
        ))}
        <li className="grid content-start gap-0.5 rounded-8 bg-well px-3 py-2">
          <span className="text-xs text-ink-2">{text.paper}</span>
          <span className="font-bold tabular">{text.cases(tally.paper)}</span>
        </li>
        {counts.slice(3).map((it) => (
          <Count key={it[0]} it={it} isChosen={chosen === it[0]} onChoose={onChoose} />
        ))}
      </ul>
    </section>
  )
}

function Count({
  it: [what, count, shown],
  isChosen,
  onChoose,
}: {
  readonly it: readonly [CountedWhat, number, string]
  readonly isChosen: boolean
  readonly onChoose: (what: CountedWhat) => void
}) {
  const text = useText().measuring
  const isWarning = what === 'overdue' && count > 0
  return (
    <li>
      <button
        type="button"
        aria-expanded={isChosen}
        disabled={count === 0}
        onClick={() => onChoose(what)}
        className={cx(
          'grid w-full content-start gap-0.5 rounded-8 border px-3 py-2 text-left',
          isChosen ? 'border-lead bg-lead-soft' : 'border-line bg-paper enabled:hover:border-line-strong',
        )}
      >
        <span className="text-xs text-ink-2">{text[what]}</span>
        <span className={cx('font-bold tabular', isWarning && 'text-shu', count === 0 && 'text-ink-3')}>
          {shown}
        </span>
      </button>
    </li>
  )
}
