import type { OrganisationView } from '../../../../server/contract/organisation.ts'
import { useText } from '../../i18n/index.tsx'
import { Chips, SearchSelect } from '../../ui/index.ts'
import { Shown, useReadOnly } from './read-only.tsx'

type Props = {
  readonly label: string
  readonly hint: string
  readonly chosen: readonly string[]
  readonly units: OrganisationView['units']
  readonly onChange: (units: string[]) => void
}

/** Units in order, each with its way out, and a box that finds one more. */
export function UnitsField({ label, hint, chosen, units, onChange }: Props) {
  const { rules, common } = useText()
  const isReadOnly = useReadOnly()
  const nameOf = (code: string) => units.find((it) => it.code === code)?.name ?? code
  if (isReadOnly) return <Shown label={label}>{chosen.map(nameOf).join('、')}</Shown>
  return (
    <div className="grid gap-2">
      <SearchSelect
        label={label}
        hint={hint}
        value=""
        clearOnChoose
        options={units
          .filter((it) => it.kind !== 'root' && !chosen.includes(it.code))
          .map((it) => ({ id: it.code, label: it.name, note: nameOf(it.parent ?? '') }))}
        placeholder={rules.findUnit}
        noMatch={common.noMatch}
        onChange={(id) => onChange([...chosen, id])}
        className="max-w-md"
      />
      {chosen.length > 0 && (
        <Chips
          label={label}
          chips={chosen.map((code) => ({ id: code, name: nameOf(code) }))}
          removeLabel={rules.remove}
          onRemove={(code) => onChange(chosen.filter((it) => it !== code))}
        />
      )}
    </div>
  )
}
