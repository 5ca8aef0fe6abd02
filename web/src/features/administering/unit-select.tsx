import { unitChoices } from '../../api/choices.ts'
import { useOrganisation } from '../../api/queries.ts'
import { useText } from '../../i18n/settings/index.ts'
import { SearchSelect } from '../../ui/index.ts'

type Props = {
  readonly label: string
  /** '' while none is chosen. */
  readonly value: string
  readonly onChange: (unit: string) => void
  readonly className?: string
}

/** One unit of today, found by typing; the one above it tells two of one name apart. */
export function UnitSelect({ label, value, onChange, className = '' }: Props) {
  const { common } = useText()
  return (
    <SearchSelect
      label={label}
      value={value}
      onChange={onChange}
      options={unitChoices(useOrganisation().data?.units)}
      placeholder={common.choose}
      noMatch={common.noMatch}
      className={className}
    />
  )
}
