import type { WorkCalendarView } from '../../../../server/contract/work-calendar.ts'
import { dateTimeOf, dayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Disclosure } from '../../ui/index.ts'

/** The closed days of the coming year with why, and who changed the calendar. */
export function ComingYear({ view }: { readonly view: WorkCalendarView }) {
  const text = useText().administering.workCalendar
  const { language } = useLanguage()
  return (
    <section className="paper grid gap-3 px-4 py-4 sm:px-5" aria-label={text.closures(view.closures.length)}>
      <Disclosure title={text.closures(view.closures.length)}>
        <ul className="mt-2 grid gap-x-6 gap-y-1 sm:grid-cols-2">
          {view.closures.map((it) => (
            <li key={it.day} className="flex flex-wrap items-center gap-x-2 text-sm">
              <span className="tabular">{dayOf(it.day, language)}</span>
              <Badge tone={it.why === 'single' ? 'shu' : 'plain'}>{text.why[it.why]}</Badge>
              <span className="text-ink-2">{it.name}</span>
            </li>
          ))}
        </ul>
      </Disclosure>
      {view.changes.length > 0 && (
        <Disclosure title={text.history}>
          <ol className="mt-2 grid gap-1 text-sm">
            {view.changes.map((it) => (
              <li key={it.version}>{text.changedBy(it.by.name, dateTimeOf(it.at, language))}</li>
            ))}
          </ol>
        </Disclosure>
      )}
    </section>
  )
}
