import type { ReadableBook } from '../../../../server/contract/book.ts'
import { useFileComments } from '../../api/notes.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge } from '../../ui/index.ts'

/** The comments that stand in the files themselves, file by file, below the notes on their pages; nothing where there are none. */
export function FileComments({ book }: { readonly book: ReadableBook | undefined }) {
  const files = book?.files.filter(
    (it) => it.kind === 'docx' && it.warnings.some(({ code }) => code.startsWith('comments')),
  )
  return files?.map((it) => <OfFile key={it.revisionId} revisionId={it.revisionId} name={it.name} />)
}

function OfFile({ revisionId, name }: { readonly revisionId: string; readonly name: string }) {
  const text = useText().viewer.notes
  const { language } = useLanguage()
  const comments = useFileComments(revisionId).data?.comments ?? []
  if (comments.length === 0) return null
  return (
    <section className="grid gap-1.5" aria-label={text.inFile(name)} data-comments-in-file>
      <h3 className="px-1 pt-2 text-xs text-ink-3">{text.inFile(name)}</h3>
      {comments.map((it) => (
        <article
          key={it.id}
          className="grid gap-1 rounded-8 border border-line bg-well px-3 py-2 text-sm"
          data-comment-in-file={it.id}
        >
          <p className="flex flex-wrap items-baseline gap-x-2 text-xs text-ink-3">
            {it.answers !== undefined && <span>{text.answer}</span>}
            <b className="text-ink-2">{it.author}</b>
            {it.at !== '' && (
              <time dateTime={it.at} className="tabular">
                {dateTimeOf(it.at, language)}
              </time>
            )}
            {it.settled && <Badge tone="lead">{text.settled}</Badge>}
          </p>
          {it.about !== '' && <p className="text-xs text-ink-3">「{it.about}」</p>}
          <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{it.text}</p>
        </article>
      ))}
    </section>
  )
}
