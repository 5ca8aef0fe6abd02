import { type ReactNode, startTransition, useEffect, useState } from 'react'

/** What stands beside the matter itself: drawn right after the first picture of the page, without holding it up. */
export function Later({ children }: { readonly children: ReactNode }) {
  const [drawn, setDrawn] = useState(false)
  useEffect(() => startTransition(() => setDrawn(true)), [])
  return drawn ? children : null
}
