import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { ReadableBook } from '../../../server/contract/book.ts'
import { takeEarlyScroll } from './early-screen.ts'
import type { PageHost } from './page-host.ts'
import { scanAt } from './plain-scan.ts'
import { rememberPlace, rememberedPlace } from './place-memory.ts'
import { type Box, type Scene, boxAt, keepPlace, pageAt, placeAt, visible, yOf } from './scene.ts'
import { type ScrolledColumn, useColumn } from './use-column.ts'

export type DeskState = Pick<ScrolledColumn, 'element' | 'sheet' | 'base' | 'top'> & {
  /** What is in the document now: two screens above and below the window. */
  readonly near: readonly Box[]
  /** Page of the book on the reading line; -1 on the cover sheet. */
  readonly bookPage: number
  /** The same, as long as the desk does not fly: for what is too costly to follow every frame. */
  readonly settledPage: number
  readonly onScroll: () => void
  /** Puts a line of the scene at the top of the window. */
  readonly scrollTo: (top: number) => void
  /** Moves the desk on by so many pixels. */
  readonly carry: (across: number, down: number) => void
  /** Calls back each time another line is at the top; returns how to stop. */
  readonly onMove: (listener: () => void) => () => void
  /** Point in the window, in pixels, that stays still at the next change of zoom. */
  readonly holdAt: (point: { readonly x: number; readonly y: number }) => void
}

/** The eye rests a little above the middle. */
const readingPart = 0.35
const restMs = 110

function kindNow(scene: Scene, box: Box): Box['kind'] | undefined {
  return scene.boxes[scene.byKey.get(box.key) ?? -1]?.kind
}

/**
 * Scrolling: which boxes are near, how fast the desk moves, and keeping the reader's line when the scene changes.
 * `isMain`: the place of this desk is kept in the history of the browser.
 *
 * The browser scrolls an empty column; the pages lie on a sheet that stays in the window and is moved by us, in the same
 * frame in which they are put there. So no browser can show a place before it has been filled.
 */
