import { type ReactNode, useId } from 'react'

type Props = {
  readonly title: string
  readonly count?: number
  readonly help?: string
  readonly children: ReactNode
}

/** One part of the work on a 開示請求, on paper of its own. */
export function RequestPart({ title, count = 0, help, children }: Props) {
  const heading = useId()
  return (
    <section className="paper grid gap-4 px-4 py-4 sm:px-5" aria-labelledby={heading}>
      <div>
        <h2 id={heading} className="flex items-baseline gap-2 font-bold">
          {title}
          {count > 0 && <span className="text-sm font-normal text-ink-3 tabular">{count}</span>}
        </h2>
        {help !== undefined && <p className="text-sm leading-relaxed text-ink-2">{help}</p>}
      </div>
      {children}
    </section>
  )
}
