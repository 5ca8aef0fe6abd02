import { Archive, Download } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import type { ExpiryList } from '../../../../server/contract/expiry.ts'
import { expiryCsv, useExpiring } from '../../api/expiry.ts'
import { Loaded } from '../../api/loaded.tsx'
import { fiscalYearOf, todayInJapan } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/records/index.ts'
import { Button, EmptyState, LinkButton, Select, TogglePill } from '../../ui/index.ts'
import { ExpiringFolders } from './expiring-folders.tsx'
import { NextSteps } from './next-steps.tsx'
import { type ShownStep, shownStep } from './shown-step.ts'
import { BackToFolders } from './renewal-page.tsx'

const steps = [
  ...(['expired', 'appraised', 'decided', 'toTransfer', 'packaged', 'transferred', 'published'] as const),
  ...(['disposed', 'running'] as const),
]

/** 満了と廃棄: the 簿冊 of a year step by step, what stands in the way of each, and what is done to several at once. */
export function ExpiryPage() {
  const all = useText()
  const text = all.expiry
  const { language } = useLanguage()
  const [params, setParams] = useSearchParams()
  const year = params.get('year') ?? ''
  const list = useExpiring({ year })
  const thisYear = Number((list.data?.today ?? todayInJapan()).slice(0, 4))
  const years = Array.from({ length: 12 }, (_, index) => String(thisYear + 1 - index))
  return (
    <div className="mx-auto grid max-w-5xl gap-4 px-3 py-4 sm:px-6">
      <BackToFolders />
      <header className="flex flex-wrap items-start gap-2">
        <div className="mr-auto min-w-0 basis-80 flex-1">
          <h1 className="text-xl font-bold">{text.title}</h1>
          <p className="max-w-3xl text-sm leading-relaxed text-ink-2">{text.help}</p>
        </div>
        <LinkButton href={expiryCsv(year)} download>
          <Download className="size-4" aria-hidden />
          {text.csv}
        </LinkButton>
      </header>
      <div className="max-w-72">
        <Select
          label={text.year}
          value={year === '' ? 'due' : year}
          onChange={(next) => setParams(next === 'due' ? {} : { year: next }, { replace: true })}
          options={[
            { id: 'due', label: text.due },
            ...years.map((it) => ({ id: it, label: fiscalYearOf(Number(it), language) })),
          ]}
          placeholder={text.choose}
        />
      </div>
      <Loaded query={list} failed={text.failed}>
        {(data) =>
          data === undefined || (data.items.length === 0 && data.next === undefined) ? (
            <EmptyState
              picture={<Archive className="size-14" strokeWidth={1.2} aria-hidden />}
              title={text.none}
              text={text.noneText}
            />
          ) : (
            <>
              <StepByStep key={year} list={data} />
              {list.hasNextPage && (
                <div className="flex flex-wrap items-center gap-3" data-more>
                  <Button onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
                    {text.more}
                  </Button>
                  <p className="text-sm text-ink-2">{text.moreHelp(data.items.length)}</p>
                </div>
              )}
            </>
          )
        }
      </Loaded>
    </div>
  )
}

/** The folders of one step, those chosen among them, and what is next for these. */
function StepByStep({ list }: { readonly list: ExpiryList }) {
  const text = useText().expiry
  const count = (step: ShownStep) => list.items.filter((it) => shownStep(it) === step).length
  const there = steps.filter((it) => count(it) > 0)
  const [wanted, setWanted] = useState<ShownStep>()
  const step = wanted !== undefined && count(wanted) > 0 ? wanted : (there[0] ?? 'expired')
  const [picked, setPicked] = useState<readonly string[]>([])
  const items = list.items.filter((it) => shownStep(it) === step)
  const chosen = items.filter((it) => picked.includes(it.id))
  return (
    <>
      <div role="group" aria-label={text.stepsLabel} className="flex flex-wrap gap-2" data-expiry-steps>
        {there.map((it) => (
          <TogglePill key={it} isSelected={it === step} onChange={() => setWanted(it)}>
            {text.steps[it]}
            <span className="tabular">{text.count(count(it))}</span>
          </TogglePill>
        ))}
      </div>
      <ExpiringFolders step={step} items={items} list={list} chosen={chosen} onChoose={setPicked} />
      <NextSteps list={list} step={step} folders={chosen} onDone={() => setPicked([])} />
    </>
  )
}
