import type { DisclosureView } from '../../../../server/contract/disclosure.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { cx } from '../../ui/index.ts'

/** So few days before its end a term stands out. */
const soonDays = 3

/** How long there is until the decision is due, or how long it is over; nothing without a term. */
export function DaysLeft({ daysLeft }: Pick<DisclosureView, 'daysLeft'>) {
  const { requests: text } = useText()
  if (daysLeft === undefined) return null
  return (
    <span
      className={cx('font-bold whitespace-nowrap tabular', daysLeft <= soonDays ? 'text-shu' : 'text-ink')}
      data-days-left={daysLeft}
    >
      {daysLeft < 0 ? text.daysOver(-daysLeft) : text.daysLeft(daysLeft)}
    </span>
  )
}
