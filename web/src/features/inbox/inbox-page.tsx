import { Inbox as InboxSign } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import type { InboxItem, InboxTab } from '../../../../server/contract/inbox.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useInbox } from '../../api/queries.ts'
import { useText } from '../../i18n/index.tsx'
import { Button, EmptyState, LinkButton, Spinner, Tabs, isTyping } from '../../ui/index.ts'
import { InboxPreview } from './inbox-preview.tsx'
import { InboxRow } from './inbox-row.tsx'
import { ShownReceipts } from './shown-receipts.tsx'

const tabs: readonly InboxTab[] = [
  'approve',
  'concur',
  'examine',
  'circulate',
  'post_review',
  'returned',
  'consult',
  'ahead',
]

/** Where many can be handled together. */
const togetherTabs: readonly InboxTab[] = ['approve', 'concur', 'examine']

function addressOf(item: InboxItem): string {
  return item.kind === 'returned' ? `/compose/${item.proposalId}` : `/proposals/${item.proposalId}`
}

/** 受信箱: what waits for me, urgent first; beside it the chosen one, its first page already there. */
export function InboxPage() {
  const all = useText()
  const text = all.lists
  const [params, setParams] = useSearchParams()
  const asked = params.get('tab')
  const tab = tabs.find((it) => it === asked) ?? 'approve'
  const inbox = useInbox(tab)
  const counts = inbox.data?.pages[0]?.counts
  const items = inbox.data?.pages.flatMap((it) => it.items) ?? []
  const receipts = inbox.data?.pages[0]?.receipts ?? []
  const { chosen, choose, listRef } = useChosen(items)
  return (
    <div className="flex h-full min-h-0 flex-col">
      <h1 className="sr-only">{text.inbox}</h1>
      <Tabs
        label={text.inbox}
        value={tab}
        onChange={(id) => setParams(id === 'approve' ? {} : { tab: id })}
        tabs={tabs.map((id) => ({ id, label: text.tabs[id], count: counts?.[id] }))}
        className="flex h-full min-h-0 flex-col [&>[role=tablist]]:bg-paper"
      >
        {inbox.isPending ? (
          <div className="grid place-items-center p-16">
            <Spinner label={all.common.loading} />
          </div>
        ) : inbox.isError && items.length === 0 ? (
          <EmptyState
            title={text.failed}
            text={problemText(inbox.error, all)}
            action={<Button onPress={() => void inbox.refetch()}>{all.common.retry}</Button>}
          />
        ) : items.length === 0 && receipts.length > 0 ? (
          <ShownReceipts receipts={receipts} />
        ) : items.length === 0 ? (
          <EmptyState
            picture={<InboxSign className="size-14" strokeWidth={1.2} aria-hidden />}
            title={text.empty[tab]}
            text={text.emptyText[tab]}
          />
        ) : (
          <>
            <ShownReceipts receipts={receipts} />
            <div className="grid min-h-0 flex-1 lg:grid-cols-[minmax(24rem,30rem)_minmax(0,1fr)]">
              <div className="flex min-h-0 flex-col border-line bg-paper lg:border-r">
                {togetherTabs.includes(tab) && items.length > 1 && (
                  <div className="flex justify-end border-b border-line px-2 py-1">
                    <LinkButton href="/inbox/bulk" size="small" variant="quiet" data-bulk-link>
                      {all.bulk.link}
                    </LinkButton>
                  </div>
                )}
                <ul ref={listRef} aria-label={text.list} className="min-h-0 flex-1 overflow-y-auto">
                  {items.map((it) => (
                    <InboxRow
                      key={it.taskId}
                      item={it}
                      href={addressOf(it)}
                      chosen={it.taskId === chosen?.taskId}
                      onFocus={() => choose(it.taskId)}
                    />
                  ))}
                  {inbox.hasNextPage && (
                    <li className="grid place-items-center p-4">
                      <Button onPress={() => void inbox.fetchNextPage()} isPending={inbox.isFetchingNextPage}>
                        {all.common.more}
                      </Button>
                    </li>
                  )}
                </ul>
                <p className="hidden border-t border-line px-4 py-1.5 text-xs text-ink-3 lg:block">
                  {text.keys}
                </p>
              </div>
              <div className="hidden min-h-0 lg:block">
                {chosen === undefined ? (
                  <EmptyState title={text.previewFirst} />
                ) : (
                  <InboxPreview key={chosen.taskId} item={chosen} href={addressOf(chosen)} />
                )}
              </div>
            </div>
          </>
        )}
      </Tabs>
    </div>
  )
}

/** Which row is chosen; j and k move it, Enter opens it. The first is chosen until somebody moves. */
function useChosen(items: readonly InboxItem[]) {
  const [id, setId] = useState<number | undefined>()
  const [, navigate] = useLocation()
  const listRef = useRef<HTMLUListElement>(null)
  const chosen = items.find((it) => it.taskId === id) ?? items[0]
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (isTyping(event)) return
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
      if (step !== 0 && chosen !== undefined) {
        const next = items[items.indexOf(chosen) + step]
        if (next === undefined) return
        event.preventDefault()
        setId(next.taskId)
        const links = listRef.current?.querySelectorAll<HTMLElement>('a[data-row]')
        links?.[items.indexOf(next)]?.focus()
      }
      // A focused row opens by itself; this is for a page where nothing has the focus yet.
      if (event.key === 'Enter' && target === document.body && chosen !== undefined)
        navigate(addressOf(chosen))
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [items, chosen, navigate])
  return { chosen, choose: setId, listRef }
}
