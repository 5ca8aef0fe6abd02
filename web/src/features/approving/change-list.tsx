import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { useText } from '../../i18n/index.tsx'

type Change = NonNullable<ProposalView['changedSinceMine']>['changes'][number]

type Props = {
  readonly changes: readonly Change[]
  /** Brings a file into view, by its name; without it names are only names. */
  readonly onJump?: (fileName: string) => void
}

/** What is different: properties before and after, files and what became of them. */
export function ChangeList({ changes, onJump }: Props) {
  const { changes: words } = useText().reader
  return (
    <ul className="grid gap-2 text-sm" data-changes>
      {changes.map((it) => (
        <li key={`${it.kind} ${it.name}`} className="grid gap-0.5 border-l-2 border-lead-line pl-2.5">
          <span>
            {it.kind === 'file' && onJump !== undefined && it.how !== 'removed' ? (
              <button
                type="button"
                className="rounded-4 text-left font-bold text-lead hover:underline"
                onClick={() => onJump(it.name)}
              >
                {it.name}
              </button>
            ) : (
              <b>{it.name}</b>
            )}
            <span className="ml-2 text-ink-2">
              {it.kind === 'file' ? words.file[it.how] : words.text[it.how]}
            </span>
          </span>
          {(it.before !== undefined || it.after !== undefined) && (
            <span className="grid gap-x-4 leading-relaxed sm:grid-cols-2">
              <Side word={words.before} text={it.before} />
              <Side word={words.after} text={it.after} />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

function Side({ word, text }: { readonly word: string; readonly text: string | undefined }) {
  if (text === undefined) return null
  return (
    <span className="min-w-0">
      <span className="mr-1.5 text-xs text-ink-3">{word}</span>
      <span className="line-clamp-6 whitespace-pre-wrap">{text}</span>
    </span>
  )
}
