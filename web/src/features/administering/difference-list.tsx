import { useText } from '../../i18n/settings/index.ts'
import type { Difference } from './application-differences.ts'
import { useMatterName } from './matters-field.tsx'

/** What differs between two states of an 外部システム, as sentences. */
export function DifferenceList({ differences }: { readonly differences: readonly Difference[] }) {
  const text = useText().administering.applications
  const nameOf = useMatterName()
  const sentenceOf = (it: Difference): string => {
    if (it.kind === 'text') return (it.of === 'name' ? text.nameFrom : text.contactFrom)(it.before, it.after)
    if (it.of === 'mayProvision') return it.kind === 'gain' ? text.provisionsNow : text.provisionsNoMore
    const [what, names] = [text[it.of], it.codes.map(nameOf).join('、')]
    return `${(it.kind === 'gain' ? text.gains : text.loses)(what)}：${names}`
  }
  return (
    <ul className="grid gap-0.5 text-sm">
      {differences.map((it) => (
        <li key={`${it.kind} ${it.of}`}>{sentenceOf(it)}</li>
      ))}
    </ul>
  )
}
