import { Eye } from 'lucide-react'
import type { InboxItem } from '../../../../server/contract/inbox.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { yenOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, Checkbox, cx } from '../../ui/index.ts'
import { togetherWith } from './bulk.ts'
import { type Outcome, isOpen } from './use-bulk-run.ts'

type Props = {
  readonly item: InboxItem
  readonly isCurrent: boolean
  readonly isChosen: boolean
  /** The chosen ones are being acted on. */
  readonly isRunning: boolean
  /** As it was looked at; undefined before. */
  readonly view: ProposalView | undefined
  readonly outcome: Outcome | undefined
  readonly onLook: () => void
  readonly onToggle: () => void
}

/** One case: chosen or not, looked at or not, and what became of it. */
export function BulkRow({ item, isCurrent, isChosen, isRunning, view, outcome, onLook, onToggle }: Props) {
  const { bulk: text, lists, common } = useText()
  const { language } = useLanguage()
  const together = view === undefined ? undefined : togetherWith(view)
  const alone = together?.ok === false ? together.because : undefined
  return (
    <li
      className={cx(
        'flex items-start gap-3 border-b border-l-4 border-b-line px-3 py-2.5',
        isCurrent ? 'border-l-lead bg-lead-soft' : 'border-l-transparent',
      )}
      data-bulk-row={item.proposalId}
      data-outcome={outcome?.kind}
    >
      <Checkbox
        isSelected={isChosen && alone === undefined}
        onChange={onToggle}
        isDisabled={isRunning || !isOpen(outcome) || alone !== undefined}
      >
        <span className="sr-only">{text.choose(item.title)}</span>
      </Checkbox>
      <button
        type="button"
        onClick={onLook}
        aria-current={isCurrent}
        className="grid min-w-0 flex-1 cursor-pointer gap-0.5 rounded-4 text-left"
      >
        <span className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
          {item.urgent && <Badge tone="solid-shu">{common.urgent}</Badge>}
          <Badge tone={item.kind === 'decide' ? 'lead' : 'plain'}>{lists.kind[item.kind]}</Badge>
          {view !== undefined && (
            <span className="flex items-center gap-1 text-xs text-lead">
              <Eye className="size-4" aria-hidden />
              {text.seen}
            </span>
          )}
        </span>
        <span className="leading-snug font-bold">{item.title}</span>
        <span className="text-sm text-ink-3">
          {item.drafter.name}
          {item.amountYen !== undefined && `　${yenOf(item.amountYen, language)}`}
        </span>
        {outcome === undefined || (isOpen(outcome) && alone !== undefined) ? (
          alone !== undefined && <span className="text-sm text-shu-strong">{text.because[alone]}</span>
        ) : (
          <span
            role="status"
            className={cx('text-sm font-bold', outcome.kind === 'done' ? 'text-lead' : 'text-shu-strong')}
          >
            {outcome.kind === 'refused' ? outcome.text : text.outcome[outcome.kind]}
          </span>
        )}
      </button>
    </li>
  )
}
