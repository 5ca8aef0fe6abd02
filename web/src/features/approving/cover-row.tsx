import type { ReactNode } from 'react'
import { cx } from '../../ui/index.ts'

type Props = {
  readonly name: string
  readonly children: ReactNode
  readonly right?: boolean
  readonly wide?: boolean
  readonly className?: string
}

/** One ruled row of the 決裁鑑: half the width, the right half, or all of it. */
export function CoverRow({ name, children, right = false, wide = false, className }: Props) {
  return (
    <div className={cx(wide && 'cover-wide', right && 'cover-right')}>
      <dt>{name}</dt>
      <dd className={className}>{children}</dd>
    </div>
  )
}

/** What stands beside the thing itself. */
export function Faint({ children }: { readonly children: ReactNode }) {
  return <span className="text-ink-3">{children}</span>
}
