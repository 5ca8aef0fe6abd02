import { useEffect, useState } from 'react'
import type { PageName } from './seen/unseen.ts'

/** Words on one page. */
export type PassageName = { readonly page: PageName; readonly words: string }

/** As many characters lead back to a place without doubt. */
const longest = 80

/** What is selected on a page now, white space made one; undefined when nothing is, or not within one page. */
function selectedPassage(): PassageName | undefined {
  // Each key there would be a question that lays out the page.
  if (document.activeElement instanceof HTMLInputElement) return undefined
  const selection = document.getSelection()
  if (selection === null || selection.isCollapsed) return undefined
  const pageOf = (node: Node | null) =>
    (node instanceof Element ? node : node?.parentElement)?.closest('.reader-text')?.closest('.reader-page')
  const page = pageOf(selection.anchorNode)
  if (!(page instanceof HTMLElement) || page !== pageOf(selection.focusNode)) return undefined
  const { file, filePage } = page.dataset
  const words = selection.toString().replaceAll(/\s+/g, ' ').trim().slice(0, longest).trim()
  if (file === undefined || filePage === undefined || words === '') return undefined
  return { page: { attachmentId: file, pageIndex: Number(filePage) }, words }
}

/** The passage that is selected; it stays while a menu is open over it. */
export function useSelectedPassage(): PassageName | undefined {
  const [passage, setPassage] = useState<PassageName>()
  useEffect(() => {
    const look = () => {
      const next = selectedPassage()
      setPassage((it) => (JSON.stringify(it) === JSON.stringify(next) ? it : next))
    }
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [])
  return passage
}
