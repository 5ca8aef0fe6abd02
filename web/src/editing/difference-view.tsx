import { useText } from '../i18n/index.tsx'
import { cx } from '../ui/index.ts'
import type { Difference, Part } from './text-difference.ts'

type Props = {
  readonly difference: Difference
  /** What the two texts are, where they are not before and after a change. */
  readonly words?: { readonly before: string; readonly after: string }
}

/** One place where two texts differ: before and after side by side, what changed in them marked. */
export function DifferenceView({ difference, words }: Props) {
  const { reader, editing } = useText()
  const { before, after } = difference
  return (
    <span
      className={cx(
        'grid gap-x-4 gap-y-0.5 leading-relaxed',
        before.length > 0 && after.length > 0 && 'sm:grid-cols-2',
      )}
      data-difference
    >
      <Side
        word={words?.before ?? (after.length === 0 ? editing.difference.removed : reader.changes.before)}
        parts={before}
        look="bg-shu-soft text-shu-strong line-through"
      />
      <Side
        word={words?.after ?? (before.length === 0 ? editing.difference.added : reader.changes.after)}
        parts={after}
        look="bg-lead-soft font-bold text-lead"
      />
    </span>
  )
}

type SideProps = { readonly word: string; readonly parts: readonly Part[]; readonly look: string }

function Side({ word, parts, look }: SideProps) {
  if (parts.length === 0) return null
  return (
    <span className="min-w-0">
      <span className="mr-1.5 text-xs text-ink-3">{word}</span>
      <span className="line-clamp-6 break-words whitespace-pre-wrap">
        {parts.map((it, index) =>
          it.changed ? (
            <mark key={index} className={cx('rounded-2 px-0.5', look)}>
              {it.text}
            </mark>
          ) : (
            it.text
          ),
        )}
      </span>
    </span>
  )
}
