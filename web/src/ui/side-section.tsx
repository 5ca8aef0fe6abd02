import type { ReactNode } from 'react'

type Props = {
  readonly title: string
  readonly count?: number
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** One part of the panel beside the paper. */
export function SideSection({ title, count, aside, children }: Props) {
  return (
    <section className="border-b border-line py-4 last:border-0">
      <h2 className="mb-3 flex items-baseline gap-2 text-sm font-bold">
        {title}
        {count !== undefined && count > 0 && (
          <span className="text-xs font-normal text-ink-3 tabular">{count}</span>
        )}
        {aside !== undefined && <span className="ml-auto text-xs font-normal">{aside}</span>}
      </h2>
      {children}
    </section>
  )
}
