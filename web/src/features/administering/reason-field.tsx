import { useText } from '../../i18n/settings/index.ts'
import { TextField } from '../../ui/index.ts'

type Props = {
  readonly label: string
  readonly placeholder?: string
  readonly value: string
  readonly onChange: (reason: string) => void
  readonly autoFocus?: boolean
}

/** Why something is done, without which it is not done. */
export function ReasonField(props: Props) {
  const { common } = useText()
  return <TextField {...props} requiredMark={common.required} maxLength={400} />
}
