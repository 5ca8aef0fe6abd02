import type { FormField } from '../../../../server/contract/editor-facts.ts'
import { useText } from '../../i18n/editing/index.ts'
import { Checkbox, Select, TextArea, TextField } from '../../ui/index.ts'
import type { FieldValue } from './sheets.ts'

type Props = {
  readonly fields: readonly FormField[]
  readonly values: Readonly<Record<string, FieldValue>>
  readonly onChange: (name: string, value: FieldValue) => void
}

/** The fields of a form as inputs, in the order of the form. */
export function FormFields({ fields, values, onChange }: Props) {
  const words = useText().pages.pdf
  return (
    <div className="grid gap-3" data-form-fields>
      {fields.map((field) => {
        const value = values[field.name] ?? field.value
        const change = (next: FieldValue) => onChange(field.name, next)
        if (field.readOnly === true)
          return (
            <p key={field.name} className="text-sm text-ink-3">
              {words.readOnly(field.name, String(value))}
            </p>
          )
        const shared = { label: field.name, value: typeof value === 'string' ? value : '', onChange: change }
        if (field.kind === 'check')
          return (
            <Checkbox key={field.name} isSelected={value === true} onChange={change}>
              {field.name}
            </Checkbox>
          )
        if (field.kind === 'choice') {
          const options = (field.options ?? []).map((it) => ({ id: it, label: it }))
          return <Select key={field.name} {...shared} placeholder={words.choose} options={options} />
        }
        if (field.kind === 'several') {
          const taken = typeof value === 'object' ? value : []
          return (
            <fieldset key={field.name} className="grid gap-1">
              <legend className="text-sm font-bold">{field.name}</legend>
              {(field.options ?? []).map((it) => (
                <Checkbox
                  key={it}
                  isSelected={taken.includes(it)}
                  onChange={(on) => change(on ? [...taken, it] : taken.filter((other) => other !== it))}
                >
                  {it}
                </Checkbox>
              ))}
            </fieldset>
          )
        }
        return field.multiline === true ? (
          <TextArea key={field.name} {...shared} rows={3} />
        ) : (
          <TextField key={field.name} {...shared} />
        )
      })}
    </div>
  )
}
