import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../i18n/index.tsx'
import { Button, IconButton, Select, TextField } from '../../ui/index.ts'

type Props = {
  readonly escalation: Readonly<Record<string, number>>
  readonly onChange: (escalation: Record<string, number>) => void
}

/** 専決の留保: which circumstances move a matter up, and by how many classes. */
export function AuthorityTableFlags({ escalation, onChange }: Props) {
  const { rules } = useText()
  const text = rules.table
  const [typed, setTyped] = useState('')
  const name = typed.trim()
  const add = () => {
    onChange({ ...escalation, [name]: 1 })
    setTyped('')
  }
  return (
    <fieldset className="grid gap-2">
      <legend className="text-sm font-bold">{text.flags}</legend>
      <p className="text-sm text-ink-3">{text.flagsHelp}</p>
      <ul className="flex flex-wrap gap-3">
        {Object.entries(escalation).map(([flag, up]) => (
          <li key={flag} className="flex items-end gap-1 rounded-8 border border-line bg-well px-3 py-2">
            <Select
              label={flag}
              value={String(up)}
              placeholder=""
              options={[0, 1, 2, 3].map((it) => ({ id: String(it), label: text.up(it) }))}
              onChange={(it) => onChange({ ...escalation, [flag]: Number(it) })}
              className="w-32"
            />
            <IconButton
              label={text.removeFlag(flag)}
              icon={<X className="size-4" aria-hidden />}
              onPress={() =>
                onChange(Object.fromEntries(Object.entries(escalation).filter(([it]) => it !== flag)))
              }
            />
          </li>
        ))}
      </ul>
      <div className="flex items-end gap-2">
        <TextField label={text.newFlag} value={typed} onChange={setTyped} maxLength={20} className="w-48" />
        <Button size="small" isDisabled={name === '' || escalation[name] !== undefined} onPress={add}>
          <Plus className="size-4" aria-hidden />
          {text.add}
        </Button>
      </div>
    </fieldset>
  )
}
