import { useState } from 'react'
import { useRuleWords } from '../../api/rules.ts'
import { useText } from '../../i18n/settings/index.ts'
import { RadioGroup, SearchSelect, Select, TextField } from '../../ui/index.ts'
import type { ChangeForm, ShowFields } from './directory-change.ts'
import { usePeopleOptions } from './people-options.ts'
import { UnitSelect } from './unit-select.tsx'

type Kind = 'primary' | 'concurrent' | 'handling' | 'proxy'
type Form = Extract<ChangeForm, { readonly form: 'appoint' | 'end' | 'join' | 'person' }>
type Props = { readonly children: ShowFields }

/** What a change of a person needs. */
export function PersonChangeFields({ form, children }: { readonly form: Form } & Props) {
  switch (form.form) {
    case 'appoint':
      return <Appoint form={form}>{children}</Appoint>
    case 'end':
      return <End form={form}>{children}</End>
    case 'join':
      return <Join form={form}>{children}</Join>
    case 'person':
      return <Person form={form}>{children}</Person>
  }
}

type Of<Name extends Form['form']> = { readonly form: Extract<Form, { readonly form: Name }> } & Props

function Appoint({ form, children }: Of<'appoint'>) {
  const { common, shell, administering } = useText()
  const text = administering.changes
  const [person, setPerson] = useState(form.person ?? '')
  const [unit, setUnit] = useState(form.unit ?? '')
  const [position, setPosition] = useState(form.position ?? '')
  const [as, setAs] = useState<Kind>('primary')
  const [until, setUntil] = useState('')
  const people = usePeopleOptions(form.person)
  const isWhole = person !== '' && unit !== '' && position !== ''
  const kinds: readonly Kind[] = ['primary', 'concurrent', 'handling', 'proxy']
  return children(
    isWhole
      ? { change: 'appoint', person, unit, position, as, ...(until === '' ? {} : { until }) }
      : undefined,
    <>
      <SearchSelect
        label={text.who}
        hint={text.whoHint}
        value={person}
        onChange={setPerson}
        options={people}
        placeholder={common.choose}
        noMatch={common.noMatch}
        className="sm:max-w-xl"
      />
      <div className="grid items-start gap-4 sm:grid-cols-2 sm:max-w-xl">
        <UnitSelect label={text.unitField} value={unit} onChange={setUnit} />
        <PositionSelect value={position} onChange={setPosition} />
      </div>
      <RadioGroup
        label={text.as}
        value={as}
        onChange={(value) => setAs(value as Kind)}
        options={kinds.map((value) => ({ value, label: shell[value] }))}
      />
      <TextField
        label={text.until}
        type="date"
        value={until}
        onChange={setUntil}
        className="w-full sm:w-64"
      />
    </>,
  )
}

function End({ form, children }: Of<'end'>) {
  const { person, unit, position, as } = form
  return children({ change: 'end_appointment', person, unit, position, as }, null)
}

function Join({ form, children }: Of<'join'>) {
  const { common, administering } = useText()
  const text = administering.changes
  const [person, setPerson] = useState('')
  const [name, setName] = useState('')
  const [nameKana, setKana] = useState('')
  const [login, setLogin] = useState('')
  const [email, setEmail] = useState('')
  const [unit, setUnit] = useState(form.unit ?? '')
  const [position, setPosition] = useState('')
  const words = { person: person.trim(), name: name.trim(), nameKana: nameKana.trim(), unit, position }
  const extra = {
    ...(login.trim() === '' ? {} : { login: login.trim() }),
    ...(email.trim() === '' ? {} : { email: email.trim() }),
  }
  const isWhole = Object.values(words).every((it) => it !== '') && /^[A-Za-z0-9._-]{1,40}$/.test(words.person)
  const requiredMark = common.required
  return children(
    isWhole ? { change: 'join', ...words, ...extra } : undefined,
    <div className="grid items-start gap-4 sm:grid-cols-2 lg:max-w-3xl">
      <TextField
        label={text.personNumber}
        requiredMark={requiredMark}
        value={person}
        onChange={setPerson}
        maxLength={40}
      />
      <TextField label={text.login} value={login} onChange={setLogin} maxLength={40} />
      <TextField
        label={text.name}
        hint={text.nameHint}
        requiredMark={requiredMark}
        value={name}
        onChange={setName}
        maxLength={100}
        className="sm:col-span-2"
      />
      <TextField
        label={text.kana}
        requiredMark={requiredMark}
        value={nameKana}
        onChange={setKana}
        maxLength={100}
      />
      <TextField label={text.newEmail} value={email} onChange={setEmail} maxLength={200} />
      <UnitSelect label={text.unitField} value={unit} onChange={setUnit} />
      <PositionSelect value={position} onChange={setPosition} />
    </div>,
  )
}

function Person({ form, children }: Of<'person'>) {
  const text = useText().administering.changes
  const { person } = form
  const [name, setName] = useState(form.name)
  const [nameKana, setKana] = useState(form.nameKana)
  const [email, setEmail] = useState('')
  const [extPhone, setPhone] = useState('')
  const isWhole = name.trim() !== '' && nameKana.trim() !== ''
  const extra = {
    ...(email.trim() === '' ? {} : { email: email.trim() }),
    ...(extPhone.trim() === '' ? {} : { extPhone: extPhone.trim() }),
  }
  return children(
    isWhole
      ? { change: 'change_person', person, name: name.trim(), nameKana: nameKana.trim(), ...extra }
      : undefined,
    <div className="grid items-start gap-4 sm:grid-cols-2 lg:max-w-3xl">
      <TextField
        label={text.name}
        hint={text.nameHint}
        value={name}
        onChange={setName}
        maxLength={100}
        className="sm:col-span-2"
      />
      <TextField
        label={text.kana}
        value={nameKana}
        onChange={setKana}
        maxLength={100}
        className="sm:col-span-2"
      />
      <TextField label={text.email} value={email} onChange={setEmail} maxLength={200} />
      <TextField label={text.phone} value={extPhone} onChange={setPhone} maxLength={40} />
    </div>,
  )
}

function PositionSelect({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (position: string) => void
}) {
  const { common, administering } = useText()
  const positions = useRuleWords().data?.positions ?? []
  return (
    <Select
      label={administering.changes.position}
      value={value}
      onChange={onChange}
      options={positions.map((it) => ({ id: it.code, label: it.name }))}
      placeholder={common.choose}
    />
  )
}
