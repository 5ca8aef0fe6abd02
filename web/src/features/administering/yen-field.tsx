import { useState } from 'react'
import { amountText, parseAmount } from '../../i18n/amount.ts'
import { useText } from '../../i18n/index.tsx'
import { TextField } from '../../ui/index.ts'

type Props = {
  readonly label: string
  readonly yen: number | undefined
  readonly onChange: (yen: number | undefined) => void
}

/** An amount typed freely, shown with commas once left; empty is none. */
export function YenField({ label, yen, onChange }: Props) {
  const { rules } = useText()
  const [typed, setTyped] = useState<string | undefined>()
  const unreadable = typed !== undefined && parseAmount(typed).kind === 'unreadable'
  return (
    <TextField
      label={label}
      value={typed ?? amountText(yen)}
      onChange={(value) => {
        setTyped(value)
        const amount = parseAmount(value)
        if (amount.kind !== 'unreadable') onChange(amount.kind === 'yen' ? amount.yen : undefined)
      }}
      onBlur={() => !unreadable && setTyped(undefined)}
      error={unreadable ? rules.table.unreadable : undefined}
      suffix={rules.table.yen}
      inputClassName="text-right tabular"
    />
  )
}
