import { useEffect, useRef } from 'react'
import type { Comparison } from '../../../../server/contract/comparison.ts'
import type { Differences } from '../../../../server/contract/differences.ts'
import { useText } from '../../i18n/compare/index.ts'
import { cx } from '../../ui/index.ts'
import { ChangeEntry } from './change-entry.tsx'
import type { Findings } from './comparer.ts'
import { type LeftOut, ListHead } from './list-head.tsx'
import type { Place } from './places.ts'

type Props = {
  readonly comparison: Comparison
  readonly differences: Differences | null | undefined
  readonly leftOut: LeftOut
  readonly onLeaveOut: (leftOut: LeftOut) => void
  readonly places: readonly Place[]
  readonly index: number
  readonly findings: Findings
  readonly onChoose: (index: number) => void
}

/** Entries in the document: beyond it one goes on by the pages, or by n and p. */
const mostShown = 500

/**
 * Every place in words: the changes of the contents, before and after; then where the pages alone look different. Files
 * that are not read themselves are told page by page.
 */
export function DifferenceList(props: Props) {
  const { comparison, differences, places, index, findings, onChoose } = props
  const { compare: text, changes: words } = useText()
  const list = useRef<HTMLElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' })
  }, [index])
  // The entries around the one that one has come to.
  const from = Math.max(0, Math.min(index - mostShown / 2, places.length - mostShown))
  const shown = places.slice(from, from + mostShown)
  return (
    <nav
      ref={list}
      aria-label={text.list}
      className="h-full overflow-y-auto overscroll-contain p-2 text-sm"
      data-difference-list
    >
      <ListHead {...props} />
      <ol className="grid gap-0.5">
        {shown.map((place, at) => {
          const isCurrent = from + at === index
          const row = comparison.rows[place.row]
          const isFirstOfPages = place.kind !== 'change' && shown[at - 1]?.kind === 'change'
          return (
            <li key={place.key}>
              {isFirstOfPages && (
                <p className="mt-3 mb-1 border-t border-line px-2 pt-2 text-xs font-bold text-ink-2">
                  {words.otherwise}
                </p>
              )}
              <button
                type="button"
                aria-current={isCurrent ? 'true' : undefined}
                onClick={() => onChoose(from + at)}
                className={cx(
                  'flex w-full items-baseline gap-2 rounded-6 px-2 py-1.5 text-left leading-snug hover:bg-ink/6',
                  isCurrent && 'bg-lead-soft ring-1 ring-lead hover:bg-lead-soft',
                )}
                data-difference={place.kind}
              >
                <span className="w-8 shrink-0 text-right text-xs text-ink-3 tabular">
                  {place.row < 0 ? '' : (row?.newer ?? row?.older ?? 0) + 1}
                </span>
                <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                  <What place={place} comparison={comparison} differences={differences} />
                </span>
              </button>
            </li>
          )
        })}
      </ol>
      {places.length > mostShown && <p className="p-2 text-ink-3">{text.more(places.length - mostShown)}</p>}
      {places.length === 0 && (
        <p className="p-2 text-ink-2">
          {findings.left > 0
            ? text.left(findings.left)
            : findings.failed > 0
              ? text.failed(findings.failed)
              : text.none}
        </p>
      )}
    </nav>
  )
}

function What({
  place,
  comparison,
  differences,
}: Pick<Props, 'comparison' | 'differences'> & { readonly place: Place }) {
  const text = useText().compare
  if (place.kind === 'change') {
    const change = differences?.changes[place.change]
    return change === undefined ? null : <ChangeEntry change={change} />
  }
  if (place.kind !== 'text') return <b>{text.kinds[place.kind]}</b>
  const it = comparison.differences[place.difference]
  if (it === undefined) return null
  return (
    <>
      <span className="text-ink-3">{it.before}</span>
      {it.removed !== '' && (
        <del className="rounded-2 bg-shu-soft px-0.5 text-shu-strong line-through">
          <span className="sr-only">{text.removed}</span>
          {it.removed}
        </del>
      )}
      {it.added !== '' && (
        <ins className="rounded-2 bg-lead-soft px-0.5 font-bold text-lead underline decoration-double">
          <span className="sr-only">{text.added}</span>
          {it.added}
        </ins>
      )}
      <span className="text-ink-3">{it.after}</span>
    </>
  )
}
