import { X } from 'lucide-react'
import { useState } from 'react'
import type { WorkCalendarPreviewBody } from '../../../../server/contract/work-calendar.ts'
import { dayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { isWholeDay } from '../../i18n/typed.ts'
import { Badge, Button, IconButton, RadioGroup, Select, TextField } from '../../ui/index.ts'

type Single = WorkCalendarPreviewBody['days'][number]
type Props = {
  readonly today: string
  readonly closedDays: readonly string[]
  readonly days: readonly Single[]
  readonly onClosedDays: (days: readonly string[]) => void
  readonly onDays: (days: readonly Single[]) => void
}

/** The closed days of every year, and single days that are closed or open. */
export function ClosedDays({ today, closedDays, days, onClosedDays, onDays }: Props) {
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <EveryYear days={closedDays} onChange={onClosedDays} />
      <SingleDays today={today} days={days} onChange={onDays} />
    </div>
  )
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const two = (value: number | string) => String(value).padStart(2, '0')

function EveryYear({
  days,
  onChange,
}: {
  readonly days: readonly string[]
  readonly onChange: (days: readonly string[]) => void
}) {
  const { common, administering } = useText()
  const text = administering.workCalendar
  const [month, setMonth] = useState('12')
  const [day, setDay] = useState('')
  const nameOf = (it: string) => text.monthDay(Number(it.slice(0, 2)), Number(it.slice(3)))
  const typed = `${two(month)}-${two(day)}`
  return (
    <section aria-labelledby="every-year" className="paper grid gap-3 px-4 py-4 sm:px-5">
      <div>
        <h3 id="every-year" className="font-bold">
          {text.everyYear}
        </h3>
        <p className="text-sm leading-relaxed text-ink-2">{text.everyYearHelp}</p>
      </div>
      {days.length === 0 ? (
        <p className="text-ink-2">{text.noEveryYear}</p>
      ) : (
        <ul aria-label={text.everyYear} className="flex flex-wrap gap-2">
          {days.toSorted().map((it) => (
            <li
              key={it}
              className="flex items-center rounded-full border border-lead-line bg-lead-soft pr-0.5 pl-3.5 text-sm tabular"
            >
              {nameOf(it)}
              <IconButton
                label={text.remove(nameOf(it))}
                icon={<X className="size-4" aria-hidden />}
                onPress={() => onChange(days.filter((one) => one !== it))}
                className="size-8 rounded-full"
              />
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-end gap-3 rounded-8 bg-well px-4 py-3">
        <Select
          label={text.month}
          value={month}
          onChange={setMonth}
          options={range(12).map((it) => ({ id: String(it), label: text.monthName(it) }))}
          placeholder={common.choose}
          className="w-28"
        />
        <Select
          label={text.day}
          value={day}
          onChange={setDay}
          options={range(31).map((it) => ({ id: String(it), label: text.dayName(it) }))}
          placeholder={common.choose}
          className="w-44"
        />
        <Button
          isDisabled={day === '' || days.includes(typed)}
          onPress={() => {
            onChange([...days, typed])
            setDay('')
          }}
        >
          {text.add}
        </Button>
      </div>
    </section>
  )
}

type SingleDaysProps = {
  readonly today: string
  readonly days: readonly Single[]
  readonly onChange: (days: readonly Single[]) => void
}

function SingleDays({ today, days, onChange }: SingleDaysProps) {
  const text = useText().administering.workCalendar
  const { language } = useLanguage()
  const [day, setDay] = useState('')
  const [state, setState] = useState('closed')
  const [name, setName] = useState('')
  const ahead = days.filter((it) => it.day >= today).toSorted((a, b) => (a.day < b.day ? -1 : 1))
  const isWhole = isWholeDay(day) && day >= today && name.trim() !== ''
  return (
    <section aria-labelledby="single-days" className="paper grid gap-3 px-4 py-4 sm:px-5">
      <div>
        <h3 id="single-days" className="font-bold">
          {text.single}
        </h3>
        <p className="text-sm leading-relaxed text-ink-2">{text.singleHelp}</p>
      </div>
      {ahead.length === 0 ? (
        <p className="text-ink-2">{text.noSingle}</p>
      ) : (
        <ul aria-label={text.single} className="divide-y divide-line">
          {ahead.map((it) => (
            <li key={it.day} className="flex flex-wrap items-center gap-x-3 py-1.5">
              <Badge tone={it.isClosed ? 'shu' : 'lead'}>{it.isClosed ? text.closed : text.open}</Badge>
              <span className="tabular">{dayOf(it.day, language)}</span>
              <span className="min-w-0 flex-1 text-sm text-ink-2">{it.name}</span>
              <IconButton
                label={text.remove(dayOf(it.day, language))}
                icon={<X className="size-4" aria-hidden />}
                onPress={() => onChange(days.filter((one) => one !== it))}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="grid gap-3 rounded-8 bg-well px-4 py-3">
        <div className="flex flex-wrap items-end gap-x-5 gap-y-3">
          <TextField
            label={text.date}
            type="date"
            min={today}
            value={day}
            onChange={setDay}
            className="w-44"
          />
          <RadioGroup
            label={text.which}
            value={state}
            onChange={setState}
            options={[
              { value: 'closed', label: text.closed },
              { value: 'open', label: text.open },
            ]}
          />
        </div>
        <TextField
          label={text.name}
          placeholder={text.nameHint}
          value={name}
          onChange={setName}
          maxLength={60}
        />
        <div>
          <Button
            isDisabled={!isWhole}
            onPress={() => {
              const added = { day, isClosed: state === 'closed', name: name.trim() }
              onChange([...days.filter((it) => it.day !== day), added])
              setDay('')
              setName('')
            }}
          >
            {text.addSingle}
          </Button>
        </div>
      </div>
    </section>
  )
}
