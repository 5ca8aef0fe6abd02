import { useId } from 'react'
import type { Measures } from '../../../../server/contract/measures.ts'
import { useText } from '../../i18n/measuring/index.ts'
import { WideTable } from '../../ui/index.ts'

const cell = 'px-2.5 py-2 text-right text-sm tabular whitespace-nowrap last:pr-5'

/** What is saved, by a model whose assumptions stand beside it. */
export function Savings({ savings }: { readonly savings: Measures['savings'] }) {
  const text = useText().measuring
  const heading = useId()
  const { actions, pages, printedPages, sheets } = savings
  const hours = actions.reduce((sum, it) => sum + it.hours, 0)
  return (
    <section aria-labelledby={heading} className="paper overflow-hidden">
      <header className="border-b border-line px-4 py-3 sm:px-5">
        <h2 id={heading} className="font-bold">
          {text.savings}
        </h2>
        <p className="text-sm leading-relaxed text-ink-2">{text.savingsHint}</p>
      </header>
      <WideTable label={text.savings}>
        <table className="w-full min-w-[34rem]">
          <thead className="bg-well">
            <tr>
              <th scope="col" className="px-2.5 py-2 pl-5 text-left text-sm font-bold text-ink-2">
                {text.action}
              </th>
              {[text.count, text.oldSeconds, text.ourSeconds, text.savedHours].map((it) => (
                <th key={it} scope="col" className={`${cell} font-bold text-ink-2`}>
                  {it}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {actions.map((it) => (
              <tr key={it.action}>
                <th scope="row" className="px-2.5 py-2 pl-5 text-left text-sm font-normal">
                  {text.actions[it.action] ?? it.action}
                </th>
                <td className={cell}>{text.times(it.count)}</td>
                <td className={cell}>{text.seconds(it.oldSeconds)}</td>
                <td className={cell}>{text.seconds(it.ourSeconds)}</td>
                <td className={`${cell} font-bold`}>{text.hoursOf(it.hours)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot className="border-t border-line-strong">
            <tr>
              <th scope="row" colSpan={4} className="px-2.5 py-2 pl-5 text-left text-sm font-bold">
                {text.total}
              </th>
              <td className={`${cell} font-bold`}>{text.hoursOf(hours)}</td>
            </tr>
          </tfoot>
        </table>
      </WideTable>
      <p className="border-t border-line px-4 py-3 text-sm leading-relaxed sm:px-5">
        <b>
          {text.sheets}　{text.sheetsOf(sheets)}
        </b>
        <span className="block text-ink-2">{text.sheetsHint(pages, printedPages)}</span>
      </p>
    </section>
  )
}
