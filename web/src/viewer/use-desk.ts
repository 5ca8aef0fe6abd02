import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Book } from '../../../server/contract/book.ts'
import { takeEarlyScroll } from './early-screen.ts'
import type { PageHost } from './page-host.ts'
import { rememberPlace, rememberedPlace } from './place-memory.ts'
import { type Box, type Scene, keepPlace, pageAt, placeAt, visible, yOf } from './scene.ts'

export type DeskState = {
  readonly element: RefObject<HTMLDivElement | null>
  /** What is in the document now: two screens above and below the window. */
  readonly near: readonly Box[]
  /** Page of the book on the reading line; -1 on the cover sheet. */
  readonly bookPage: number
  /** The same, as long as the desk does not fly: for what is too costly to follow every frame. */
  readonly settledPage: number
  readonly onScroll: () => void
  readonly scrollTo: (top: number) => void
  /** Height in the window, in pixels, whose line stays still at the next change of zoom. */
  readonly holdAt: (focus: number) => void
}

/** The eye rests a little above the middle. */
const readingPart = 0.35
const restMs = 110

function kindNow(scene: Scene, box: Box): Box['kind'] | undefined {
  return scene.boxes[scene.byKey.get(box.key) ?? -1]?.kind
}

/** Scrolling: which boxes are near, how fast the desk moves, and keeping the reader's line when the scene changes. */
export function useDesk(scene: Scene, book: Book | undefined, host: PageHost | undefined): DeskState {
  const element = useRef<HTMLDivElement>(null)
  const [seen, setNear] = useState<readonly Box[]>([])
  const [bookPage, setBookPage] = useState(-1)
  const [settledPage, setSettledPage] = useState(-1)
  const motion = useRef({ top: 0, at: 0, velocity: 0, rest: 0 })
  const before = useRef(scene)
  const focus = useRef<number | undefined>(undefined)
  const restored = useRef(false)
  // A file that was replaced or rendered meanwhile has no such page any more, or not yet: nothing is asked for it.
  const near = useMemo(() => seen.filter((box) => kindNow(scene, box) === box.kind), [seen, scene])
  const latest = useRef({ scene, book, host, near })
  // Before every other effect, so that they all see what is on the desk now.
  useLayoutEffect(() => {
    latest.current = { scene, book, host, near }
  })

  const look = useCallback(() => {
    const { book, host, near } = latest.current
    const window = element.current
    if (host === undefined || book === undefined || window === null) return
    const pages = near.flatMap((box) => {
      const file = box.kind === 'page' ? book.files[box.fileIndex] : undefined
      return file === undefined ? [] : [{ box, revisionId: file.revisionId }]
    })
    host.look(pages, {
      top: window.scrollTop,
      height: window.clientHeight,
      velocity: motion.current.velocity,
    })
  }, [])

  const update = useCallback(() => {
    const window = element.current
    if (window === null) return
    const { scene } = latest.current
    const next = visible(
      scene,
      { top: window.scrollTop, height: window.clientHeight },
      2 * window.clientHeight,
    )
    setNear((it) => (it.length === next.length && it[0] === next[0] && it.at(-1) === next.at(-1) ? it : next))
    const page = pageAt(scene, window.scrollTop + window.clientHeight * readingPart)
    setBookPage(page)
    if (Math.abs(motion.current.velocity) < 3) setSettledPage(page)
  }, [])

  const onScroll = useCallback(() => {
    const window = element.current
    if (window === null) return
    const now = performance.now()
    const { current } = motion
    const passed = Math.max(1, now - current.at)
    const velocity = (window.scrollTop - current.top) / passed
    // A pause begins a new movement; within one, a single odd frame should not start or stop the drawing.
    current.velocity = passed > 150 ? velocity / 4 : 0.5 * current.velocity + 0.5 * velocity
    current.top = window.scrollTop
    current.at = now
    // In this very frame, before the browser paints: otherwise a fling shows the bare desk for a moment.
    flushSync(update)
    look()
    clearTimeout(current.rest)
    current.rest = globalThis.setTimeout(() => {
      current.velocity = 0
      update()
      look()
      const place = placeAt(latest.current.scene, window.scrollTop)
      if (place !== undefined) rememberPlace(place)
    }, restMs)
  }, [look, update])

  useEffect(() => () => clearTimeout(motion.current.rest), [])

  useLayoutEffect(() => {
    const window = element.current
    if (window === null) return
    const place = restored.current ? undefined : rememberedPlace()
    const y = place === undefined ? undefined : yOf(scene, place)
    const early = takeEarlyScroll()
    if (y !== undefined) window.scrollTop = y
    else if (early > 0) window.scrollTop = early
    else if (before.current !== scene) {
      const held = focus.current ?? 0
      const left = (window.scrollLeft + window.clientWidth / 2) / Math.max(1, before.current.width)
      // At the very top the reader sees the beginning; a cover sheet that grows must not push it away.
      if (window.scrollTop > 0)
        window.scrollTop = keepPlace(before.current, scene, window.scrollTop + held) - held
      window.scrollLeft = left * scene.width - window.clientWidth / 2
    }
    if (book !== undefined) restored.current = true
    focus.current = undefined
    before.current = scene
    motion.current.top = window.scrollTop
    update()
  }, [scene, book, update])

  useEffect(look, [look, near, host, scene])

  const scrollTo = useCallback((top: number) => {
    element.current?.scrollTo({ top, behavior: 'instant' })
  }, [])
  const holdAt = useCallback((at: number) => (focus.current = at), [])
  return { element, near, bookPage, settledPage, onScroll, scrollTo, holdAt }
}
