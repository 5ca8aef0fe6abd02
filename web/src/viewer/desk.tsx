import { type ReactNode, type RefObject, useEffect, useEffectEvent, useLayoutEffect, useMemo } from 'react'
import type { ReadableBook } from '../../../server/contract/book.ts'
import { FileHeader } from './file-header.tsx'
import { NextPages } from './next-pages.tsx'
import type { PageHost } from './page-host.ts'
import { PageView } from './page-view.tsx'
import { type Box, columnWidth } from './scene.ts'
import { useSurroundings } from './surroundings.ts'
import { StandIn } from './stand-in.tsx'
import { columnHeight } from './scroll-column.ts'
import { usePinch } from './use-pinch.ts'
import { usePlaceholders } from './use-placeholders.ts'
import type { Pane } from './use-pane.ts'

type Props = {
  readonly pane: Pane
  readonly book: ReadableBook | undefined
  readonly host: PageHost | undefined
  readonly label: string
  /** What comes before the files, and where it is in the document; only the main desk has both. */
  readonly cover?: ReactNode
  readonly lead?: RefObject<HTMLDivElement | null>
}

const leadTop = 24

/** The grey desk with the paper on it; only what is near the window is in the document. */
export function Desk({ pane, book, host, label, cover, lead }: Props) {
  const { scene, desk, setSize, setLeadHeight } = pane
  const { element, sheet, near, base, holdAt } = desk
  const surroundings = useSurroundings()

  useLayoutEffect(() => {
    const window = element.current
    const coverSheet = lead?.current ?? undefined
    if (window === null) return
    const measure = () => {
      setSize({ width: window.clientWidth, height: window.clientHeight })
      if (coverSheet !== undefined) setLeadHeight(coverSheet.offsetHeight)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(window)
    if (coverSheet !== undefined) observer.observe(coverSheet)
    return () => observer.disconnect()
  }, [element, lead, setSize, setLeadHeight])

  // Anew with every other cover sheet: what was found on the one before is in the document no longer.
  useEffect(() => {
    const coverSheet = lead?.current ?? undefined
    return coverSheet === undefined ? undefined : host?.marks.attach('lead', coverSheet)
  }, [host, lead, cover])

  const zoomBy = useEffectEvent(pane.zoomBy)
  useEffect(() => {
    const window = element.current
    if (window === null) return
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return
      event.preventDefault()
      const { left, top } = window.getBoundingClientRect()
      holdAt({ x: event.clientX - left, y: event.clientY - top })
      zoomBy(Math.exp(-event.deltaY / (event.deltaMode === 0 ? 300 : 12)))
    }
    // Not through React: a passive listener could not keep the browser from zooming everything.
    window.addEventListener('wheel', onWheel, { passive: false })
    return () => window.removeEventListener('wheel', onWheel)
  }, [element, holdAt])

  usePinch(pane)

  usePlaceholders(book, host, near)
  const onSheet = useMemo(
    () => (base === 0 ? near : near.map((it) => ({ ...it, top: it.top - base }))),
    [near, base],
  )
  const leadWidth = Math.min(columnWidth(scene.width), 860)
  return (
    <div
      ref={element}
      className="reader-desk min-w-0 flex-1"
      onScroll={desk.onScroll}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (JIS X 8341-3 2.1.1)
      tabIndex={0}
      role="region"
      aria-label={label}
      data-surroundings={surroundings}
      {...(lead === undefined ? {} : { 'data-desk': '' })}
    >
      <div className="min-w-full" style={{ height: columnHeight(scene.height), width: scene.width }}>
        <div className="reader-window">
          <div ref={sheet} className="reader-sheet" style={{ width: scene.width }}>
            {lead !== undefined && (
              <div
                ref={lead}
                className="reader-lead"
                style={{
                  top: leadTop - base,
                  left: `calc(50% - ${leadWidth / 2}px)`,
                  width: leadWidth,
                }}
                data-cover
              >
                {cover}
              </div>
            )}
            {book !== undefined &&
              host !== undefined &&
              onSheet.map((box) => (
                <Thing key={box.key} box={box} book={book} host={host} isBeside={lead === undefined} />
              ))}
          </div>
          <NextPages pane={pane} />
        </div>
      </div>
    </div>
  )
}

function Thing({
  box,
  book,
  host,
  isBeside,
}: {
  readonly box: Box
  readonly book: ReadableBook
  readonly host: PageHost
  readonly isBeside: boolean
}) {
  const file = book.files[box.fileIndex]
  if (file === undefined) return null
  if (box.kind === 'header')
    return <FileHeader box={box} file={file} position={box.fileIndex + 1} isBeside={isBeside} />
  if (box.kind === 'stand_in') return <StandIn box={box} file={file} />
  return (
    <PageView
      key={file.revisionId}
      box={box}
      file={file}
      host={host}
      eager={box.bookPage === 0 && file.rendition.status === 'done'}
    />
  )
}
