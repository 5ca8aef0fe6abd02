import { useMemo } from 'react'
import { Link } from 'wouter'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { compareAddress } from '../../api/comparison.ts'
import { DifferenceView } from '../../editing/difference-view.tsx'
import { FileDifference } from '../../editing/file-difference.tsx'
import { type Difference, type Part, differencesOf } from '../../editing/text-difference.ts'
import { useText } from '../../i18n/index.tsx'

export type Change = NonNullable<ProposalView['changedSinceMine']>['changes'][number]

type Props = {
  readonly changes: readonly Change[]
  /** Brings a file into view, by its name; without it names are only names. */
  readonly onJump?: (fileName: string) => void
}

/** What is different: properties before and after, files, what became of them and what they were. */
export function ChangeList({ changes, onJump }: Props) {
  const { reader, editing, compare } = useText()
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
            {it.earlier !== undefined && it.later !== undefined && (
              <Link
                className="ml-2 text-lead"
                href={compareAddress(it.later.revisionId, it.earlier.revisionId)}
                aria-label={`${it.name}：${compare.open}`}
                data-compare-link
              >
                {compare.open}
              </Link>
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
  // The reading page draws again with every key that is typed; a long text is compared once.
  const places = useMemo(() => placesOf(before, after), [before, after])
  return places.map((it, index) => <DifferenceView key={index} difference={it} />)
}

function placesOf(before: string | undefined, after: string | undefined): readonly Difference[] {
  if (before === undefined && after === undefined) return []
  if (before === undefined || after === undefined) return [{ before: whole(before), after: whole(after) }]
  return differencesOf(before, after)
}

function whole(text: string | undefined): readonly Part[] {
  return text === undefined || text === '' ? [] : [{ text, changed: false }]
}
