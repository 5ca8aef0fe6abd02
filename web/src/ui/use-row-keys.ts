import type { RefObject } from 'react'
import { isTyping, usePageKeys } from './use-page-keys.ts'

/** J and K go through the links of a list that are marked `data-row`; Enter opens the one that has the focus. */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  usePageKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event)) return
    const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
    if (step === 0) return
    const links = [...(list.current?.querySelectorAll<HTMLElement>('a[data-row]') ?? [])]
    const at = links.indexOf(document.activeElement as HTMLElement)
    const next = links[at < 0 ? 0 : at + step]
    if (next === undefined) return
    event.preventDefault()
    next.focus()
  })
}
