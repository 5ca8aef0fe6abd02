import { ArrowRight } from 'lucide-react'
import type { DeciderChangeView } from '../../../server/contract/proceedings.ts'
import { useText } from '../i18n/index.tsx'

/** Who decides instead of whom, and the row of the 専決 table that says so. */
export function DeciderChange({ change }: { readonly change: DeciderChangeView }) {
  const { decider } = useText().editing
  return (
    <div
      role="status"
      className="grid gap-0.5 rounded-8 border border-shu-line bg-shu-soft px-3 py-2"
      data-decider-change
    >
      <p className="text-sm font-bold text-shu-strong">{decider.title}</p>
      <p className="flex flex-wrap items-center gap-x-2 font-bold">
        {change.from}
        <ArrowRight className="size-4 text-ink-3" aria-hidden />
        <span className="sr-only">{decider.becomes}</span>
        {change.to}
      </p>
      {change.because !== '' && <p className="text-sm text-ink-2">{change.because}</p>}
    </div>
  )
}
