import { useState } from 'react'
import type { GiveRoleBody } from '../../../../server/contract/roles.ts'
import { useRoleActs } from '../../api/roles.ts'
import { useText } from '../../i18n/settings/index.ts'
import { isWholeDay } from '../../i18n/typed.ts'
import { SearchSelect, Select, toast } from '../../ui/index.ts'
import { DayField } from './day-field.tsx'
import { usePeopleOptions } from './people-options.ts'
import { roleNames } from './role-names.ts'
import { ReasonField } from './reason-field.tsx'
import { SettingsForm } from './settings-form.tsx'

/** Gives somebody else a role, with a day and a reason. */
export function GiveRoleForm({ today }: { readonly today: string }) {
  const { common, administering } = useText()
  const text = administering.roles
  const { give } = useRoleActs()
  const people = usePeopleOptions()
  const [person, setPerson] = useState('')
  const [role, setRole] = useState('')
  const [from, setFrom] = useState(today)
  const [reason, setReason] = useState('')
  const isWhole = person !== '' && role !== '' && isWholeDay(from) && reason.trim() !== ''
  return (
    <SettingsForm
      title={text.give}
      help={text.giveHelp}
      confirm={text.save}
      isWhole={isWhole}
      send={() => give({ person, role: role as GiveRoleBody['role'], from, reason: reason.trim() })}
      onDone={() => {
        toast(text.given)
        setPerson('')
        setReason('')
      }}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:max-w-3xl">
        <SearchSelect
          label={text.who}
          value={person}
          onChange={setPerson}
          options={people}
          placeholder={common.choose}
          noMatch={common.noMatch}
        />
        <Select
          label={text.role}
          value={role}
          onChange={setRole}
          options={roleNames.map((id) => ({ id, label: text.names[id] }))}
          placeholder={common.choose}
        />
        <DayField label={text.from} min={today} value={from} onChange={setFrom} />
        <ReasonField label={text.reason} placeholder={text.reasonHint} value={reason} onChange={setReason} />
      </div>
    </SettingsForm>
  )
}

type EndProps = {
  readonly id: number
  readonly label: string
  readonly today: string
  readonly onClose: () => void
}

/** Ends a role, with the first day without it and a reason. */
export function EndRoleForm({ id, label, today, onClose }: EndProps) {
  const { administering } = useText()
  const text = administering.roles
  const { end } = useRoleActs()
  const [from, setFrom] = useState(today)
  const [reason, setReason] = useState('')
  return (
    <SettingsForm
      title={label}
      confirm={text.endSave}
      isDanger
      isWhole={reason.trim() !== '' && isWholeDay(from)}
      send={() => end(id, { from, reason: reason.trim() })}
      onDone={() => {
        toast(text.ended)
        onClose()
      }}
      onClose={onClose}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:max-w-3xl">
        <DayField label={text.endFrom} min={today} value={from} onChange={setFrom} />
        <ReasonField label={text.reason} value={reason} onChange={setReason} autoFocus />
      </div>
    </SettingsForm>
  )
}
