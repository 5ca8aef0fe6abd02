import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'

type Props = { readonly children: ReactNode; readonly className?: string }

/**
 * Around what opens in place: when it closes with the focus in it, the focus goes back to what opened it; where that is
 * gone, to where it stood. It would otherwise fall to the top of the page.
 */
export function ReturnFocus({ children, className }: Props) {
  // Asked before anything in here takes the focus.
  const [opener] = useState(() => (typeof document === 'undefined' ? null : document.activeElement))
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const here = place.current
    const around = here?.parentElement
    return () => {
      // A button that is busy may have lost the focus to the page already.
      const active = document.activeElement
      if (active !== null && active !== document.body && here?.contains(active) !== true) return
      // After the page is drawn without it: the opener may have been hidden meanwhile.
      queueMicrotask(() => {
        if (here?.isConnected === true) return
        if (focused(opener) || around === null || around === undefined) return
        if (!around.hasAttribute('tabindex')) around.tabIndex = -1
        around.focus({ preventScroll: true })
      })
    }
  }, [opener])
  return (
    <div ref={place} className={className}>
      {children}
    </div>
  )
}

/** Whether it could take the focus. */
function focused(element: Element | null): boolean {
  if (!(element instanceof HTMLElement) || element === document.body) return false
  element.focus()
  return document.activeElement === element
}
