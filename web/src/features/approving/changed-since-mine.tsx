import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { ChangeList } from './change-list.tsx'

type Props = {
  readonly proposal: ProposalView
  readonly onJump: (fileName: string) => void
}

/** What is different from what the reader put a seal to: the first thing to see when it comes again. */
export function ChangedSinceMine({ proposal, onJump }: Props) {
  const { reader } = useText()
  const { language } = useLanguage()
  const { changedSinceMine } = proposal
  if (changedSinceMine === undefined) return null
  return (
    <details open className="border-b border-lead-line bg-lead-soft px-4 py-2.5" data-changed-since-mine>
      <summary className="cursor-pointer font-bold text-lead">
        {reader.changes.title}
        <span className="ml-2 text-sm font-normal text-ink-2">
          {reader.changes.since(dateTimeOf(changedSinceMine.at, language))}
        </span>
      </summary>
      <div className="mt-2 max-h-[30dvh] overflow-y-auto">
        <ChangeList changes={changedSinceMine.changes} onJump={onJump} />
      </div>
    </details>
  )
}
