import type { RouteTemplateContent } from '../../../../server/contract/rules.ts'
import { useAuthorityItems } from '../../api/queries.ts'
import { AmountField } from '../../editing/amount-field.tsx'
import { yenOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { PickSeveral, TogglePill } from '../../ui/index.ts'
import { Checkbox, Shown, useReadOnly } from './read-only.tsx'

type When = NonNullable<RouteTemplateContent['steps'][number]['when']>
type Props = {
  readonly when: When | undefined
  /** Undefined: the step always has a part. */
  readonly onChange: (when: When | undefined) => void
}

/** When a step has a part: amounts, rows of the 専決表, flags; what is filled in must all hold. */
export function RouteTemplateCondition({ when, onChange }: Props) {
  const { rules, common } = useText()
  const text = rules.route
  const table = useAuthorityItems().data
  const { minYen, maxYen, items, flags } = when ?? {}
  const put = (next: { [Field in keyof When]: When[Field] | undefined }) => {
    const all = { minYen, maxYen, items, flags, ...next }
    onChange(Object.fromEntries(Object.entries(all).filter(([, it]) => it !== undefined)) as When)
  }
  const list = (codes: readonly string[]): string[] | undefined =>
    codes.length === 0 ? undefined : [...codes]
  if (useReadOnly()) return <ConditionShown when={when} />
  return (
    <div className="grid gap-3">
      <Checkbox isSelected={when !== undefined} onChange={(on) => onChange(on ? {} : undefined)}>
        {text.condition}
      </Checkbox>
      {when !== undefined && (
        <div className="grid gap-4 border-l-2 border-lead-line pl-4">
          <div className="grid gap-4 sm:grid-cols-2">
            <AmountField label={text.fromYen} amountYen={minYen} onChange={(it) => put({ minYen: it })} />
            <AmountField label={text.belowYen} amountYen={maxYen} onChange={(it) => put({ maxYen: it })} />
          </div>
          <PickSeveral
            label={text.rows}
            hint={items === undefined ? text.anyRow : undefined}
            chosen={items ?? []}
            options={(table?.items ?? []).map((it) => ({ id: it.code, label: `${it.code} ${it.name}` }))}
            nameOf={(code) => code}
            placeholder={text.findRow}
            noMatch={common.noMatch}
            removeLabel={rules.remove}
            onChange={(codes) => put({ items: list(codes) })}
          />
          <div role="group" aria-label={text.flags} className="flex flex-wrap items-center gap-2">
            <span className="text-sm font-bold" aria-hidden>
              {text.flags}
            </span>
            {(table?.flags ?? []).map((flag) => (
              <TogglePill
                key={flag}
                isSelected={flags?.includes(flag) ?? false}
                onChange={(on) =>
                  put({
                    flags: list(on ? [...(flags ?? []), flag] : (flags ?? []).filter((it) => it !== flag)),
                  })
                }
              >
                {flag}
              </TogglePill>
            ))}
          </div>
        </div>
      )}
    </div>
  )
}

function ConditionShown({ when }: { readonly when: When | undefined }) {
  const text = useText().rules.route
  const { language } = useLanguage()
  if (when === undefined) return null
  const { minYen, maxYen, items, flags } = when
  const parts = [
    minYen === undefined ? '' : `${text.fromYen} ${yenOf(minYen, language)}`,
    maxYen === undefined ? '' : `${text.belowYen} ${yenOf(maxYen, language)}`,
    items === undefined ? '' : `${text.rows} ${items.join('、')}`,
    flags === undefined ? '' : `${text.flags} ${flags.join('、')}`,
  ]
  return <Shown label={text.condition}>{parts.filter((it) => it !== '').join(' / ')}</Shown>
}
