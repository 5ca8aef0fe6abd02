import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { DifferenceView } from '../../editing/difference-view.tsx'
import { FileDifference } from '../../editing/file-difference.tsx'
import { type Part, differencesOf } from '../../editing/text-difference.ts'
import { useText } from '../../i18n/index.tsx'

export type Change = NonNullable<ProposalView['changedSinceMine']>['changes'][number]

type Props = {
  readonly changes: readonly Change[]
  /** Brings a file into view, by its name; without it names are only names. */
  readonly onJump?: (fileName: string) => void
}

/** What is different: properties before and after, files, what became of them and what they were. */
export function ChangeList({ changes, onJump }: Props) {
  const { reader, editing } = useText()
  const { changes: words } = reader
  return (
    <ul className="grid gap-2 text-sm" data-changes>
      {changes.map((it) => (
        <li key={`${it.kind} ${it.name}`} className="grid gap-1 border-l-2 border-lead-line pl-2.5">
          <span>
            {it.kind === 'file' && onJump !== undefined && it.how !== 'removed' ? (
              <button
                type="button"
                className="cursor-pointer rounded-4 text-left font-bold text-lead hover:underline"
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
            {it.earlier !== undefined && (
              <a
                className="ml-2 text-lead"
                href={`/v1/revisions/${it.earlier.revisionId}/${it.earlier.isPdf ? 'pdf' : 'content'}`}
                target="_blank"
                rel="noreferrer"
                data-earlier
              >
                {editing.earlier}
              </a>
            )}
          </span>
          {it.earlier?.isPdf === true && it.later?.isPdf === true && (
            <FileDifference name={it.name} before={it.earlier.revisionId} after={it.later.revisionId} />
          )}
          <TextChange change={it} />
        </li>
      ))}
    </ul>
  )
}

/** Before and after; of a long text only the lines that differ, with what changed in them marked. */
function TextChange({ change }: { readonly change: Change }) {
  const { before, after } = change
  if (before === undefined && after === undefined) return null
  const places =
    before === undefined || after === undefined
      ? [{ before: whole(before), after: whole(after) }]
      : differencesOf(before, after)
  return places.map((it, index) => <DifferenceView key={index} difference={it} />)
}

function whole(text: string | undefined): readonly Part[] {
  return text === undefined || text === '' ? [] : [{ text, changed: false }]
}
