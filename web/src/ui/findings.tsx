import { Info, TriangleAlert } from 'lucide-react'
import { cx } from './class-names.ts'

type Finding = {
  readonly severity: 'error' | 'warning' | 'hint'
  readonly code: string
  readonly text: string
}

/** What is worth a second look, quietly. */
export function Findings({
  label,
  findings,
}: {
  readonly label: string
  readonly findings: readonly Finding[]
}) {
  return (
    <ul aria-label={label} className="grid gap-1.5 text-sm leading-relaxed" data-findings>
      {findings.map((it) => (
        <li key={it.code + it.text} className="flex gap-1.5 text-ink-2">
          {it.severity === 'hint' ? (
            <Info className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden />
          ) : (
            <TriangleAlert className="mt-0.5 size-4 shrink-0 text-shu" aria-hidden />
          )}
          <span className={cx(it.severity !== 'hint' && 'text-ink')}>{it.text}</span>
        </li>
      ))}
    </ul>
  )
}
