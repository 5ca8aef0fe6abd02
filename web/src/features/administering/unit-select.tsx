import { useOrganisation } from '../../api/queries.ts'
import { useText } from '../../i18n/index.tsx'
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
  const units = useOrganisation().data?.units ?? []
  const names = new Map(units.map((it) => [it.code, it.name]))
  return (
    <SearchSelect
      label={label}
      value={value}
      onChange={onChange}
      options={units
        .filter((it) => it.kind !== 'root')
        .map((it) => ({
          id: it.code,
          label: it.name,
          note: names.get(it.parent ?? ''),
          keywords: it.code,
        }))}
      placeholder={common.choose}
      noMatch={common.noMatch}
      className={className}
    />
  )
}
