import { FileText, History, Search } from 'lucide-react'
import { type RefObject, useId, useState } from 'react'
import { useLocation } from 'wouter'
import { searchText, useSuggestions } from '../../api/search.ts'
import { useText } from '../../i18n/index.tsx'
import { cx, useSettled } from '../../ui/index.ts'

type Props = {
  /** What is looked for now; the box begins with it. */
  readonly words: string
  readonly onSearch: (words: string) => void
  readonly input?: RefObject<HTMLInputElement | null>
  /** As a part of the page, with a button, or small in the bar above every page. */
  readonly isLarge?: boolean
}

type Suggestion = {
  readonly key: string
  readonly label: string
  readonly note: string
  readonly href: string
  readonly isSaved: boolean
}

/** Milliseconds of quiet before suggestions are asked for. */
const pauseMs = 180

/** What is looked for, with suggestions: a case is opened, a search that is kept is asked again. */
export function SearchBox({ words, onSearch, input, isLarge = false }: Props) {
  const text = useText()
  const id = useId()
  const [, navigate] = useLocation()
  // What is typed until another search begins.
  const [typed, setTyped] = useState({ of: words, words })
  const now = typed.of === words ? typed.words : words
  const [isOpen, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const settled = useSettled(now, pauseMs)
  const { data } = useSuggestions(isOpen && settled === now ? settled : '')
  const all: readonly Suggestion[] = [
    ...(data?.saved ?? []).map((it) => ({
      ...{ key: it.id, label: it.name, note: it.wish.q, isSaved: true },
      href: `/search?${searchText(it.wish)}`,
    })),
    ...(data?.cases ?? []).map((it) => ({
      ...{ key: it.id, label: it.title === '' ? text.lists.untitled : it.title, note: it.number ?? '' },
      ...{ isSaved: false, href: `/proposals/${it.id}` },
    })),
  ]
  const isShown = isOpen && now.trim() !== '' && all.length > 0
  const current = isShown ? all[at] : undefined
  const go = (href: string) => {
    setOpen(false)
    setTyped({ of: words, words })
    navigate(href)
  }
  const start = () => {
    if (current !== undefined) return go(current.href)
    if (now.trim() === '') return
    setOpen(false)
    onSearch(now.trim())
  }
  return (
    <search aria-label={text.search.title} className="relative min-w-0 flex-1">
      <form
        className="flex items-stretch gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          start()
        }}
      >
        <div className="relative min-w-0 flex-1">
          <Search
            className="pointer-events-none absolute top-1/2 left-3 size-4.5 -translate-y-1/2 text-ink-3"
            aria-hidden
          />
          <input
            ref={input}
            type="search"
            role="combobox"
            name="q"
            autoComplete="off"
            aria-label={text.search.box}
            aria-autocomplete="list"
            aria-expanded={isShown}
            aria-controls={isShown ? `${id}-list` : undefined}
            aria-activedescendant={current === undefined ? undefined : `${id}-${at}`}
            placeholder={text.search.placeholder}
            maxLength={200}
            value={now}
            className={cx(
              'w-full min-w-0 rounded-8 border border-line-strong bg-paper pr-3 pl-10 text-base',
              isLarge ? 'h-11' : 'h-9',
            )}
            onChange={(event) => {
              setTyped({ of: words, words: event.target.value })
              setOpen(true)
              setAt(-1)
            }}
            onBlur={() => setOpen(false)}
            onKeyDown={(event) => {
              // Enter and arrows of the input method choose a conversion.
              if (event.nativeEvent.isComposing) return
              if (event.key === 'Escape' && isShown) setOpen(false)
              else if (event.key === 'ArrowDown' && isShown) setAt(((at + 2) % (all.length + 1)) - 1)
              else if (event.key === 'ArrowUp' && isShown) setAt(at < 0 ? all.length - 1 : at - 1)
              else return
              event.preventDefault()
            }}
          />
        </div>
        {isLarge && (
          <button
            type="submit"
            className="shrink-0 rounded-8 bg-lead px-5 font-bold whitespace-nowrap text-white hover:bg-lead-strong"
          >
            {text.search.submit}
          </button>
        )}
      </form>
      {isShown && (
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label={text.search.suggestions}
          className="absolute top-full right-0 left-0 z-30 mt-1 max-h-96 overflow-y-auto rounded-8 border border-line bg-paper p-1 shadow-lg max-sm:fixed max-sm:inset-x-2 max-sm:top-auto"
        >
          {all.map((it, nth) => (
            <div
              key={it.key}
              id={`${id}-${nth}`}
              role="option"
              tabIndex={-1}
              aria-selected={nth === at}
              // Before the box loses the focus, which closes the list.
              onPointerDown={(event) => {
                event.preventDefault()
                go(it.href)
              }}
              className={cx(
                'flex min-h-10 cursor-pointer items-center gap-2 rounded-6 px-2 py-1 text-sm hover:bg-well',
                nth === at && 'bg-lead-soft',
              )}
            >
              {it.isSaved ? (
                <History className="size-4 shrink-0 text-ink-3" aria-hidden />
              ) : (
                <FileText className="size-4 shrink-0 text-ink-3" aria-hidden />
              )}
              <span className="min-w-0 flex-1 truncate">{it.label}</span>
              <span className="shrink-0 text-xs text-ink-3 tabular">{it.note}</span>
            </div>
          ))}
        </div>
      )}
    </search>
  )
}
