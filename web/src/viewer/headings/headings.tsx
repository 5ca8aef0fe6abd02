import { ChevronRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { BookFile, OutlineEntry } from '../../../../server/contract/book.ts'
import { useFileOutline } from '../../api/queries.ts'
import { useText } from '../../i18n/index.tsx'
import { cx } from '../../ui/index.ts'
import { type Scene, lineOnDesk, pageBox } from '../scene.ts'
import { type Heading, headingAt, headingTree, headingsAbove } from './heading-tree.ts'
import { type DeskWalk, useReadingLine } from './use-reading-line.ts'

type Props = {
  readonly file: BookFile
  /** Index in the book of the file's first page. */
  readonly first: number
  readonly scene: Scene
  readonly desk: DeskWalk
  readonly onPage: (bookPage: number) => void
}

/** With more of them only the branch one reads is open at first. */
const openAtMost = 60
/** Of one level in the document: an index of ten thousand words is no list to read through. */
const shownAtMost = 400
/** Room above a heading that was gone to, in pixels. */
const headroom = 24

/** Headings and bookmarks of the file being read, as a tree: of a Word file its chapters, of a workbook its sheets. */
export function Headings({ file, first, scene, desk, onPage }: Props) {
  const text = useText()
  const entries = useFileOutline(file.revisionId).data?.entries ?? noEntries
  const tree = useMemo(() => headingTree(entries), [entries])
  const line = useReadingLine(desk, scene)
  const heightOf = (pageIndex: number) => file.sizes[2 * pageIndex + 1] ?? 842
  const page = (line?.bookPage ?? -1) - first
  // A line's breadth more, so that a heading that was gone to is the one that is read.
  const here = headingAt(entries, { pageIndex: page, y: (line?.part ?? 0) * heightOf(page) + 1 })
  /** What the reader opened or closed by hand. */
  const [byHand, setByHand] = useState<ReadonlyMap<number, boolean>>(new Map())
  const above = useMemo(() => new Set(here < 0 ? [] : headingsAbove(tree, here)), [tree, here])
  if (entries.length === 0) return null
  const isOpen = (index: number) => byHand.get(index) ?? (entries.length <= openAtMost || above.has(index))
  const go = ({ pageIndex, y }: OutlineEntry) => {
    onPage(first + pageIndex)
    const box = pageBox(scene, first + pageIndex)
    if (y === undefined || box === undefined) return
    const { top } = lineOnDesk(box, { y, height: 0 }, heightOf(pageIndex))
    desk.scrollTo(top - headroom)
  }
  return (
    <div className="px-2 pb-2" data-headings>
      <Level
        label={text.reader.headings}
        headings={tree}
        here={here}
        isOpen={isOpen}
        onToggle={(index) => setByHand((it) => new Map(it).set(index, !isOpen(index)))}
        onGo={go}
      />
    </div>
  )
}

const noEntries: readonly OutlineEntry[] = []

type LevelProps = {
  readonly label?: string
  readonly headings: readonly Heading[]
  readonly here: number
  readonly isOpen: (index: number) => boolean
  readonly onToggle: (index: number) => void
  readonly onGo: (entry: OutlineEntry) => void
}

function Level({ label, headings, ...props }: LevelProps) {
  const text = useText().viewer.headings
  const { here, isOpen, onToggle, onGo } = props
  // Those around the one that is read.
  const near = headings.findLastIndex((it) => it.index <= here)
  const from = Math.max(0, Math.min(near - shownAtMost / 2, headings.length - shownAtMost))
  return (
    <ol className="grid gap-px" aria-label={label}>
      {headings.slice(from, from + shownAtMost).map(({ index, entry, below }) => (
        <li key={index}>
          <span className="flex items-start">
            {below.length > 0 ? (
              <button
                type="button"
                className="grid size-6 shrink-0 place-items-center rounded-4 text-ink-3 hover:bg-ink/6"
                aria-expanded={isOpen(index)}
                aria-label={text.below(entry.title)}
                onClick={() => onToggle(index)}
              >
                <ChevronRight className={cx('size-3.5', isOpen(index) && 'rotate-90')} aria-hidden />
              </button>
            ) : (
              <span className="w-6 shrink-0" />
            )}
            <button
              type="button"
              onClick={() => onGo(entry)}
              aria-current={index === here ? 'location' : undefined}
              className={cx(
                'flex min-h-6 min-w-0 flex-1 items-baseline gap-2 rounded-4 px-1 py-1 text-left text-xs leading-snug hover:bg-ink/6',
                index === here ? 'font-bold text-lead underline underline-offset-2' : 'text-ink-2',
              )}
            >
              <span className="line-clamp-2 min-w-0 flex-1">{entry.title}</span>
              <span className="shrink-0 text-ink-3 tabular">{entry.pageIndex + 1}</span>
            </button>
          </span>
          {below.length > 0 && isOpen(index) && (
            <div className="pl-3">
              <Level headings={below} {...props} />
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}
