import { useAuthorityItems } from '../../api/queries.ts'
import { useText } from '../../i18n/settings/index.ts'
import { PickSeveral } from '../../ui/index.ts'

/** The name of a matter (専決事項) by its code, as the table of today has it. */
export function useMatterName(): (code: string) => string {
  const text = useText().administering.applications
  const items = useAuthorityItems().data?.items
  return (code) => {
    const found = items?.find((it) => it.code === code)
    if (found !== undefined) return `${code} ${found.name}`
    return items === undefined ? code : `${code}${text.noLonger}`
  }
}

type Props = {
  readonly label: string
  readonly hint: string
  readonly chosen: readonly string[]
  readonly onChange: (codes: readonly string[]) => void
}

/** Matters by code and name, each with its way out, and a box that finds one more. */
export function MattersField({ label, hint, chosen, onChange }: Props) {
  const { common, administering } = useText()
  const text = administering.applications
  const items = useAuthorityItems().data?.items ?? []
  const nameOf = useMatterName()
  return (
    <PickSeveral
      label={label}
      hint={hint}
      chosen={chosen}
      options={items.map((it) => ({ id: it.code, label: `${it.code} ${it.name}` }))}
      placeholder={text.findMatter}
      noMatch={common.noMatch}
      nameOf={nameOf}
      removeLabel={text.removeMatter}
      onChange={onChange}
    />
  )
}
