import { Check } from 'lucide-react'
import type { DisclosureView } from '../../../../server/contract/disclosure.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { cx } from '../../ui/index.ts'

/** The files of a request, of all its cases. */
export function filesOf({ cases }: Pick<DisclosureView, 'cases'>) {
  return cases.flatMap((it) => it.files)
}

/** How many files wait for their 区分, and how many for their masked copy. */
export function openFiles(request: Pick<DisclosureView, 'cases'>) {
  const files = filesOf(request)
  return {
    unjudged: files.filter((it) => it.outcome === undefined).length,
    unmasked: files.filter((it) => it.outcome === 'partial' && it.copy === undefined).length,
  }
}

/** How far a 開示請求 is, from the choice of documents to the hand-out. */
export function Stages({ request }: { readonly request: DisclosureView }) {
  const { stages: text } = useText().requests
  const { unjudged, unmasked } = openFiles(request)
  const isChosen = request.cases.length + request.hidden > 0 || request.notHeld !== undefined
  const isOver = request.notifiedOn !== undefined
  const steps = [
    { name: text.choose, done: isChosen },
    { name: text.judge, done: isChosen && unjudged + unmasked === 0 },
    { name: text.decide, done: request.decidedIn !== undefined || isOver },
    { name: text.notify, done: isOver },
    { name: text.carryOut, done: request.carriedOut !== undefined },
  ]
  const isRunning = request.status !== 'withdrawn'
  const now = isRunning ? steps.findIndex((it) => !it.done) : -1
  return (
    <ol
      aria-label={text.label}
      className="flex gap-1 overflow-x-auto [scrollbar-width:none] max-sm:flex-wrap max-sm:gap-y-2"
      data-stages
    >
      {steps.map((it, index) => (
        <li
          key={it.name}
          aria-current={index === now ? 'step' : undefined}
          className={cx(
            'flex min-w-0 items-center gap-1.5 rounded-full border px-3 py-1 text-sm whitespace-nowrap sm:flex-1 sm:justify-center',
            it.done
              ? 'border-lead-line bg-lead-soft text-lead'
              : index === now
                ? 'border-lead bg-lead font-bold text-white'
                : 'border-line bg-paper text-ink-3',
          )}
        >
          {it.done ? (
            <Check className="size-4 shrink-0" strokeWidth={2.6} aria-hidden />
          ) : (
            <span className="tabular" aria-hidden>
              {index + 1}
            </span>
          )}
          {it.name}
          {it.done && <span className="sr-only">{text.done}</span>}
        </li>
      ))}
    </ol>
  )
}
