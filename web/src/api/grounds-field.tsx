import { useId } from 'react'
import type { Reference } from '../../../server/contract/organisation.ts'
import { useText } from '../i18n/index.tsx'
import { Checkbox } from '../ui/index.ts'
import { useReference } from './queries.ts'

type Grounds = Pick<Reference, 'disclosureGrounds'> | undefined

/** A 不開示情報 with its article, as it is read: 第7条第1号 個人に関する情報. */
export function groundName(reference: Grounds, code: string): string {
  const found = reference?.disclosureGrounds.find((it) => it.code === code)
  return found === undefined ? code : `${found.article} ${found.name}`.trim()
}

/** Its article alone, as it is printed beside what is masked; its name where it has none. */
export function articleOf(reference: Grounds, code: string): string {
  const found = reference?.disclosureGrounds.find((it) => it.code === code)
  return found === undefined ? code : found.article === '' ? found.name : found.article
}

type Props = { readonly value: readonly string[]; readonly onChange: (codes: readonly string[]) => void }

/** On which grounds something is not disclosed: at least one of the 不開示情報 of the 条例. */
export function GroundsField({ value, onChange }: Props) {
  const { drafting: text, common } = useText()
  const reference = useReference().data
  const label = useId()
  return (
    <div role="group" aria-labelledby={label} className="@container grid gap-1">
      <p className="text-sm font-bold">
        <span id={label}>{text.fields.grounds}</span>
        <span className="ml-2 text-xs text-shu" aria-hidden>
          {common.required}
        </span>
      </p>
      <p className="text-sm text-ink-3">{text.groundsHint}</p>
      <div className="grid gap-x-4 @md:grid-cols-2">
        {(reference?.disclosureGrounds ?? []).map((it) => (
          <Checkbox
            key={it.code}
            isSelected={value.includes(it.code)}
            onChange={(on) => onChange(on ? [...value, it.code] : value.filter((one) => one !== it.code))}
          >
            <span className="text-sm">{groundName(reference, it.code)}</span>
          </Checkbox>
        ))}
      </div>
    </div>
  )
}
