import type { ReactNode } from 'react'

/** A place for a table wider than the page: it scrolls by itself, also by keyboard. */
export function WideTable({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div
      className="overflow-x-auto"
      role="group"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (JIS X 8341-3 2.1.1)
      tabIndex={0}
    >
      {children}
    </div>
  )
}
