import { useState } from 'react'
import { useText } from '../i18n/index.tsx'

type Props = {
  /** Index in the book; -1 for the cover sheet. */
  readonly bookPage: number
  readonly pageCount: number
  readonly onPage: (bookPage: number) => void
  /** What the cover sheet is called where a page would have its number. */
  readonly coverShort?: string | undefined
}

/** Which page one is at, of how many; another number goes there. */
export function PageBox({ bookPage, pageCount, onPage, coverShort }: Props) {
  const text = useText()
  const shown = bookPage < 0 ? (coverShort ?? text.reader.coverShort) : String(bookPage + 1)
  const [typed, setTyped] = useState<string>()
  return (
    <form
      className="flex items-center gap-1.5 pl-1"
      onSubmit={(event) => {
        event.preventDefault()
        // Full-width digits come from an input method that is still on.
        const page = Number.parseInt((typed ?? '').normalize('NFKC'), 10)
        if (Number.isInteger(page)) onPage(page - 1)
        setTyped(undefined)
        ;(document.activeElement as HTMLElement | null)?.blur()
      }}
    >
      <input
        data-page-box
        className="h-8 w-14 rounded-6 border border-line-strong bg-paper text-center tabular"
        aria-label={text.reader.pageBox}
        inputMode="numeric"
        value={typed ?? shown}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => setTyped(undefined)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          setTyped(undefined)
          event.currentTarget.blur()
        }}
      />
      <span className="whitespace-nowrap text-ink-3 tabular" data-page-total={pageCount}>
        {pageCount > 0 && `/ ${pageCount.toLocaleString('ja-JP')}`}
      </span>
    </form>
  )
}