export function useDesk(
  scene: Scene,
  book: ReadableBook | undefined,
  host: PageHost | undefined,
  /** `height`: of the window on the desk, in CSS pixels. */
  { isMain, height }: { readonly isMain: boolean; readonly height: number },
): DeskState {
  // Before every other effect, so that they all find the sheet in its place.
  const { element, sheet, base, top, place, rebase, follow, settle, slide } = useColumn(scene.height)
  const [seen, setNear] = useState<readonly Box[]>([])
  const [bookPage, setBookPage] = useState(-1)
  const [settledPage, setSettledPage] = useState(-1)
  const motion = useRef({ at: 0, velocity: 0, rest: undefined as ReturnType<typeof setTimeout> | undefined })
  const listeners = useRef(new Set<() => void>())
  const before = useRef(scene)
  const held = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined)
  const restored = useRef(false)
  // A file that was replaced or rendered meanwhile has no such page any more, or not yet: nothing is asked for it.
  const near = useMemo(() => seen.filter((box) => kindNow(scene, box) === box.kind), [seen, scene])
  const latest = useRef({ scene, book, host, near })
  // Before every other effect, so that they all see what is on the desk now.
  useLayoutEffect(() => {
    latest.current = { scene, book, host, near }
  })

  const tell = useCallback(
    (near: readonly Box[]) => {
      const { book, host } = latest.current
      const window = element.current
      if (host === undefined || book === undefined || window === null) return
      const pages = near.flatMap((box) => {
        const file = box.kind === 'page' ? book.files[box.fileIndex] : undefined
        return file === undefined
          ? []
          : [{ box, revisionId: file.revisionId, scan: scanAt(file.scans, box.pageIndex) }]
      })
      host.look(pages, {
        top: top(),
        height: window.clientHeight,
        left: window.scrollLeft,
        width: window.clientWidth,
        velocity: motion.current.velocity,
      })
    },
    [element, top],
  )
  const look = useCallback(() => tell(latest.current.near), [tell])

  /** `settles`: who follows the desk only where it stays may follow now. Answers what is near. */
  const update = useCallback(
    (settles = true): readonly Box[] => {
      const window = element.current
      if (window === null) return []
      const { scene } = latest.current
      const y = top()
      const next = visible(scene, { top: y, height: window.clientHeight }, 2 * window.clientHeight)
      setNear((it) =>
        it.length === next.length && it[0] === next[0] && it.at(-1) === next.at(-1) ? it : next,
      )
      rebase()
      const page = pageAt(scene, y + window.clientHeight * readingPart)
      setBookPage(page)
      if (settles && Math.abs(motion.current.velocity) < 3) setSettledPage(page)
      return next
    },
    [element, rebase, top],
  )

  const told = useCallback(() => {
    for (const listener of listeners.current) listener()
  }, [])

  const rest = useCallback(() => {
    clearTimeout(motion.current.rest)
    motion.current.rest = globalThis.setTimeout(() => {
      motion.current.velocity = 0
      settle(top())
      update()
      look()
      const line = placeAt(latest.current.scene, top())
      if (isMain && line !== undefined) rememberPlace(line)
    }, restMs)
  }, [look, settle, top, update, isMain])

  const onScroll = useCallback(() => {
    const now = performance.now()
    const { current } = motion
    const passed = Math.max(1, now - current.at)
    const moved = follow()
    current.at = now
    place()
    // Where we had put it ourselves: everything is there already, or on its way.
    if (moved === 0) return rest()
    const velocity = moved / passed
    // A pause begins a new movement; within one, a single odd frame should not start or stop the drawing.
    current.velocity = passed > 150 ? velocity / 4 : 0.5 * current.velocity + 0.5 * velocity
    // In this very frame, before the browser paints: otherwise a fling shows the bare desk for a moment.
    flushSync(() => update())
    look()
    told()
    rest()
  }, [follow, look, place, rest, told, update])

  useEffect(() => () => clearTimeout(motion.current.rest), [])

  useLayoutEffect(() => {
    const window = element.current
    if (window === null) return
    const left = restored.current || !isMain ? undefined : rememberedPlace()
    const y = left === undefined ? undefined : yOf(scene, left)
    const early = isMain ? takeEarlyScroll() : 0
    if (y !== undefined) settle(y)
    else if (early > 0) settle(early)
    else if (before.current !== scene) {
      const hold = held.current ?? { x: window.clientWidth / 2, y: 0 }
      const across = (window.scrollLeft + hold.x) / Math.max(1, before.current.width)
      // At the very top the reader sees the beginning; a cover sheet that grows must not push it away.
      settle(
        top() > 0 || held.current !== undefined
          ? keepPlace(before.current, scene, top() + hold.y) - hold.y
          : 0,
      )
      slide(across * scene.width - hold.x)
    }
    if (book !== undefined) restored.current = true
    held.current = undefined
    before.current = scene
    place()
    update()
  }, [scene, book, element, place, settle, slide, top, update, isMain])

  // A form that closes leaves the window taller, and nothing was scrolled.
  useLayoutEffect(() => void update(), [update, height])

  useEffect(() => host?.expect(book?.files ?? []), [host, book])
  useEffect(look, [look, near, host, scene, height])

  const scrollTo = useCallback(
    (wanted: number) => {
      const from = top()
      settle(wanted)
      if (top() === from) return
      const { scene, book, host } = latest.current
      const box = boxAt(scene, top() + 16)
      const file = box === undefined ? undefined : book?.files[box.fileIndex]
      if (box !== undefined && file !== undefined) host?.approach(file.revisionId, Math.max(0, box.pageIndex))
      // Who is set down somewhere reads there, and does not fly past.
      motion.current.velocity = 0
      place()
      // Lists and headings of another file can wait: the page comes first.
      const next = update(false)
      // Asked for now: it is drawn elsewhere while its paper is put here.
      tell(next)
      told()
      rest()
    },
    [place, rest, settle, tell, told, top, update],
  )
  const carry = useCallback(
    (across: number, down: number) => {
      slide((element.current?.scrollLeft ?? 0) + across)
      scrollTo(top() + down)
    },
    [element, scrollTo, slide, top],
  )
  const onMove = useCallback((listener: () => void) => {
    listeners.current.add(listener)
    return () => void listeners.current.delete(listener)
  }, [])
  const holdAt = useCallback((point: { readonly x: number; readonly y: number }) => {
    held.current = point
  }, [])
  return { element, sheet, near, base, bookPage, settledPage, onScroll, top, scrollTo, carry, onMove, holdAt }
}
