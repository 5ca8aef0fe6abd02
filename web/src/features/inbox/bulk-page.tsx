import { useQueryClient } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { problemText } from '../../api/problem-text.tsx'
import { keys, useProposal } from '../../api/queries.ts'
import { useText } from '../../i18n/index.tsx'
import { Button, EmptyState, LinkButton, Notice, Spinner, usePageKeys } from '../../ui/index.ts'
import { BulkFoot } from './bulk-foot.tsx'
import { BulkLook } from './bulk-look.tsx'
import { BulkRow } from './bulk-row.tsx'
import { togetherWith } from './bulk.ts'
import { type BulkList, useBulkList } from './use-bulk-list.ts'
import { isOpen, useBulkRun } from './use-bulk-run.ts'

/** まとめて処理: many small cases, each looked at once, then sealed one after the other. */
export function BulkPage() {
  const { bulk: text, common } = useText()
  const client = useQueryClient()
  const waiting = useBulkList()
  const [at, setAt] = useState(0)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [seen, setSeen] = useState<ReadonlyMap<string, ProposalView>>(new Map())
  const bulk = useBulkRun()
  const list = waiting.items
  const current = list[at]
  const view = useProposal(current?.proposalId).data
  // Looked at is what was drawn; a later version has to be looked at again.
  if (
    view !== undefined &&
    seen.get(view.id)?.version !== view.version &&
    isOpen(bulk.outcomes.get(view.id))
  ) {
    setSeen(new Map(seen).set(view.id, view))
  }
  // What was begun goes on as it was chosen.
  const isRunning = bulk.progress !== undefined
  const toggle = (id: string) => {
    if (isRunning) return
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  useBulkKeys({
    move: (step) => setAt((it) => Math.min(list.length - 1, Math.max(0, it + step))),
    toggle: () => current !== undefined && toggle(current.proposalId),
  })
  if (list.length === 0) return <NothingListed waiting={waiting} />
  const open = list.filter((it) => isOpen(bulk.outcomes.get(it.proposalId)))
  // What has to be opened by itself falls out as soon as that is known.
  const picked = open.filter((it) => {
    const looked = seen.get(it.proposalId)
    return chosen.has(it.proposalId) && (looked === undefined || togetherWith(looked).ok)
  })
  return (
    <div className="flex h-full min-h-0 flex-col" data-bulk>
      <header className="flex min-h-12 items-center gap-2 border-b border-line bg-paper px-2">
        <LinkButton href="/" variant="quiet" size="small" aria-label={common.toInbox}>
          <ArrowLeft className="size-5" aria-hidden />
        </LinkButton>
        <h1 className="font-bold">{text.title}</h1>
        <Button
          size="small"
          variant="quiet"
          className="ml-auto"
          isDisabled={isRunning}
          onPress={() => setChosen(new Set(open.map((it) => it.proposalId)))}
        >
          {text.chooseAll}
        </Button>
      </header>
      <div className="grid min-h-0 flex-1 max-lg:grid-rows-[minmax(8rem,38%)_minmax(0,1fr)] lg:grid-cols-[minmax(22rem,28rem)_minmax(0,1fr)]">
        <ul aria-label={text.list} className="min-h-0 overflow-y-auto border-line bg-paper lg:border-r">
          {list.map((it, index) => (
            <BulkRow
              key={it.taskId}
              item={it}
              isCurrent={index === at}
              isChosen={chosen.has(it.proposalId)}
              isRunning={isRunning}
              view={seen.get(it.proposalId)}
              outcome={bulk.outcomes.get(it.proposalId)}
              onLook={() => setAt(index)}
              onToggle={() => toggle(it.proposalId)}
            />
          ))}
          <ListEnd waiting={waiting} />
        </ul>
        <BulkLook
          view={view}
          place={text.place(at + 1, list.length, waiting.hasMore)}
          onPrevious={at > 0 ? () => setAt(at - 1) : undefined}
          onNext={at < list.length - 1 ? () => setAt(at + 1) : undefined}
        />
      </div>
      <BulkFoot
        picked={picked.map((item) => ({ item, view: seen.get(item.proposalId) }))}
        bulk={bulk}
        onLookAt={(id) => setAt(list.findIndex((it) => it.proposalId === id))}
        onRun={async () => {
          const acts = picked.flatMap(({ proposalId }) => {
            const looked = seen.get(proposalId)
            const together = looked && togetherWith(looked)
            return together?.ok === true ? [{ id: proposalId, body: together.body }] : []
          })
          const unanswered = await bulk.run(acts)
          setChosen(new Set())
          setSeen((was) => new Map([...was].filter(([id]) => !unanswered.has(id))))
          void client.invalidateQueries({ queryKey: keys.inboxes })
        }}
      />
    </div>
  )
}

type WaitingProps = { readonly waiting: BulkList }

/** In place of the list: it is on its way, why it does not come, or that nothing waits. */
function NothingListed({ waiting }: WaitingProps) {
  const all = useText()
  const { bulk: text, common } = all
  if (waiting.isPending) {
    return (
      <div className="grid h-full place-items-center">
        <Spinner label={common.loading} />
      </div>
    )
  }
  if (waiting.error !== null) {
    return (
      <EmptyState
        isPage
        title={text.failed}
        text={problemText(waiting.error, all)}
        action={<Button onPress={waiting.again}>{common.retry}</Button>}
      />
    )
  }
  return (
    <EmptyState
      title={text.empty}
      text={text.emptyText}
      action={<LinkButton href="/">{common.toInbox}</LinkButton>}
    />
  )
}

/** Under the list: what could not be loaded, and the way to what is not listed yet. */
function ListEnd({ waiting }: WaitingProps) {
  const all = useText()
  const { bulk: text, common } = all
  if (waiting.error !== null) {
    return (
      <li className="p-3">
        <Notice
          tone="warning"
          live
          title={text.failed}
          action={<Button onPress={waiting.again}>{common.retry}</Button>}
        >
          {problemText(waiting.error, all)}
        </Notice>
      </li>
    )
  }
  if (!waiting.hasMore) return null
  return (
    <li className="grid place-items-center p-4">
      <Button onPress={waiting.more} isPending={waiting.isLoadingMore}>
        {common.more}
      </Button>
    </li>
  )
}

/** j and k move, x chooses. */
function useBulkKeys(on: { readonly move: (step: 1 | -1) => void; readonly toggle: () => void }) {
  usePageKeys((event) => {
    const target = event.target as HTMLElement
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (target.closest('input:not([type=checkbox]), textarea, select') !== null) return
    if (event.key === 'j') on.move(1)
    else if (event.key === 'k') on.move(-1)
    else if (event.key === 'x') on.toggle()
    else return
    event.preventDefault()
  })
}
