import { Send } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import type { IssuingStep } from '../../../../server/contract/issuing-list.ts'
import { useIssuing } from '../../api/issuing.ts'
import { Listed } from '../../api/listed.tsx'
import { useText } from '../../i18n/index.tsx'
import { EmptyState, Notice, Select, Tabs, TextField, TogglePill, useSettled } from '../../ui/index.ts'
import { IssuingTable } from './issuing-table.tsx'

const steps: readonly IssuingStep[] = ['fair_copy', 'collate', 'seal', 'dispatch', 'complete']

/** 施行: which decided cases wait for 浄書, 照合, 公印, 発送 and 完結. */
export function IssuingPage() {
  const { issuingList: text } = useText()
  const [params, setParams] = useSearchParams()
  const step = steps.find((it) => it === params.get('step')) ?? 'fair_copy'
  const [words, setWords] = useState(params.get('q') ?? '')
  const kind = params.get('kind') ?? ''
  const overdue = params.get('due') === 'overdue'
  const mine = params.get('mine') === 'true'
  const list = useIssuing({ step, words: useSettled(words, 250), kind, overdue, mine })
  const first = list.data?.pages[0]
  const items = list.data?.pages.flatMap((it) => it.items) ?? []
  const set = (name: string, value: string) =>
    setParams((now) => {
      const next = new URLSearchParams(now)
      if (value === '') next.delete(name)
      else next.set(name, value)
      return next
    })
  const kinds = [...new Set([...(first?.kinds ?? []), ...(kind === '' ? [] : [kind])])]
  return (
    <div className="mx-auto max-w-[88rem] px-3 py-4 sm:px-6">
      <h1 className="mb-3 text-xl font-bold">{text.title}</h1>
      {first?.complete === false && (
        <div className="mb-3">
          <Notice tone="warning">{text.incomplete}</Notice>
        </div>
      )}
      <Tabs
        label={text.title}
        value={step}
        onChange={(id) => set('step', id === 'fair_copy' ? '' : id)}
        tabs={steps.map((id) => ({ id, label: text.steps[id], count: first?.counts[id] }))}
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
            label={text.kind}
            value={kind === '' ? 'any' : kind}
            onChange={(it) => set('kind', it === 'any' ? '' : it)}
            options={[{ id: 'any', label: text.anyKind }, ...kinds.map((id) => ({ id, label: id }))]}
            placeholder={text.anyKind}
            className="w-44"
          />
          <div className="flex min-h-11 flex-wrap items-center gap-2">
            <TogglePill isSelected={overdue} onChange={(on) => set('due', on ? 'overdue' : '')}>
              {text.overdue(first?.overdue ?? 0)}
            </TogglePill>
            <TogglePill isSelected={mine} onChange={(on) => set('mine', on ? 'true' : '')}>
              {text.mine}
            </TogglePill>
          </div>
        </div>
        <Listed
          list={list}
          items={items}
          failed={text.failedToLoad}
          empty={
            <EmptyState
              picture={<Send className="size-14" strokeWidth={1.2} aria-hidden />}
              title={text.empty[step]}
              text={text.emptyText}
            />
          }
        >
          {(shown) => <IssuingTable items={shown} step={step} />}
        </Listed>
      </Tabs>
    </div>
  )
}
