import type { RouteTemplateContent } from '../../../../server/contract/rules.ts'
import { useOrganisation } from '../../api/queries.ts'
import { useText } from '../../i18n/settings/index.ts'
import { PickSeveral } from '../../ui/index.ts'
import { Shown, useReadOnly } from './read-only.tsx'

type Showing = RouteTemplateContent['circulation'][number]
type Props = {
  /** 供覧, or 回覧. */
  readonly kind: 'circulate' | 'inform'
  readonly showings: readonly Showing[]
  readonly onChange: (showings: Showing[]) => void
}

const ownPlaces = ['own_group', 'own_section', 'own_bureau', 'own_department', 'own_branch'] as const

/** What a choice is called in a list: a place seen from the drafter, or a unit. */
function idOf({ where }: Showing): string {
  return where.at === 'unit' ? `unit:${where.unit}` : where.at
}

/** Who is shown a case after its decision: places seen from the drafter, and named units. */
export function CirculationField({ kind, showings, onChange }: Props) {
  const { rules, common } = useText()
  const text = rules.route
  const units = useOrganisation().data?.units ?? []
  const isReadOnly = useReadOnly()
  const isOfKind = (it: Showing) => (it.kind ?? 'circulate') === kind
  const chosen = showings.filter(isOfKind)
  const nameOf = ({ where }: Showing): string =>
    where.at === 'unit'
      ? (units.find((it) => it.code === where.unit)?.name ?? where.unit)
      : text.places[where.at]
  const label = text.shown[kind]
  if (isReadOnly) return <Shown label={label}>{chosen.map(nameOf).join('、')}</Shown>
  const choices: readonly Showing[] = [
    ...ownPlaces.map((at): Showing => ({ where: { at } })),
    ...units
      .filter((it) => it.kind !== 'root')
      .map((it): Showing => ({ where: { at: 'unit', unit: it.code } })),
  ]
  const put = (ids: readonly string[]) =>
    onChange([
      ...showings.filter((it) => !isOfKind(it) || ids.includes(idOf(it))),
      ...choices
        .filter((it) => ids.includes(idOf(it)) && !chosen.some((one) => idOf(one) === idOf(it)))
        .map(({ where }): Showing => (kind === 'inform' ? { where, kind } : { where })),
    ])
  return (
    <PickSeveral
      label={label}
      hint={text.shownHelp[kind]}
      chosen={chosen.map(idOf)}
      // One place is shown a case once, one way or the other.
      options={choices
        .filter((it) => !showings.some((one) => !isOfKind(one) && idOf(one) === idOf(it)))
        .map((it) => ({ id: idOf(it), label: nameOf(it) }))}
      placeholder={text.findPlace}
      noMatch={common.noMatch}
      removeLabel={rules.remove}
      onChange={put}
    />
  )
}
