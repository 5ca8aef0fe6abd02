import { type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import type { Book } from '../../../server/contract/book.ts'
import { useText } from '../i18n/index.tsx'
import { FileHeader } from './file-header.tsx'
import type { PageHost } from './page-host.ts'
import { PageView } from './page-view.tsx'
import { type Box, type Scene, columnWidth } from './scene.ts'
import { StandIn } from './stand-in.tsx'
import type { DeskState } from './use-desk.ts'

type Props = {
  readonly desk: DeskState
  readonly scene: Scene
  readonly book: Book | undefined
  readonly host: PageHost | undefined
  readonly cover: ReactNode
  readonly onSize: (size: { readonly width: number; readonly height: number }) => void
  readonly onLeadHeight: (height: number) => void
  /** Ctrl + wheel or a pinch; the desk's focus is set before. */
  readonly onWheelZoom: (factor: number) => void
}

/** The grey desk with the paper on it; only what is near the window is in the document. */
export function Desk({ desk, scene, book, host, cover, onSize, onLeadHeight, onWheelZoom }: Props) {
  const text = useText()
  const lead = useRef<HTMLDivElement>(null)
  const { element, holdAt } = desk

  useLayoutEffect(() => {
    const window = element.current
    const sheet = lead.current
    if (window === null || sheet === null) return
    const measure = () => {
      onSize({ width: window.clientWidth, height: window.clientHeight })
      onLeadHeight(sheet.offsetHeight)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(window)
    observer.observe(sheet)
    return () => observer.disconnect()
  }, [element, onSize, onLeadHeight])

  const zoomBy = useEffectEvent(onWheelZoom)
  useEffect(() => {
    const window = element.current
    if (window === null) return
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return
      event.preventDefault()
      holdAt(event.clientY - window.getBoundingClientRect().top)
      zoomBy(Math.exp(-event.deltaY / (event.deltaMode === 0 ? 300 : 12)))
    }
    // Not through React: a passive listener could not keep the browser from zooming everything.
    window.addEventListener('wheel', onWheel, { passive: false })
    return () => window.removeEventListener('wheel', onWheel)
  }, [element, holdAt])

  // The soft pictures of the whole book, the nearest files first: a fling shows them wherever it goes.
  const nearest = desk.near.find((it) => it.fileIndex >= 0)?.fileIndex ?? 0
  useEffect(() => {
    if (host === undefined || book === undefined) return
    const ready = book.files.flatMap((it, index) =>
      it.sizes.length > 0 ? [{ id: it.revisionId, away: Math.abs(index - nearest) }] : [],
    )
    host.wantPlaceholders(ready.sort((a, b) => a.away - b.away).map((it) => it.id))
  }, [host, book, nearest])

  const leadWidth = Math.min(columnWidth(scene.width), 860)
  return (
    <div
      ref={element}
      className="reader-desk min-w-0 flex-1"
      onScroll={desk.onScroll}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (JIS X 8341-3 2.1.1)
      tabIndex={0}
      role="region"
      aria-label={text.reader.region}
      data-desk
    >
      <div
        className="relative"
        style={{ height: scene.height, width: scene.width > 0 ? scene.width : undefined, minWidth: '100%' }}
      >
        <div
          ref={lead}
          className="reader-lead"
          style={{ top: 24, left: `calc(50% - ${leadWidth / 2}px)`, width: leadWidth }}
          data-cover
        >
          {cover}
        </div>
        {book !== undefined &&
          host !== undefined &&
          desk.near.map((box) => <Thing key={box.key} box={box} book={book} host={host} />)}
      </div>
    </div>
  )
}

function Thing({ box, book, host }: { readonly box: Box; readonly book: Book; readonly host: PageHost }) {
  const file = book.files[box.fileIndex]
  if (file === undefined) return null
  if (box.kind === 'header') return <FileHeader box={box} file={file} position={box.fileIndex + 1} />
  if (box.kind === 'stand_in') return <StandIn box={box} file={file} />
  return <PageView key={file.revisionId} box={box} file={file} host={host} eager={box.bookPage === 0} />
}
