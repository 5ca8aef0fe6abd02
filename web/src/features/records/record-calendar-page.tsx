import { CalendarDays, Download } from 'lucide-react'
import { Link, useSearchParams } from 'wouter'
import type { RecordCalendar, RecordCalendarKind } from '../../../../server/contract/record-calendar.ts'
import { Loaded } from '../../api/loaded.tsx'
import { recordCalendarFile, useRecordCalendar } from '../../api/record-calendar.ts'
import { fiscalYearOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/records/index.ts'
import { Badge, EmptyState, LinkButton, Select } from '../../ui/index.ts'
import { BackToFolders } from './renewal-page.tsx'
import { plainDay } from './term-text.tsx'

type Entry = RecordCalendar['entries'][number]

/** 年間予定: what is due when in a 年度, month by month; what is late stands on top. */
export function RecordCalendarPage() {
  const text = useText().calendar
  const { language } = useLanguage()
  const [params, setParams] = useSearchParams()
  const year = params.get('year') ?? ''
  const only = params.get('only') ?? ''
  const calendar = useRecordCalendar(year)
  const { today, fiscalYear } = calendar.data ?? {}
  const thisYear = today === undefined ? undefined : yearOf(today)
  const show = (next: Readonly<Record<string, string>>) =>
    setParams(
      Object.entries({ year, only, ...next }).filter(([, value]) => value !== ''),
      { replace: true },
    )
  const there = new Set(calendar.data?.entries.map((it) => it.kind))
  const kinds = (Object.keys(text.kinds) as RecordCalendarKind[]).filter((it) => there.has(it))
  return (
    <div className="mx-auto grid max-w-5xl gap-4 px-3 py-4 pb-16 sm:px-6">
      <BackToFolders />
      <header className="flex flex-wrap items-start gap-2">
        <div className="mr-auto min-w-0 flex-1 basis-80">
          <h1 className="text-xl font-bold">{text.title}</h1>
          <p className="max-w-3xl text-sm leading-relaxed text-ink-2">{text.help}</p>
        </div>
        <LinkButton href={recordCalendarFile(year)} download>
          <Download className="size-4" aria-hidden />
          {text.ics}
        </LinkButton>
      </header>
      <div className="grid max-w-2xl gap-4 sm:grid-cols-2">
        <Select
          label={text.year}
          value={String(fiscalYear ?? '')}
          onChange={(it) => show({ year: it })}
          options={(thisYear === undefined ? [] : [1, 0, -1, -2, -3]).map((it) => ({
            id: String((thisYear ?? 0) + it),
            label: fiscalYearOf((thisYear ?? 0) + it, language),
          }))}
          placeholder={text.choose}
        />
        <Select
          label={text.only}
          value={only === '' ? 'all' : only}
          onChange={(it) => show({ only: it === 'all' ? '' : it })}
          options={[
            { id: 'all', label: text.all },
            ...kinds.map((it) => ({ id: it, label: text.kinds[it] })),
          ]}
          placeholder={text.choose}
        />
      </div>
      <Loaded query={calendar} failed={text.failed}>
        {(data) => (
          <Months entries={data.entries.filter((it) => only === '' || it.kind === only)} today={data.today} />
        )}
      </Loaded>
    </div>
  )
}

/** The 年度 a day belongs to. */
function yearOf(day: string): number {
  return Number(day.slice(0, 4)) - (day.slice(5, 7) < '04' ? 1 : 0)
}

type MonthsProps = { readonly entries: readonly Entry[]; readonly today: string }

function Months({ entries, today }: MonthsProps) {
  const text = useText().calendar
  const { language } = useLanguage()
  if (entries.length === 0) {
    return (
      <EmptyState
        picture={<CalendarDays className="size-14" strokeWidth={1.2} aria-hidden />}
        title={text.none}
        text={text.noneText}
      />
    )
  }
  const late = entries.filter((it) => it.isLate)
  const rest = entries.filter((it) => !it.isLate)
  const months = [...new Set(rest.map((it) => it.on.slice(0, 7)))]
  return (
    <div className="grid gap-4" data-year-calendar>
      {late.length > 0 && <Days title={text.lateTitle} entries={late} today={today} />}
      {months.map((it) => (
        <Days
          key={it}
          title={text.month(it, plainDay(`${it}-01`, language))}
          entries={rest.filter(({ on }) => on.startsWith(it))}
          today={today}
        />
      ))}
    </div>
  )
}

function Days({ title, entries, today }: MonthsProps & { readonly title: string }) {
  return (
    <section className="paper px-4 py-3 sm:px-5" aria-label={title}>
      <h2 className="border-b border-line pb-2 text-base font-bold">{title}</h2>
      <ul className="divide-y divide-line">
        {entries.map((it) => (
          <DayRow
            key={`${it.on} ${it.kind} ${it.owner?.unit ?? ''} ${String(it.isProvisional)}`}
            entry={it}
            today={today}
          />
        ))}
      </ul>
    </section>
  )
}

const namesShown = 3

/** One day for one 所管: when, what, whose, and the first names. */
function DayRow({ entry, today }: { readonly entry: Entry; readonly today: string }) {
  const text = useText().calendar
  const { language } = useLanguage()
  const { on, kind, owner, count, things, isProvisional, isLate, href } = entry
  const isOfFolders = !['number_books', 'class_opens', 'secrecy_ends', 'disclosure_due'].includes(kind)
  const names = things.slice(0, namesShown).map((it) => it.name)
  return (
    <li
      className="grid gap-x-4 gap-y-0.5 py-2.5 text-sm sm:grid-cols-[9.5rem_minmax(0,1fr)]"
      data-kind={kind}
    >
      <p className="flex flex-wrap items-center gap-1.5 self-start text-ink-2">
        <time dateTime={on} className="tabular whitespace-nowrap">
          {plainDay(on, language)}
        </time>
        {on === today && <Badge>{text.today}</Badge>}
      </p>
      <div className="grid min-w-0 gap-0.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link href={href} className="font-bold text-lead underline">
            {text.kinds[kind]}
          </Link>
          {isOfFolders && <span className="text-ink-2">{owner?.name ?? text.common}</span>}
          <span className="tabular text-ink-2">{text.count(count, isOfFolders)}</span>
          {isProvisional && <Badge>{text.provisional}</Badge>}
          {isLate && <span className="text-shu">{text.late}</span>}
        </p>
        <p className="break-words text-ink-3">
          {names.join('、')}
          {count > names.length && ` ${text.more(count - names.length)}`}
        </p>
      </div>
    </li>
  )
}
