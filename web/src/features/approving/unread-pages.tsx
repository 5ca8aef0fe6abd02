import type { Book } from '../../../../server/contract/book.ts'
import { useSeenPages } from '../../api/seen.ts'
import { useText } from '../../i18n/index.tsx'
import { type PageName, unseenPages } from '../../viewer/seen/unseen.ts'

type Props = { readonly book: Book; readonly onPage: (page: PageName) => void }

/** How many pages whoever is about to seal has not had before him, the way to them, and who else is told how many. */
export function UnreadPages({ book, onPage }: Props) {
  const text = useText().viewer.seen
  const { data } = useSeenPages(book.proposalId)
  if (data === undefined) return null
  const unseen = unseenPages(book, data)
  const [first] = unseen
  const { sharedWith } = data
  if (first === undefined && sharedWith === 'self_only') return null
  return (
    <p data-unread={unseen.length}>
      {first !== undefined && (
        <>
          {text.unread(unseen.length)}
          <button type="button" className="mx-2 font-bold text-lead underline" onClick={() => onPage(first)}>
            {text.goThere}
          </button>
        </>
      )}
      {sharedWith !== 'self_only' && (
        <span className="text-xs text-ink-3" data-seen-shared={sharedWith}>
          {text.shared[sharedWith]}
        </span>
      )}
    </p>
  )
}
