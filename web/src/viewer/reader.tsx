import {
  type ReactNode,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Book } from '../../../server/contract/book.ts'
import { Later, cx, openFrom } from '../ui/index.ts'
import { Desk } from './desk.tsx'
import { FirstPages } from './first-pages.tsx'
import { Outline } from './outline.tsx'
import { PageHost } from './page-host.ts'
import { ReaderToolbar } from './reader-toolbar.tsx'
import { type Zoom, pageBox } from './scene.ts'
import { useDesk } from './use-desk.ts'
import { useReaderKeys } from './use-reader-keys.ts'
import { useScene } from './use-scene.ts'
import './viewer.css'

type Props = {
  /** Undefined while it is being asked for: the cover sheet stands there already. */
  readonly book: Book | undefined
  /** What comes before the files on the same scroll. */
  readonly cover: ReactNode
  /** A file to bring into view, by its name; `asked` counts, so that it can be asked for again. */
  readonly target?: { readonly name: string; readonly asked: number } | undefined
  /** More for the right end of the toolbar. */
  readonly tools?: ReactNode
}

const zoomSteps = [0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4] as const
/** In CSS pixels; a class below names the same width. */
const wideEnoughForOutline = 1180

/** All attachments of a proposal as one continuous scroll, the cover sheet first. */
export function Reader({ book, cover, target, tools }: Props) {
  // None on the server: it draws no pages of its own.
  const [host] = useState(() => (typeof window === 'undefined' ? undefined : new PageHost()))
  useEffect(() => () => host?.close(), [host])
  const [zoom, setZoom] = useState<Zoom>('fit')
  const [size, setSize] = useState({ width: 800, height: 600 })
  const [leadHeight, setLeadHeight] = useState(900)
  const [outlineOpen, setOutlineOpen] = useState(() => openFrom(wideEnoughForOutline))
  const scene = useScene(book, size.width, zoom, leadHeight)
  const desk = useDesk(scene, book, host)
  const { bookPage } = desk

  const shownScale = useMemo(() => {
    if (zoom !== 'fit') return zoom
    const box = pageBox(scene, Math.max(0, bookPage))
    const file = box === undefined ? undefined : book?.files[box.fileIndex]
    const points = file?.sizes[2 * (box?.pageIndex ?? 0)] ?? 595
    return box === undefined ? 1 : (box.width * 72) / (points * 96)
  }, [zoom, scene, bookPage, book])
  const step = (direction: 1 | -1) => {
    const next =
      direction > 0
        ? zoomSteps.find((it) => it > shownScale * 1.01)
        : zoomSteps.findLast((it) => it < shownScale * 0.99)
    if (next !== undefined) setZoom(next)
  }
  const goToFile = (direction: 1 | -1) => {
    const box = pageBox(scene, bookPage)
    const at = bookPage < 0 || box === undefined ? -1 : box.fileIndex
    const headers = scene.boxes.filter((it) => it.kind === 'header')
    const target = at + direction < 0 ? scene.boxes[0] : headers[Math.min(headers.length - 1, at + direction)]
    if (target !== undefined) desk.scrollTo(target.top - 8)
  }
  const goToPage = (page: number) => {
    const box = pageBox(scene, Math.min(page, scene.pageCount - 1))
    if (box === undefined) return
    const first = scene.boxes[(scene.byKey.get(box.key) ?? 1) - 1]
    // The first page of a file is shown with its header.
    desk.scrollTo((box.pageIndex === 0 && first?.kind === 'header' ? first.top : box.top) - 8)
  }
  const showFile = useEffectEvent((name: string) => {
    const index = book?.files.findIndex((it) => it.name === name) ?? -1
    const header = scene.boxes.find((it) => it.kind === 'header' && it.fileIndex === index)
    if (header !== undefined) desk.scrollTo(header.top - 8)
  })
  useEffect(() => {
    if (target !== undefined) showFile(target.name)
  }, [target])
  // The outline is long; it is not drawn again for every new function.
  const latestPage = useRef(goToPage)
  useLayoutEffect(() => {
    latestPage.current = goToPage
  })
  const showPage = useCallback((page: number) => {
    latestPage.current(page)
    if (innerWidth < 1024) setOutlineOpen(false)
  }, [])
  const actions = {
    step,
    setZoom,
    goToFile,
    scrollTo: desk.scrollTo,
    toggleOutline: () => setOutlineOpen((it) => it !== true),
  }
  const [helpOpen, setHelpOpen] = useState(false)
  useReaderKeys(desk.element, scene, actions, () => setHelpOpen((it) => !it))

  const { settledPage } = desk
  const currentFile = settledPage < 0 ? -1 : (pageBox(scene, settledPage)?.fileIndex ?? -1)
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col" data-reader data-page-count={scene.pageCount}>
      <ReaderToolbar
        bookPage={bookPage}
        pageCount={scene.pageCount}
        scale={shownScale}
        zoom={zoom}
        outlineOpen={outlineOpen !== false}
        helpOpen={helpOpen}
        onHelp={setHelpOpen}
        onPage={goToPage}
        onZoom={setZoom}
        onStep={step}
        onOutline={actions.toggleOutline}
        tools={tools}
      />
      <div className="relative flex min-h-0 flex-1">
        <aside
          className={cx(
            'absolute inset-y-0 left-0 z-20 w-64 border-r border-line bg-well shadow-float lg:relative lg:z-auto lg:w-56 lg:shadow-none',
            outlineOpen === 'by_width' ? 'max-[1180px]:hidden' : !outlineOpen && 'hidden',
          )}
        >
          <Later>
            <Outline
              book={book}
              scene={scene}
              host={host}
              currentFile={currentFile}
              bookPage={settledPage}
              onPage={showPage}
            />
          </Later>
        </aside>
        {host === undefined ? (
          <FirstPages book={book} cover={cover} />
        ) : (
          <Desk
            desk={desk}
            scene={scene}
            book={book}
            host={host}
            cover={cover}
            onSize={setSize}
            onLeadHeight={setLeadHeight}
            onWheelZoom={(factor) => setZoom(Math.min(4, Math.max(0.25, shownScale * factor)))}
          />
        )}
      </div>
    </div>
  )
}
