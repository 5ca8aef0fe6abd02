import { ListFilter, SearchX, TextSearch } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'wouter'
import type { SearchWish } from '../../../../server/contract/search.ts'
import { problemText } from '../../api/problem-text.tsx'
import { ReadingPurposeForm } from '../../api/reading-purpose-form.tsx'
import { searchText, useSearch, useSearchFacets } from '../../api/search.ts'
import { useAsksPurpose } from '../../api/use-asks-purpose.ts'
import { useText } from '../../i18n/index.tsx'
import { Button, EmptyState, Spinner, TogglePill, cx } from '../../ui/index.ts'
import { SavedSearchList } from './saved-searches.tsx'
import { SearchBox } from './search-box.tsx'
import { type FacetName, Facets, facetNames } from './search-facets.tsx'
import { SearchResults } from './search-results.tsx'

const fields = ['title', 'body', 'file', 'opinion', 'number', 'name'] as const

/** What the address asks for; undefined while there are no words. */
function wishOf(params: URLSearchParams): SearchWish | undefined {
  const q = (params.get('q') ?? '').trim().slice(0, 200)
  if (q === '') return undefined
  const narrowed = facetNames.flatMap((name) => {
    const value = params.get(name)
    return value === null || value === '' ? [] : [[name, value] as const]
  })
  const field = fields.find((it) => it === params.get('field'))
  return { q, ...(field === undefined ? {} : { field }), ...Object.fromEntries(narrowed) }
}

/** 文書検索: everything one may read, by the words in it. */
export function SearchPage() {
  const texts = useText()
  const text = texts.search
  const [params, setParams] = useSearchParams()
  const wish = wishOf(params)
  const found = useSearch(wish)
  const facets = useSearchFacets(wish)
  const asksPurpose = useAsksPurpose('search', found)
  const input = useRef<HTMLInputElement>(null)
  const isAsking = wish !== undefined
  useEffect(() => {
    if (!isAsking) input.current?.focus()
  }, [isAsking])
  const ask = (next: SearchWish) => setParams(new URLSearchParams(searchText(next)))
  const choose = (name: FacetName, value: string | undefined) => {
    if (wish === undefined) return
    const { [name]: _before, ...rest } = wish
    ask(value === undefined ? rest : { ...rest, [name]: value })
  }
  if (wish !== undefined && asksPurpose) return <ReadingPurposeForm />
  const items = found.data?.pages.flatMap((it) => it.items) ?? []
  const last = found.data?.pages.at(-1)
  const chosen = facetNames.filter((name) => wish?.[name] !== undefined)
  /** Its place is kept while nobody knows yet. */
  const canNarrow =
    chosen.length > 0 || facets.data === undefined || facetNames.some((name) => facets.data[name].length > 0)
  return (
    <div className="mx-auto max-w-[84rem] px-3 py-4 sm:px-6">
      <header className="mb-4">
        <h1 className="mb-3 text-xl font-bold">{text.title}</h1>
        <SearchBox
          isLarge
          input={input}
          words={wish?.q ?? ''}
          onSearch={(q) => ask({ ...(wish?.field === undefined ? {} : { field: wish.field }), q })}
        />
        {wish !== undefined && (
          <div role="group" aria-label={text.field} className="mt-3 flex flex-wrap gap-2">
            {([undefined, ...fields] as const).map((it) => (
              <TogglePill
                key={it ?? 'all'}
                isSelected={wish.field === it}
                onChange={() => {
                  const { field: _before, ...rest } = wish
                  ask(it === undefined ? rest : { ...rest, field: it })
                }}
              >
                {text.fields[it ?? 'all']}
              </TogglePill>
            ))}
          </div>
        )}
        <SavedSearchList wish={wish} />
      </header>
      {wish === undefined ? (
        <Teaching />
      ) : (
        <div className={cx('grid items-start gap-4', canNarrow && 'lg:grid-cols-[minmax(0,1fr)_17rem]')}>
          <div className="min-w-0 max-lg:order-2">
            <p role="status" className="mb-2 min-h-6 text-sm text-ink-2 tabular" data-search-count>
              {found.isPending
                ? text.searching
                : facets.data === undefined || facets.isPlaceholderData
                  ? ''
                  : facets.data.isExact
                    ? text.count(facets.data.count)
                    : text.countAtLeast(facets.data.count)}
            </p>
            {found.isPending ? (
              <div className="grid place-items-center p-16">
                <Spinner label={text.searching} />
              </div>
            ) : found.isError && items.length === 0 ? (
              <EmptyState
                title={text.failed}
                text={problemText(found.error, texts)}
                action={<Button onPress={() => void found.refetch()}>{texts.common.retry}</Button>}
              />
            ) : (
              <>
                {items.length === 0 && !found.hasNextPage && (
                  <EmptyState
                    picture={<SearchX className="size-14" strokeWidth={1.2} aria-hidden />}
                    title={text.noneTitle}
                    text={chosen.length > 0 ? text.noneNarrowed : text.noneText}
                  />
                )}
                <SearchResults items={items} />
                {found.hasNextPage && (
                  <div className="grid justify-items-center gap-2 p-4 text-sm text-ink-2">
                    {last?.isPartial === true && text.partial}
                    <Button onPress={() => void found.fetchNextPage()} isPending={found.isFetchingNextPage}>
                      {last?.isPartial === true ? text.older : text.more}
                    </Button>
                  </div>
                )}
              </>
            )}
          </div>
          {canNarrow && (
            <Narrowing count={chosen.length}>
              {chosen.length > 0 && (
                <Button
                  variant="quiet"
                  size="small"
                  className="mb-2"
                  onPress={() =>
                    ask({ q: wish.q, ...(wish.field === undefined ? {} : { field: wish.field }) })
                  }
                >
                  {text.clear}
                </Button>
              )}
              <Facets facets={facets.data} wish={wish} onChoose={choose} />
            </Narrowing>
          )}
        </div>
      )}
    </div>
  )
}

/** Beside the results; on a phone above them, opened by a button. */
function Narrowing({ count, children }: { readonly count: number; readonly children: React.ReactNode }) {
  const text = useText().search
  const [isOpen, setOpen] = useState(false)
  return (
    <aside aria-label={text.narrow} className="min-w-0 max-lg:order-1">
      <div className="lg:hidden">
        <Button aria-expanded={isOpen} onPress={() => setOpen(!isOpen)} data-narrow>
          <ListFilter className="size-4" aria-hidden />
          {count === 0 ? text.narrow : text.narrowed(count)}
        </Button>
      </div>
      <div className={cx('paper p-3 max-lg:mt-2', !isOpen && 'max-lg:hidden')}>{children}</div>
    </aside>
  )
}

function Teaching() {
  const text = useText().search
  return (
    <EmptyState
      picture={<TextSearch className="size-14" strokeWidth={1.2} aria-hidden />}
      title={text.teachTitle}
      text={
        <ul className="grid list-disc gap-1.5 pl-5 text-left text-sm leading-relaxed">
          {text.teach.map((it) => (
            <li key={it}>{it}</li>
          ))}
        </ul>
      }
    />
  )
}
