import { type FormEvent, useState } from 'react'
import type { GiveRoleBody } from '../../../../server/contract/roles.ts'
import { useRoleActs } from '../../api/roles.ts'
import { useText } from '../../i18n/index.tsx'
import { Button, Notice, SearchSelect, Select, TextField, toast } from '../../ui/index.ts'
import { usePeopleOptions } from './people-options.ts'
import { roleNames } from './role-names.ts'
import { useSending } from './use-sending.ts'

/** Gives somebody else a role, with a day and a reason. */
export function GiveRoleForm({ today }: { readonly today: string }) {
  const { common, administering } = useText()
  const text = administering.roles
  const { give } = useRoleActs()
  const { isSending, problem, run } = useSending()
  const people = usePeopleOptions()
  const [person, setPerson] = useState('')
  const [role, setRole] = useState('')
  const [from, setFrom] = useState(today)
  const [reason, setReason] = useState('')
  const isWhole = person !== '' && role !== '' && /^\d{4}-\d{2}-\d{2}$/.test(from) && reason.trim() !== ''
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const body = { person, role: role as GiveRoleBody['role'], from, reason: reason.trim() }
    if (!(await run(() => give(body)))) return
    toast(text.given)
    setPerson('')
    setReason('')
  }
  return (
    <form
      aria-labelledby="give-role"
      className="paper grid gap-4 px-4 py-4 sm:px-5"
      onSubmit={(event) => void save(event)}
    >
      <div>
        <h3 id="give-role" className="font-bold">
          {text.give}
        </h3>
        <p className="text-sm leading-relaxed text-ink-2">{text.giveHelp}</p>
      </div>
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
        <TextField label={text.from} type="date" min={today} value={from} onChange={setFrom} />
        <TextField
          label={text.reason}
          placeholder={text.reasonHint}
          requiredMark={common.required}
          value={reason}
          onChange={setReason}
          maxLength={400}
        />
      </div>
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
      <div>
        <Button type="submit" variant="primary" isDisabled={!isWhole} isPending={isSending}>
          {text.save}
        </Button>
      </div>
    </form>
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
  const { common, administering } = useText()
  const text = administering.roles
  const { end } = useRoleActs()
  const { isSending, problem, run } = useSending()
  const [from, setFrom] = useState(today)
  const [reason, setReason] = useState('')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await run(() => end(id, { from, reason: reason.trim() })))) return
    toast(text.ended)
    onClose()
  }
  return (
    <form
      aria-label={label}
      className="mt-1 grid gap-3 rounded-8 bg-well px-4 py-3"
      onSubmit={(event) => void save(event)}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:max-w-3xl">
        <TextField label={text.endFrom} type="date" min={today} value={from} onChange={setFrom} />
        <TextField
          label={text.reason}
          requiredMark={common.required}
          value={reason}
          onChange={setReason}
          maxLength={400}
          autoFocus
        />
      </div>
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <Button
          type="submit"
          variant="danger"
          isDisabled={reason.trim() === '' || !/^\d{4}-\d{2}-\d{2}$/.test(from)}
          isPending={isSending}
        >
          {text.endSave}
        </Button>
        <Button variant="quiet" onPress={onClose}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}
