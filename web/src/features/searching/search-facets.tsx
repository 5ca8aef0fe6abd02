import { X } from 'lucide-react'
import { useState } from 'react'
import type { SearchFacets, SearchWish } from '../../../../server/contract/search.ts'
import { fiscalYearOf } from '../../i18n/format.ts'
import { type Language, type Texts, useLanguage, useText } from '../../i18n/index.tsx'
import { Button, cx } from '../../ui/index.ts'

export type FacetName = Exclude<keyof SearchFacets, 'count' | 'isExact'>
export const facetNames: readonly FacetName[] = ['status', 'year', 'section', 'class', 'folder', 'drafter']

type Props = {
  readonly facets: SearchFacets | undefined
  readonly wish: SearchWish
  readonly onChoose: (name: FacetName, value: string | undefined) => void
}

/** What the cases that were found can be narrowed down to, each with how many there are. */
export function Facets({ facets, wish, onChoose }: Props) {
  return (
    <div className="grid gap-4" data-facets>
      {facetNames.map((name) => (
        <Facet key={name} name={name} values={facets?.[name] ?? []} chosen={wish[name]} onChoose={onChoose} />
      ))}
    </div>
  )
}

const shownFirst = 6

type FacetProps = {
  readonly name: FacetName
  readonly values: SearchFacets[FacetName]
  readonly chosen: string | undefined
  readonly onChoose: Props['onChoose']
}

function Facet({ name, values, chosen, onChoose }: FacetProps) {
  const text = useText()
  const { language } = useLanguage()
  const [isWhole, setWhole] = useState(false)
  if (values.length === 0 && chosen === undefined) return null
  const nameOf = (it: { readonly value: string; readonly name: string }) =>
    facetValueName(name, it, text, language)
  const shown = isWhole ? values : values.slice(0, shownFirst)
  const isMissing = chosen !== undefined && !values.some((it) => it.value === chosen)
  const all = isMissing ? [{ value: chosen, name: chosen, count: 0 }, ...shown] : shown
  return (
    <section aria-labelledby={`facet-${name}`}>
      <h2 id={`facet-${name}`} className="mb-1 text-xs font-bold text-ink-2">
        {text.search.facets[name]}
      </h2>
      <ul className="grid">
        {all.map((it) => (
          <li key={it.value}>
            <button
              type="button"
              aria-pressed={it.value === chosen}
              aria-label={text.search.facet(nameOf(it), it.count)}
              onClick={() => onChoose(name, it.value === chosen ? undefined : it.value)}
              className={cx(
                'flex min-h-8 w-full items-center gap-2 rounded-6 px-2 py-1 text-left text-sm leading-snug hover:bg-ink/6',
                it.value === chosen && 'bg-lead-soft font-bold text-lead',
              )}
            >
              <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{nameOf(it)}</span>
              <span className="text-xs text-ink-2 tabular">{it.count}</span>
              {it.value === chosen && <X className="size-4" aria-hidden />}
            </button>
          </li>
        ))}
      </ul>
      {!isWhole && values.length > shownFirst && (
        <Button variant="quiet" size="small" onPress={() => setWhole(true)}>
          {text.search.facetMore(values.length - shownFirst)}
        </Button>
      )}
    </section>
  )
}

function facetValueName(
  name: FacetName,
  it: { readonly value: string; readonly name: string },
  text: Texts,
  language: Language,
): string {
  if (name === 'year') return fiscalYearOf(Number(it.value), language)
  return name === 'status'
    ? (text.common.status[it.value as keyof Texts['common']['status']] ?? it.name)
    : it.name
}
