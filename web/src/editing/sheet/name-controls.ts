import type { SheetWords } from '../../i18n/editing/sheet.ts'

/** Gives the grid's own controls the names and roles they lack, now and whenever it draws anew; answers how to end that. */
export function nameControls(host: HTMLElement, words: SheetWords['controls']): () => void {
  const name = (): void => {
    const each = (selector: string, work: (it: HTMLElement) => void): void =>
      host.querySelectorAll<HTMLElement>(selector).forEach(work)
    const label = (it: HTMLElement, text: string): void => {
      if (it.getAttribute('aria-label') !== text) it.setAttribute('aria-label', text)
    }
    // A place of its own in the order would come before everything else on the page.
    each('canvas[tabindex="1"]', (it) => it.setAttribute('tabindex', '0'))
    each('input:not([aria-label])', (it) => label(it, words.cell))
    each('[data-slot=popover-trigger], [data-slot=dropdown-menu-trigger]', (it) => {
      // Around a button of its own it is none itself, and is not what opens.
      if (it.querySelector('button') !== null) it.removeAttribute('aria-expanded')
      else {
        it.setAttribute('role', 'button')
        label(it, words.names)
      }
    })
    const append = [...host.querySelectorAll<HTMLElement>('[data-u-comp=sheet-bar-append-button]')]
    for (const [index, it] of append.entries()) {
      // Sheets come in on the desktop.
      if (index === 0) it.hidden = true
      else label(it, words.sheets)
    }
    each('button:not([aria-label])', (it) => {
      if (it.textContent.trim() === '') label(it, words.names)
    })
    // There are two of them, and neither is a part of the page one would go to.
    each('section[aria-live]', (it) => it.setAttribute('role', 'status'))
  }
  name()
  const watching = new MutationObserver(name)
  watching.observe(host, { childList: true, subtree: true })
  return () => watching.disconnect()
}
