import { useApplications } from '../../api/applications.ts'
import { useText } from '../../i18n/settings/index.ts'
import { SearchSelect } from '../../ui/index.ts'

type Props = { readonly value: string; readonly onChange: (clientId: string) => void }

/** Whose events a new endpoint gets: one of the registered 外部システム. */
export function WebhookApplicationField({ value, onChange }: Props) {
  const { common, administering } = useText()
  const text = administering.webhooks
  const options = (useApplications().data?.items ?? []).map((it) => ({
    id: it.clientId,
    label: it.name,
    note: it.clientId,
  }))
  return (
    <SearchSelect
      label={text.application}
      requiredMark={common.required}
      value={value}
      onChange={onChange}
      options={options}
      placeholder={text.chooseApplication}
      noMatch={text.noApplication}
    />
  )
}
