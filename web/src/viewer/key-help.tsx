import { useText } from '../i18n/index.tsx'
import { cx, usePageKeys } from '../ui/index.ts'

type Props = {
  /** Keys as they are shown, and what they do. */
  readonly rows: readonly (readonly [keys: string, what: string])[]
  /** Where it opens. */
  readonly className: string
  readonly onClose: () => void
}

/** The keys of a place and what they do, until Escape. */
export function KeyHelp({ rows, className, onClose }: Props) {
  const { help } = useText().viewer
  usePageKeys((event) => {
    if (event.key === 'Escape') onClose()
  })
  return (
    <dl
      className={cx(
        'absolute z-30 grid max-h-[70dvh] w-[min(24rem,calc(100%-1rem))] grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-2 overflow-y-auto rounded-8 border border-line bg-paper p-4 shadow-float',
        className,
      )}
      aria-label={help}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (JIS X 8341-3 2.1.1)
      tabIndex={0}
      data-reader-help
    >
      {rows.map(([keys, what]) => (
        <div key={keys} className="contents">
          <dt className="font-mono text-xs font-bold whitespace-nowrap text-ink-2">{keys}</dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  )
}
