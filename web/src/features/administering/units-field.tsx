import { X } from 'lucide-react'
import type { OrganisationView } from '../../../../server/contract/organisation.ts'
import { useText } from '../../i18n/index.tsx'
import { IconButton, SearchSelect } from '../../ui/index.ts'

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
  const nameOf = (code: string) => units.find((it) => it.code === code)?.name ?? code
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
        <ul aria-label={label} className="flex flex-wrap gap-2">
          {chosen.map((code) => (
            <li
              key={code}
              className="flex items-center rounded-full border border-lead-line bg-lead-soft pr-0.5 pl-3.5 text-sm"
            >
              {nameOf(code)}
              <IconButton
                label={rules.remove(nameOf(code))}
                icon={<X className="size-4" aria-hidden />}
                onPress={() => onChange(chosen.filter((it) => it !== code))}
                className="size-8 rounded-full"
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
