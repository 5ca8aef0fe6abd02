import { useText } from '../../../i18n/index.tsx'
import { TextArea } from '../../../ui/index.ts'
import type { Words } from '../../../api/kept-words.ts'

type Props = {
  readonly words: Words
  readonly slot: string
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly required?: boolean
  readonly error?: string | undefined
  readonly maxLength?: number
  readonly autoFocus?: boolean
  readonly onChange?: () => void
}

/** A text of an act, kept in this browser until the act is done. */
export function WordsField(props: Props) {
  const { words, slot, name, label, hint, required = false, error, maxLength = 4000, onChange } = props
  const { common } = useText()
  return (
    <TextArea
      label={label}
      {...(hint === undefined ? {} : { hint })}
      requiredMark={required ? common.required : undefined}
      error={error}
      value={words.get(slot)}
      onChange={(text) => {
        words.set(slot, text)
        onChange?.()
      }}
      maxLength={maxLength}
      rows={3}
      name={name}
      autoFocus={props.autoFocus ?? false}
    />
  )
}
