import { useMemo, useState } from 'react'
import type { ReadableBook } from '../../../server/contract/book.ts'
import type { PageHost } from './page-host.ts'
import { type Scene, type Spread, type Zoom, pageBox, turnedSize } from './scene.ts'
import { type DeskState, useDesk } from './use-desk.ts'
import { useScene } from './use-scene.ts'
import { type Wishes, largestZoom, nextZoom, smallestZoom, useWishes } from './use-wishes.ts'

/** One window onto the book: how it is laid out there, where one is, and how to go on. */
export type Pane = {
  readonly scene: Scene
  readonly desk: DeskState
  readonly wishes: Wishes
  /** CSS pixels per CSS pixel of paper of the page one is at. */
  readonly scale: number
  readonly setSize: (size: { readonly width: number; readonly height: number }) => void
  readonly setLeadHeight: (height: number) => void
  readonly setZoom: (zoom: Zoom) => void
  readonly setSpread: (spread: Spread) => void
  /** The next larger or smaller size. */
  readonly step: (direction: 1 | -1) => void
  readonly zoomBy: (factor: number) => void
  /** The page one is at, or all pages of its file, a quarter turn clockwise. */
  readonly turn: (what: 'page' | 'file') => void
  /** By its index in the book; -1 is the cover sheet. */
  readonly goToPage: (bookPage: number) => void
  readonly goToFile: (direction: 1 | -1) => void
  /** To the head of a file, by its index. */
  readonly showFile: (fileIndex: number) => void
}

/** `isMain`: this window's place is the one that back, forward and reload come back to. A pane without a cover has no lead. */
export function usePane(
  book: ReadableBook | undefined,
  host: PageHost | undefined,
  { isMain, lead }: { readonly isMain: boolean; readonly lead: number },
): Pane {
  const { wishes, setZoom, setSpread, turn } = useWishes()
  const { zoom } = wishes
  const [size, setSize] = useState({ width: 800, height: 600 })
  const [leadHeight, setLeadHeight] = useState(lead)
  // The server knows no window, and lays out two thousand pages for nobody.
  const scene = useScene(host === undefined ? undefined : book, { ...size, ...wishes }, leadHeight)
  const desk = useDesk(scene, book, host, { isMain, height: size.height })
  const { bookPage } = desk

  const scale = useMemo(() => {
    if (zoom !== 'fit' && zoom !== 'page') return zoom
    const box = pageBox(scene, Math.max(0, bookPage))
    if (box === undefined) return 1
    const [width = 595, height = 842] = book?.files[box.fileIndex]?.sizes.slice(2 * box.pageIndex) ?? []
    return (box.width * 72) / (turnedSize({ width, height }, box.turn).width * 96)
  }, [zoom, scene, bookPage, book])

  const headers = () => scene.boxes.filter((it) => it.kind === 'header')
  return {
    scene,
    desk,
    wishes,
    scale,
    setSize,
    setLeadHeight,
    setZoom,
    setSpread,
    step: (direction) => setZoom(nextZoom(scale, direction)),
    zoomBy: (factor) => setZoom(Math.min(largestZoom, Math.max(smallestZoom, scale * factor))),
    turn: (what) => {
      const box = pageBox(scene, bookPage)
      if (bookPage < 0 || box?.kind !== 'page') return
      const pages = what === 'page' ? [box] : scene.boxes.filter((it) => it.fileIndex === box.fileIndex)
      turn(pages.filter((it) => it.kind === 'page').map((it) => it.key))
    },
    goToPage: (page) => {
      const box = pageBox(scene, Math.min(page, scene.pageCount - 1))
      if (box === undefined) return
      const before = scene.boxes[(scene.byKey.get(box.key) ?? 1) - 1]
      // The first page of a file is shown with its header.
      desk.scrollTo((box.pageIndex === 0 && before?.kind === 'header' ? before.top : box.top) - 8)
    },
    goToFile: (direction) => {
      const box = pageBox(scene, bookPage)
      const to = (bookPage < 0 || box === undefined ? -1 : box.fileIndex) + direction
      const target = to < 0 ? scene.boxes[0] : headers()[Math.min(headers().length - 1, to)]
      if (target !== undefined) desk.scrollTo(target.top - 8)
    },
    showFile: (fileIndex) => {
      const header = headers().find((it) => it.fileIndex === fileIndex)
      if (header !== undefined) desk.scrollTo(header.top - 8)
    },
  }
}
