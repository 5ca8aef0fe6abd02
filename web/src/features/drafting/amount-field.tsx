import { useState } from 'react'
import { useText } from '../../i18n/index.tsx'
import { TextField } from '../../ui/index.ts'
import { amountText, parseAmount } from '../../i18n/amount.ts'

type Props = {
  /** Absent: 金額 of the matter, and how it may be typed. */
  readonly label?: string
  readonly hint?: string
  readonly amountYen: number | undefined
  readonly required: boolean
  readonly error: string | undefined
  readonly onChange: (yen: number | undefined) => void
}

/** An amount typed freely, shown with commas once left. */
export function AmountField({ label, hint, amountYen, required, error, onChange }: Props) {
  const { drafting: text, common } = useText()
  const [typed, setTyped] = useState<string | undefined>()
  const unreadable = typed !== undefined && parseAmount(typed).kind === 'unreadable'
  return (
    <TextField
      label={label ?? text.fields.amountYen}
      hint={hint ?? text.amountHint}
      requiredMark={required ? common.required : undefined}
      value={typed ?? amountText(amountYen)}
      onChange={(value) => {
        setTyped(value)
        const amount = parseAmount(value)
        if (amount.kind === 'yen') onChange(amount.yen)
        if (amount.kind === 'none') onChange(undefined)
      }}
      onBlur={() => {
        // What cannot be read stays as typed, so that it can be corrected.
        if (!unreadable) setTyped(undefined)
      }}
      suffix={text.yen}
      error={unreadable ? text.amountUnreadable : error}
      className="max-w-72"
      inputClassName="text-right tabular"
    />
  )
}
