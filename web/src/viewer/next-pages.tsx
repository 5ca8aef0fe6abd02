import { useEffect, useRef } from 'react'
import { useText } from '../i18n/index.tsx'
import type { Pane } from './use-pane.ts'

/**
 * The way on for whoever listens or goes by Tab: only pages near the window are in the document, and behind the last of them
 * there would be nothing. Seen only while it has the focus.
 */
export function NextPages({ pane }: { readonly pane: Pane }) {
  const text = useText().viewer
  const { scene, desk } = pane
  const wanted = useRef<number>(undefined)
  useEffect(() => {
    const page =
      wanted.current === undefined
        ? null
        : desk.element.current?.querySelector<HTMLElement>(`[data-page-index="${wanted.current}"]`)
    if (page === null || page === undefined) return
    wanted.current = undefined
    // Only now: a page that takes the focus by a click would lose it when it is passed, and the keys of the desk with it.
    page.tabIndex = -1
    page.focus({ preventScroll: true })
  })
  const last = desk.near.findLast((it) => it.kind === 'page' || it.kind === 'stand_in')
  const next = (last?.bookPage ?? -1) + 1
  if (last === undefined || next >= scene.pageCount) return null
  return (
    <button
      type="button"
      className="sr-only focus-visible:not-sr-only focus-visible:absolute focus-visible:bottom-4 focus-visible:left-1/2 focus-visible:z-10 focus-visible:-translate-x-1/2 focus-visible:rounded-8 focus-visible:bg-paper focus-visible:px-4 focus-visible:py-2"
      onClick={() => {
        wanted.current = next
        pane.goToPage(next)
      }}
      data-next-pages
    >
      {text.nextPages(next + 1)}
    </button>
  )
}
