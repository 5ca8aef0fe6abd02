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
  /** What cannot be read is no amount, not the part of it that could be. */
  readonly onChange: (yen: number | undefined, isUnreadable: boolean) => void
  readonly className?: string
}

/** An amount typed freely, shown with commas once left; empty is none. What cannot be read is said once it is left. */
export function AmountField(props: Props) {
  const { label, hint, amountYen, required = false, error, onChange, className } = props
  const { drafting: text, common } = useText()
  const [typed, setTyped] = useState<string | undefined>()
  const [isLeft, setLeft] = useState(false)
  const cannotBeRead = typed !== undefined && parseAmount(typed).kind === 'unreadable'
  // An amount that comes from elsewhere takes the place of what cannot be read.
  const isUnreadable = cannotBeRead && amountYen === undefined
  return (
    <TextField
      label={label}
      hint={hint}
      requiredMark={required ? common.required : undefined}
      value={typed === undefined || (cannotBeRead && !isUnreadable) ? amountText(amountYen) : typed}
      onChange={(value) => {
        setTyped(value)
        const amount = parseAmount(value)
        // On its way to 1.5億 it is 1. for a moment: not yet a mistake.
        if (amount.kind !== 'unreadable') setLeft(false)
        onChange(amount.kind === 'yen' ? amount.yen : undefined, amount.kind === 'unreadable')
      }}
      onBlur={() => {
        // What cannot be read stays as typed, so that it can be corrected.
        if (isUnreadable) setLeft(true)
        else setTyped(undefined)
      }}
      suffix={text.yen}
      error={isUnreadable && isLeft ? text.amountUnreadable : error}
      inputClassName="text-right tabular"
      {...(className === undefined ? {} : { className })}
    />
  )
}
