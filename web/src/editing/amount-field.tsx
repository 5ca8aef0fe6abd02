import { useState } from 'react'
import { amountText, parseAmount } from '../i18n/amount.ts'
import { useText } from '../i18n/index.tsx'
import { TextField } from '../ui/index.ts'

type Props = {
  readonly label: string
  readonly hint?: string
  readonly amountYen: number | undefined
  readonly required?: boolean
  readonly error?: string | undefined
  readonly onChange: (yen: number | undefined) => void
  readonly className?: string
}

/** An amount typed freely, shown with commas once left; empty is none. */
export function AmountField(props: Props) {
  const { label, hint, amountYen, required = false, error, onChange, className } = props
  const { drafting: text, common } = useText()
  const [typed, setTyped] = useState<string | undefined>()
  const unreadable = typed !== undefined && parseAmount(typed).kind === 'unreadable'
  return (
    <TextField
      label={label}
      hint={hint}
      requiredMark={required ? common.required : undefined}
      value={typed ?? amountText(amountYen)}
      onChange={(value) => {
        setTyped(value)
        const amount = parseAmount(value)
        if (amount.kind !== 'unreadable') onChange(amount.kind === 'yen' ? amount.yen : undefined)
      }}
      onBlur={() => {
        // What cannot be read stays as typed, so that it can be corrected.
        if (!unreadable) setTyped(undefined)
      }}
      suffix={text.yen}
      error={unreadable ? text.amountUnreadable : error}
      inputClassName="text-right tabular"
      {...(className === undefined ? {} : { className })}
    />
  )
}
