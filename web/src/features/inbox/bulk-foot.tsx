import { useState } from 'react'
import type { InboxItem } from '../../../../server/contract/inbox.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { yenOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Button, ProgressBar, cx } from '../../ui/index.ts'
import { togetherWith } from './bulk.ts'
import type { BulkRun } from './use-bulk-run.ts'

type Picked = { readonly item: InboxItem; readonly view: ProposalView | undefined }
type Props = {
  readonly picked: readonly Picked[]
  readonly bulk: BulkRun
  readonly onLookAt: (id: string) => void
  readonly onRun: () => Promise<void>
}

/** What will happen to the chosen ones; 決裁 is confirmed once, with every title and amount. */
export function BulkFoot({ picked, bulk, onLookAt, onRun }: Props) {
  const { bulk: text } = useText()
  const { language } = useLanguage()
  const [confirming, setConfirming] = useState(false)
  const unseen = picked.find((it) => it.view === undefined)
  const ready = picked.flatMap(({ view }) => {
    const together = view && togetherWith(view)
    return view !== undefined && together?.ok === true ? [{ view, decides: together.decides }] : []
  })
  const decisions = ready.filter((it) => it.decides)
  // What is to be confirmed may be taken out again meanwhile.
  const isConfirming = confirming && decisions.length > 0
  const { progress, outcomes } = bulk
  const done = [...outcomes.values()].filter((it) => it.kind === 'done').length
  const run = () => {
    setConfirming(false)
    void onRun()
  }
  return (
    <footer className="grid shrink-0 gap-2 border-t border-line bg-paper px-3 py-2.5 sm:px-4" data-bulk-foot>
      {isConfirming && (
        <div
          className="mx-auto grid max-h-[40dvh] w-full max-w-3xl gap-2 overflow-y-auto rounded-8 border border-lead-line bg-lead-soft/40 p-3"
          data-confirm-decisions
        >
          <p className="font-bold text-lead">{text.confirmTitle(decisions.length)}</p>
          <ol className="list-decimal pl-6">
            {decisions.map(({ view }) => (
              <li key={view.id}>
                {view.content.title}
                {view.content.amountYen !== undefined && (
                  <b className="ml-2 tabular">{yenOf(view.content.amountYen, language)}</b>
                )}
              </li>
            ))}
          </ol>
          <p className="text-sm text-ink-2">{text.confirmText}</p>
          <div className="flex justify-end gap-2">
            <Button variant="quiet" onPress={() => setConfirming(false)}>
              {text.back}
            </Button>
            <Button variant="primary" onPress={run} data-confirm-run>
              {text.run(ready.length)}
            </Button>
          </div>
        </div>
      )}
      {progress !== undefined ? (
        <div className="flex items-center gap-4">
          <div className="flex-1">
            <ProgressBar label={text.running} value={(100 * progress.done) / progress.all} />
            <p className="text-sm tabular">{text.progress(progress.done, progress.all)}</p>
          </div>
          <Button onPress={bulk.stop}>{text.stop}</Button>
        </div>
      ) : (
        <div className={cx('flex flex-wrap items-center justify-end gap-3', isConfirming && 'hidden')}>
          <p role="status" className="mr-auto text-sm">
            {picked.length > 0 ? (
              text.chosen(picked.length)
            ) : outcomes.size > 0 ? (
              text.summary(done, outcomes.size - done)
            ) : (
              <>
                {text.hint}
                <span className="ml-2 text-ink-3 pointer-coarse:hidden">{text.keys}</span>
              </>
            )}
          </p>
          {unseen !== undefined && (
            <Button variant="quiet" onPress={() => onLookAt(unseen.item.proposalId)}>
              {text.lookFirst(picked.filter((it) => it.view === undefined).length)}
            </Button>
          )}
          <Button
            variant="primary"
            size="large"
            isDisabled={ready.length === 0 || unseen !== undefined}
            onPress={() => (decisions.length > 0 ? setConfirming(true) : run())}
            data-bulk-run
          >
            {text.run(ready.length)}
          </Button>
        </div>
      )}
    </footer>
  )
}
