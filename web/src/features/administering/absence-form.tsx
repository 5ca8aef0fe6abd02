import { useMemo, useState } from 'react'
import type { AbsenceBody, AbsenceView } from '../../../../server/contract/absences.ts'
import type { Me } from '../../../../server/contract/me.ts'
import { request } from '../../api/client.ts'
import { useAbsencePreview, useOrganisationMoved } from '../../api/queries.ts'
import { todayInJapan } from '../../i18n/format.ts'
import { toJapaneseTime } from '../../i18n/japanese-time.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Checkbox, Notice, SearchSelect, TextField, toast, useSettled } from '../../ui/index.ts'
import { hasTimes, switched, whenOf } from './absence-when.ts'
import { StandIns } from './decider-section.tsx'
import { usePeopleOptions } from './people-options.ts'
import { SettingsForm } from './settings-form.tsx'

type Props = {
  readonly me: Me
  /** The absence that is changed; undefined: a new one. */
  readonly before: AbsenceView | undefined
  readonly onDone: () => void
}

/** An end of an absence that was registered, as the field has it. */
function fieldOf(at: string, withTime: boolean): string {
  return toJapaneseTime(at).slice(0, withTime ? 16 : 10)
}

/** Registers or changes an absence, and shows beforehand what it means. */
export function AbsenceForm({ me, before, onDone }: Props) {
  const all = useText()
  const text = all.administering.absences
  const moved = useOrganisationMoved()
  const [person, setPerson] = useState(before?.person.id ?? me.id)
  const [withTime, setWithTime] = useState(
    before !== undefined && hasTimes(toJapaneseTime(before.from), toJapaneseTime(before.to)),
  )
  const [from, setFrom] = useState(before === undefined ? todayInJapan() : fieldOf(before.from, withTime))
  const [to, setTo] = useState(before === undefined ? todayInJapan() : fieldOf(before.to, withTime))
  const [reason, setReason] = useState(before?.reason ?? '')
  const people = usePeopleOptions()
  const [begins, ends] = [whenOf(from, 'from'), whenOf(to, 'to')]
  const body: AbsenceBody | undefined =
    begins === undefined || ends === undefined
      ? undefined
      : { ...(person === me.id ? {} : { person }), from: begins, to: ends, reason }
  const switchTime = (on: boolean) => {
    setWithTime(on)
    setFrom(switched(from, on, 'from'))
    setTo(switched(to, on, 'to'))
  }
  const type = withTime ? 'datetime-local' : 'date'
  const notWhole = withTime ? text.wholeTime : all.common.wholeDay
  return (
    <SettingsForm
      title={before === undefined ? text.register : text.change}
      help={text.registerText}
      confirm={before === undefined ? text.save : text.saveChange}
      isWhole={body !== undefined && reason.trim() !== ''}
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
        <TextField
          label={text.from}
          type={type}
          value={from}
          onChange={setFrom}
          error={begins === undefined ? notWhole : undefined}
        />
        <TextField
          label={text.to}
          type={type}
          value={to}
          onChange={setTo}
          error={ends === undefined ? notWhole : undefined}
        />
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
      {body !== undefined && <Preview body={body} checks={before === undefined && reason !== ''} />}
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
