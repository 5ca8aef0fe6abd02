import type { OrganisationView } from '../../../../server/contract/organisation.ts'
import { unitChoices } from '../../api/choices.ts'
import { useText } from '../../i18n/settings/index.ts'
import { PickSeveral } from '../../ui/index.ts'
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
  const choices = unitChoices(units)
  const nameOf = (code: string) => choices.find((it) => it.id === code)?.label ?? code
  if (isReadOnly) return <Shown label={label}>{chosen.map(nameOf).join('、')}</Shown>
  return (
    <PickSeveral
      label={label}
      hint={hint}
      chosen={chosen}
      options={choices}
      placeholder={rules.findUnit}
      noMatch={common.noMatch}
      removeLabel={rules.remove}
      onChange={onChange}
      className="max-w-md"
    />
  )
}
