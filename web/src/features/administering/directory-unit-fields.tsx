import { useState } from 'react'
import type { DirectoryChangeView } from '../../../../server/contract/directory-changes.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Select, TextField } from '../../ui/index.ts'
import type { ChangeForm, ShowFields } from './directory-change.ts'
import { UnitSelect } from './unit-select.tsx'

type Kind = Extract<DirectoryChangeView, { readonly change: 'new_unit' }>['kind']
type Form = Extract<ChangeForm, { readonly form: 'newUnit' | 'unit' | 'endUnit' }>
type Props = { readonly children: ShowFields }
type Of<Name extends Form['form']> = { readonly form: Extract<Form, { readonly form: Name }> } & Props

/** What a change of a unit needs. */
export function UnitChangeFields({ form, children }: { readonly form: Form } & Props) {
  switch (form.form) {
    case 'newUnit':
      return <NewUnit form={form}>{children}</NewUnit>
    case 'unit':
      return <ChangedUnit form={form}>{children}</ChangedUnit>
    case 'endUnit':
      return <EndedUnit form={form}>{children}</EndedUnit>
  }
}

const kinds: readonly Kind[] = [
  'department',
  'bureau',
  'section',
  'group',
  'branch',
  'branch_dept',
  'institution',
]

function NewUnit({ form, children }: Of<'newUnit'>) {
  const { common, administering } = useText()
  const text = administering.changes
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [kind, setKind] = useState('')
  const [parent, setParent] = useState(form.parent)
  const [symbol, setSymbol] = useState('')
  const words = { unit: code.trim(), name: name.trim(), parent }
  const isWhole =
    /^[A-Za-z0-9._-]{1,40}$/.test(words.unit) && words.name !== '' && kind !== '' && parent !== ''
  const extra = symbol.trim() === '' ? {} : { symbol: symbol.trim() }
  return children(
    isWhole ? { change: 'new_unit', ...words, kind: kind as Kind, ...extra } : undefined,
    <div className="grid items-start gap-4 sm:grid-cols-2 lg:max-w-3xl">
      <TextField
        label={text.unitName}
        requiredMark={common.required}
        value={name}
        onChange={setName}
        maxLength={100}
      />
      <TextField
        label={text.unitCode}
        requiredMark={common.required}
        value={code}
        onChange={setCode}
        maxLength={40}
      />
      <Select
        label={text.unitKind}
        requiredMark={common.required}
        value={kind}
        onChange={setKind}
        options={kinds.map((id) => ({ id, label: text.kinds[id] }))}
        placeholder={common.choose}
      />
      <UnitSelect label={text.parent} value={parent} onChange={setParent} />
      <TextField label={text.symbol} value={symbol} onChange={setSymbol} maxLength={20} />
    </div>,
  )
}

function ChangedUnit({ form, children }: Of<'unit'>) {
  const text = useText().administering.changes
  const { unit } = form
  const [name, setName] = useState(form.name)
  const [parent, setParent] = useState(form.parent)
  const [symbol, setSymbol] = useState(form.symbol)
  const extra = {
    ...(parent === '' ? {} : { parent }),
    ...(symbol.trim() === '' ? {} : { symbol: symbol.trim() }),
  }
  return children(
    name.trim() === '' ? undefined : { change: 'change_unit', unit, name: name.trim(), ...extra },
    <div className="grid items-start gap-4 sm:grid-cols-2 lg:max-w-3xl">
      <TextField label={text.unitName} value={name} onChange={setName} maxLength={100} />
      <UnitSelect label={text.parent} value={parent} onChange={setParent} />
      <TextField label={text.symbol} value={symbol} onChange={setSymbol} maxLength={20} />
    </div>,
  )
}

function EndedUnit({ form, children }: Of<'endUnit'>) {
  const text = useText().administering.changes
  const [successor, setSuccessor] = useState('')
  return children(
    { change: 'end_unit', unit: form.unit, ...(successor === '' ? {} : { successor }) },
    <UnitSelect label={text.successor} value={successor} onChange={setSuccessor} className="sm:max-w-sm" />,
  )
}
