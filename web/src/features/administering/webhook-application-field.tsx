import { useText } from '../../i18n/settings/index.ts'
import { TextField } from '../../ui/index.ts'

type Props = { readonly value: string; readonly onChange: (clientId: string) => void }

/** Whose events a new endpoint gets. */
export function WebhookApplicationField({ value, onChange }: Props) {
  const { common, administering } = useText()
  const text = administering.webhooks
  return (
    <TextField
      label={text.clientId}
      hint={text.clientIdHint}
      requiredMark={common.required}
      value={value}
      onChange={onChange}
      maxLength={100}
    />
  )
}
