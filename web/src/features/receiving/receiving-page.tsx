import { MailOpen, MailPlus } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import type { ReceiptTab } from '../../../../server/contract/receipts.ts'
import { Listed } from '../../api/listed.tsx'
import { beginReceipt, useReceipts } from '../../api/receipts.ts'
import { useSending } from '../../api/use-sending.ts'
import { useText } from '../../i18n/index.tsx'
import {
  Button,
  DropOverlay,
  type Dropped,
  EmptyState,
  Notice,
  Select,
  Tabs,
  TextField,
  TogglePill,
  useSettled,
} from '../../ui/index.ts'
import { leaveFiles } from './arriving-files.ts'
import { ReceiptTable } from './receipt-table.tsx'

const tabs: readonly ReceiptTab[] = ['section', 'arrived', 'shown', 'entering', 'done', 'all']

/** 収受: what has arrived, where it is and what waits. A file dropped anywhere begins a registration. */
export function ReceivingPage() {
  const all = useText()
  const text = all.receiving
  const [params, setParams] = useSearchParams()
  const tab = tabs.find((it) => it === params.get('tab')) ?? 'section'
  const [words, setWords] = useState(params.get('q') ?? '')
  const channel = params.get('channel') ?? ''
  const overdue = params.get('due') === 'overdue'
  const list = useReceipts({ tab, words: useSettled(words, 250), channel, overdue })
  const counts = list.data?.pages[0]?.counts
  const items = list.data?.pages.flatMap((it) => it.items) ?? []
  const set = (change: Record<string, string>) =>
    setParams((now) => {
      const next = new URLSearchParams(now)
      for (const [name, value] of Object.entries(change))
        if (value === '') next.delete(name)
        else next.set(name, value)
      return next
    })
  const beginning = useBeginning()
  return (
    <div className="mx-auto max-w-[88rem] px-3 py-4 sm:px-6">
      <DropOverlay
        title={text.drop}
        text={text.dropText}
        unreadable={all.common.unreadable}
        onFiles={beginning.begin}
      />
      <header className="mb-3 flex items-center gap-4">
        <h1 className="flex-1 text-xl font-bold">{text.title}</h1>
        <Button variant="primary" isPending={beginning.isBusy} onPress={() => beginning.begin([])} data-begin>
          <MailPlus className="size-4" aria-hidden />
          {text.begin}
        </Button>
      </header>
      {beginning.problem !== undefined && (
        <div className="mb-3">
          <Notice tone="warning" live>
            {beginning.problem}
          </Notice>
        </div>
      )}
      <Tabs
        label={text.title}
        value={tab}
        onChange={(id) => set({ tab: id === 'section' ? '' : id })}
        tabs={tabs.map((id) => ({
          id,
          label: text.tabs[id],
          count: id === 'done' || id === 'all' ? undefined : counts?.[id],
        }))}
        className="paper overflow-hidden"
      >
        <div className="flex flex-wrap items-end gap-3 border-b border-line px-4 py-3">
          <TextField
            label={text.search}
            type="search"
            value={words}
            onChange={setWords}
            className="min-w-56 flex-1"
            maxLength={200}
          />
          <Select
            label={text.channelFilter}
            value={channel === '' ? 'any' : channel}
            onChange={(it) => set({ channel: it === 'any' ? '' : it })}
            options={[
              { id: 'any', label: text.anyChannel },
              ...Object.entries(text.channels).map(([id, label]) => ({ id, label })),
            ]}
            placeholder={text.anyChannel}
            className="w-52"
          />
          <div className="flex min-h-11 items-center">
            <TogglePill isSelected={overdue} onChange={(on) => set({ due: on ? 'overdue' : '' })}>
              {text.overdue}
            </TogglePill>
          </div>
        </div>
        <Listed
          list={list}
          items={items}
          failed={all.lists.failed}
          empty={
            <EmptyState
              picture={<MailOpen className="size-14" strokeWidth={1.2} aria-hidden />}
              title={text.empty[tab]}
              text={text.emptyText}
            />
          }
        >
          {(shown) => <ReceiptTable items={shown} />}
        </Listed>
      </Tabs>
    </div>
  )
}

/** Begins a registration and goes to its page, which sends the files. */
function useBeginning() {
  const [, navigate] = useLocation()
  const { isSending, problem, run } = useSending()
  const begin = (dropped: readonly Dropped[]) => {
    // A second drop meanwhile would begin a second registration beside the first.
    if (isSending) return
    void run(async () => {
      const id = await beginReceipt()
      leaveFiles(
        id,
        dropped.map((it) => it.file),
      )
      navigate(`/receipts/${id}`)
    })
  }
  return { begin, isBusy: isSending, problem }
}
