import { useMemo, useState } from 'react'
import type { AbsenceBody, AbsenceView } from '../../../../server/contract/absences.ts'
import type { Me } from '../../../../server/contract/me.ts'
import { request } from '../../api/client.ts'
import { useAbsencePreview, useOrganisationMoved } from '../../api/queries.ts'
import { todayInJapan } from '../../i18n/format.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Checkbox, Notice, SearchSelect, TextField, toast, useSettled } from '../../ui/index.ts'
import { StandIns } from './decider-section.tsx'
import { usePeopleOptions } from './people-options.ts'
import { SettingsForm } from './settings-form.tsx'

type Props = {
  readonly me: Me
  /** The absence that is changed; undefined: a new one. */
  readonly before: AbsenceView | undefined
  readonly onDone: () => void
}

/** `2026-05-11T10:20` in Japan, as the field of a browser has it. */
function localMinute(at: string): string {
  return new Date(Date.parse(at) + 9 * 3_600_000).toISOString().slice(0, 16)
}

/** What the fields say, as the server wants it: a day, or the first or last instant of a minute in Japan. */
function whenOf(value: string, end: boolean): string {
  if (!value.includes('T')) return value
  return new Date(`${value}:${end ? '59.999' : '00.000'}+09:00`).toISOString()
}

/** A whole number of days needs no times. */
function hasTimes(absence: AbsenceView): boolean {
  return !localMinute(absence.from).endsWith('T00:00') || !localMinute(absence.to).endsWith('T23:59')
}

function fieldOf(at: string, withTime: boolean): string {
  return withTime ? localMinute(at) : localMinute(at).slice(0, 10)
}

/** Registers or changes an absence, and shows beforehand what it means. */
export function AbsenceForm({ me, before, onDone }: Props) {
  const all = useText()
  const text = all.administering.absences
  const moved = useOrganisationMoved()
  const [person, setPerson] = useState(before?.person.id ?? me.id)
  const [withTime, setWithTime] = useState(before !== undefined && hasTimes(before))
  const [from, setFrom] = useState(before === undefined ? todayInJapan() : fieldOf(before.from, withTime))
  const [to, setTo] = useState(before === undefined ? todayInJapan() : fieldOf(before.to, withTime))
  const [reason, setReason] = useState(before?.reason ?? '')
  const people = usePeopleOptions()
  const body: AbsenceBody = {
    ...(person === me.id ? {} : { person }),
    from: whenOf(from, false),
    to: whenOf(to, true),
    reason,
  }
  const switchTime = (on: boolean) => {
    setWithTime(on)
    setFrom(on ? `${from.slice(0, 10)}T00:00` : from.slice(0, 10))
    setTo(on ? `${to.slice(0, 10)}T23:59` : to.slice(0, 10))
  }
  const type = withTime ? 'datetime-local' : 'date'
  return (
    <SettingsForm
      title={before === undefined ? text.register : text.change}
      help={text.registerText}
      confirm={before === undefined ? text.save : text.saveChange}
      isWhole
      send={async () => {
        if (before === undefined) await request('POST', '/v1/absences', { body })
        else await request('PUT', `/v1/absences/${before.id}`, { body })
        // The word comes when the absence is in the list.
        await moved()
      }}
      onDone={() => {
        toast(before === undefined ? text.saved : text.changed)
        setReason('')
        onDone()
      }}
      onClose={before === undefined ? undefined : onDone}
    >
      {me.roles.includes('records_manager') && before === undefined && (
        <SearchSelect
          label={text.person}
          hint={text.personHint}
          value={person}
          onChange={(id) => setPerson(id === '' ? me.id : id)}
          options={people}
          placeholder={all.common.choose}
          noMatch={all.common.noMatch}
        />
      )}
      {before !== undefined && (
        <p className="font-bold">
          {before.person.name} <span className="text-sm font-normal text-ink-3">{before.person.title}</span>
        </p>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label={text.from} type={type} value={from} onChange={setFrom} />
        <TextField label={text.to} type={type} value={to} onChange={setTo} />
      </div>
      <Checkbox isSelected={withTime} onChange={switchTime}>
        {text.withTime}
      </Checkbox>
      <TextField
        label={text.reason}
        hint={text.reasonHint}
        placeholder={text.reasonPlaceholder}
        requiredMark={all.common.required}
        value={reason}
        onChange={setReason}
        maxLength={400}
      />
      {from !== '' && to !== '' && <Preview body={body} checks={before === undefined && reason !== ''} />}
    </SettingsForm>
  )
}

/**
 * What waits and who stands in, before anything is registered. `checks`: a problem is shown as well, once somebody types:
 * right after registering the same days are no problem.
 */
function Preview({ body, checks }: { readonly body: AbsenceBody; readonly checks: boolean }) {
  const text = useText().administering.absences
  const { reason: _reason, ...when } = body
  const key = useSettled(JSON.stringify(when), 300)
  const settled = useMemo(() => ({ ...(JSON.parse(key) as typeof when), reason: '' }), [key])
  const { data } = useAbsencePreview(settled, true)
  if (data === undefined) return null
  if (checks && data.problem !== undefined) return <Notice tone="warning">{data.problem}</Notice>
  return (
    <section className="grid gap-2 rounded-8 bg-well px-4 py-3" aria-label={text.preview} aria-live="polite">
      <h4 className="text-sm font-bold text-ink-2">{text.preview}</h4>
      <p className="text-sm">{text.waiting(data.waiting)}</p>
      {data.deciders.length === 0 && <p className="text-sm">{text.noDecider}</p>}
      {data.deciders.map((it) => (
        <div key={it.post}>
          <p className="font-bold">{it.title}</p>
          <StandIns decider={it} />
        </div>
      ))}
    </section>
  )
}
