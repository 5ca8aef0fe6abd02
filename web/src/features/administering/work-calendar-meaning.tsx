import type { WorkCalendarPreview } from '../../../../server/contract/work-calendar.ts'
import { dayOf, shortDayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'

type Reminders = WorkCalendarPreview['before']

const shownDays = 10
const shownRounds = 5

/** What a calendar would change: the days that open or close, and the reminders before and after. */
export function WorkCalendarMeaning({ seen }: { readonly seen: WorkCalendarPreview }) {
  const text = useText().administering.workCalendar
  const { language } = useLanguage()
  const short = (day: string | undefined) => (day === undefined ? '' : shortDayOf(day, language))
  const rows: readonly { readonly what: string; readonly of: (it: Reminders) => string }[] = [
    { what: text.nextRound, of: (it) => short(it.rounds[0]) },
    { what: text.tasks, of: (it) => text.tasksOf(it.tasks) },
    { what: text.rounds, of: (it) => it.rounds.slice(1, shownRounds).map(short).join('、') },
    { what: text.today, of: (it) => short(it.waiting) },
    { what: text.todayUrgent, of: (it) => short(it.urgent) },
    { what: text.todayPostReview, of: (it) => short(it.postReview) },
  ]
  return (
    <>
      <div>
        <h4 className="font-bold">{text.days(seen.days.length)}</h4>
        <ul className="list-disc pl-5">
          {seen.days.slice(0, shownDays).map((it) => (
            <li key={it.day}>
              {text.becomes(dayOf(it.day, language), it.isClosed ? text.closed : text.open)}
            </li>
          ))}
        </ul>
        {seen.days.length > shownDays && (
          <p className="text-sm text-ink-2">{text.moreDays(seen.days.length - shownDays)}</p>
        )}
      </div>
      <table className="w-full text-left text-sm">
        <thead className="bg-well text-ink-2">
          <tr>
            {[text.what, text.now, text.after].map((it) => (
              <th key={it} scope="col" className="px-3 py-2 font-bold">
                {it}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, of }) => {
            const [before, after] = [of(seen.before), of(seen.after)]
            return (
              <tr key={what} className="border-t border-line align-top">
                <th scope="row" className="px-3 py-2 font-normal">
                  {what}
                </th>
                <td className="px-3 py-2 tabular">{before}</td>
                <td className={`px-3 py-2 tabular ${before === after ? '' : 'font-bold text-lead'}`}>
                  {after}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}
