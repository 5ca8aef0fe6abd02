import type { Differences } from '../../../../server/contract/differences.ts'
import { useText } from '../../i18n/compare/index.ts'
import { Spinner, TogglePill } from '../../ui/index.ts'

/** Kinds of changes that are not listed. */
export type LeftOut = ReadonlySet<Differences['changes'][number]['kind']>

type Props = {
  readonly differences: Differences | null | undefined
  readonly leftOut: LeftOut
  /** Undefined where all are shown. */
  readonly onLeaveOut?: (leftOut: LeftOut) => void
}

const mayLeaveOut = ['formatting', 'result'] as const

/** How many changes there are, what was compared, and what is not told one by one. */
export function ListHead({ differences, leftOut, onLeaveOut }: Props) {
  const text = useText().changes
  if (differences === undefined) return <Spinner label={text.seeking} />
  if (differences === null) return <p className="p-2 text-ink-2">{text.failed}</p>
  const { by, limit, changes, besides, isCut, isCoarse } = differences
  const isOfContents = by === 'words' || by === 'cells'
  const other = besides.filter((it) => it !== 'tracked')
  const notes = [
    ...(by === 'page_words' && limit === undefined ? [text.pagesOnly] : []),
    ...(by === 'pictures' && limit === undefined ? [text.picturesOnly] : []),
    ...(limit === undefined ? [] : [text.limit(limit)]),
    ...(other.length === 0 ? [] : [text.besides(other)]),
    ...(besides.includes('tracked') ? [text.tracked] : []),
    ...(isCut && isOfContents ? [text.cut] : []),
    ...(isCoarse && isOfContents ? [text.coarse] : []),
  ]
  return (
    <header className="mb-1 grid gap-1.5 border-b border-line px-2 pb-2" data-changes-by={by}>
      {isOfContents && (
        <p className="flex flex-wrap items-center gap-2">
          <b>{text.title}</b>
          <span className="tabular" data-changes-count={changes.length}>
            {text.counted(changes.length)}
          </span>
          {mayLeaveOut
            .filter((kind) => onLeaveOut !== undefined && changes.some((it) => it.kind === kind))
            .map((kind) => (
              <TogglePill
                key={kind}
                isSelected={leftOut.has(kind)}
                onChange={(isOut) =>
                  onLeaveOut?.(new Set(isOut ? [...leftOut, kind] : [...leftOut].filter((it) => it !== kind)))
                }
              >
                {text.without[kind]}
              </TogglePill>
            ))}
        </p>
      )}
      {notes.map((it) => (
        <p key={it} className="text-xs text-ink-2">
          {it}
        </p>
      ))}
    </header>
  )
}
