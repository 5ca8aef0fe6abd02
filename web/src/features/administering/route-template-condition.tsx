import type { RouteTemplateContent } from '../../../../server/contract/rules.ts'
import { useAuthorityItems } from '../../api/queries.ts'
import { yenOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Chips, TogglePill } from '../../ui/index.ts'
import { Checkbox, SearchSelect, Shown, useReadOnly } from './read-only.tsx'
import { YenField } from './yen-field.tsx'

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
            <YenField label={text.fromYen} yen={minYen} onChange={(it) => put({ minYen: it })} />
            <YenField label={text.belowYen} yen={maxYen} onChange={(it) => put({ maxYen: it })} />
          </div>
          <SearchSelect
            label={text.rows}
            hint={items === undefined ? text.anyRow : undefined}
            value=""
            clearOnChoose
            placeholder={text.findRow}
            noMatch={common.noMatch}
            options={(table?.items ?? [])
              .filter((it) => items?.includes(it.code) !== true)
              .map((it) => ({ id: it.code, label: `${it.code} ${it.name}` }))}
            onChange={(code) => put({ items: [...(items ?? []), code] })}
          />
          {items !== undefined && (
            <Chips
              label={text.rows}
              chips={items.map((code) => ({ id: code, name: code }))}
              removeLabel={rules.remove}
              onRemove={(code) => put({ items: list(items.filter((it) => it !== code)) })}
            />
          )}
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
