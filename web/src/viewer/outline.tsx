import { Stamp, TriangleAlert } from 'lucide-react'
import { memo, useEffect, useLayoutEffect, useRef } from 'react'
import type { ReadableBook, BookFile } from '../../../server/contract/book.ts'
import { useText } from '../i18n/index.tsx'
import { cx } from '../ui/index.ts'
import { KindPicture } from './file-header.tsx'
import { Headings } from './headings/headings.tsx'
import type { DeskWalk } from './headings/use-reading-line.ts'
import type { PageHost } from './page-host.ts'
import type { Scene } from './scene.ts'

type Props = {
  readonly book: ReadableBook | undefined
  readonly scene: Scene
  readonly host: PageHost | undefined
  readonly coverName: string
  readonly desk: DeskWalk
  /** Index of the file being read; -1 on the cover sheet. */
  readonly currentFile: number
  readonly bookPage: number
  readonly onPage: (bookPage: number) => void
}

/** More small pictures than this are only numbers: nobody recognises page 312 by its look. */
const picturesAtMost = 150
/** Of a longer file only the pages around the reader are named: the others are reached by number or by the scrollbar. */
const pagesNamed = 300

/** Every file, and headings and pages of the one being read; where I am is marked. */
export const Outline = memo(function Outline(props: Props) {
  const { book, scene, host, coverName, desk, currentFile, bookPage, onPage } = props
  const text = useText()
  const list = useRef<HTMLElement>(null)
  useEffect(() => {
    list.current
      ?.querySelector('[aria-current=location], [aria-current=true]')
      ?.scrollIntoView({ block: 'nearest' })
  }, [currentFile, bookPage])
  const firstPages = scene.boxes.filter((it) => it.kind === 'header').map((it) => it.bookPage)
  return (
    <nav
      ref={list}
      aria-label={text.reader.outline}
      className="h-full overflow-y-auto overscroll-contain p-2"
    >
      <ol className="grid gap-0.5">
        <li>
          <Entry current={currentFile < 0} onClick={() => onPage(-1)}>
            <Stamp className="size-4.5 shrink-0 text-shu" strokeWidth={1.75} aria-hidden />
            <span className="flex-1 font-bold">{coverName}</span>
          </Entry>
        </li>
        {book?.files.map((file, index) => (
          <li key={file.attachmentId}>
            <Entry current={index === currentFile} onClick={() => onPage(firstPages[index] ?? 0)}>
              <span className="w-4 shrink-0 text-right text-xs text-ink-3 tabular">{index + 1}</span>
              <KindPicture kind={file.kind} className="size-4.5 shrink-0 text-ink-3" />
              <span className="line-clamp-2 min-w-0 flex-1 text-pretty" title={file.name}>
                {file.name}
              </span>
              {file.rendition.status === 'failed' || file.warnings.length > 0 ? (
                <TriangleAlert className="size-4 shrink-0 text-shu" aria-hidden />
              ) : (
                file.sizes.length > 0 && (
                  <span className="shrink-0 text-xs text-ink-3 tabular">{file.sizes.length / 2}</span>
                )
              )}
            </Entry>
            {index === currentFile && file.sizes.length > 2 && (
              <Headings
                key={file.revisionId}
                file={file}
                first={firstPages[index] ?? 0}
                scene={scene}
                desk={desk}
                onPage={onPage}
              />
            )}
            {index === currentFile && host !== undefined && file.sizes.length > 2 && (
              <Pages
                file={file}
                first={firstPages[index] ?? 0}
                bookPage={bookPage}
                host={host}
                onPage={onPage}
              />
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
})

type EntryProps = {
  readonly current: boolean
  readonly onClick: () => void
  readonly children: React.ReactNode
}

function Entry({ current, onClick, children }: EntryProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      aria-current={current ? 'true' : undefined}
      className={cx(
        'flex w-full items-center gap-2 rounded-6 px-2 py-1.5 text-left text-sm leading-snug hover:bg-ink/6',
        current && 'bg-lead-soft text-lead hover:bg-lead-soft',
      )}
    >
      {children}
    </button>
  )
}

type PagesProps = Pick<Props, 'bookPage' | 'onPage'> & {
  readonly file: BookFile
  /** Index in the book of the file's first page. */
  readonly first: number
  readonly host: PageHost
}

function Pages({ file, first, bookPage, host, onPage }: PagesProps) {
  const text = useText()
  const count = file.sizes.length / 2
  const here = Math.floor((2 * (bookPage - first)) / pagesNamed) * (pagesNamed / 2)
  const from = Math.max(0, Math.min(count - pagesNamed, here - pagesNamed / 2))
  return (
    <ol className="grid grid-cols-3 gap-1 px-2 pt-1 pb-3" start={from + 1}>
      {Array.from({ length: Math.min(count, pagesNamed) }, (_, index) => {
        const page = from + index
        const current = first + page === bookPage
        return (
          <li key={page} className="min-w-0">
            <button
              type="button"
              onClick={() => onPage(first + page)}
              aria-label={text.reader.pageLabel(file.name, page + 1, count)}
              aria-current={current ? 'location' : undefined}
              className={cx(
                'w-full rounded-4 p-1 hover:bg-ink/6',
                current && 'bg-lead-soft ring-2 ring-lead',
              )}
            >
              {count <= picturesAtMost && <Thumb file={file} page={page} host={host} />}
              <span
                className={cx(
                  'block text-center text-xs leading-5 tabular',
                  current ? 'font-bold text-lead' : 'text-ink-3',
                )}
              >
                {page + 1}
              </span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}

function Thumb({
  file,
  page,
  host,
}: {
  readonly file: BookFile
  readonly page: number
  readonly host: PageHost
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { revisionId } = file
  useLayoutEffect(() => {
    const draw = () => {
      const bitmap = host.placeholders.bitmap(revisionId, page)
      if (bitmap === undefined || canvas.current === null) return
      canvas.current.width = bitmap.width
      canvas.current.height = bitmap.height
      canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0)
    }
    draw()
    return host.placeholders.subscribe(revisionId, draw)
  }, [host, revisionId, page])
  const width = file.sizes[2 * page] ?? 595
  const height = file.sizes[2 * page + 1] ?? 842
  return (
    <canvas
      ref={canvas}
      className="reader-thumb"
      style={{ aspectRatio: `${width} / ${height}` }}
      aria-hidden
    />
  )
}
