import { FilePlus2, FileSearch, ListOrdered } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import type { DisclosureList } from '../../../../server/contract/disclosure.ts'
import { useDisclosures } from '../../api/disclosure.ts'
import { Loaded } from '../../api/loaded.tsx'
import { useMe } from '../../api/queries.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { Button, EmptyState, LinkButton, TogglePill, toast } from '../../ui/index.ts'
import { RegisterForm } from './register-form.tsx'
import { RequestTable } from './request-table.tsx'

type Item = DisclosureList['items'][number]

/** Which requests each filter is about. */
const filters = {
  running: (it: Item) => it.status !== 'done' && it.status !== 'withdrawn',
  overdue: (it: Item) => it.overdue,
  correcting: (it: Item) => it.status === 'correcting',
  notified: (it: Item) => it.status === 'notified',
  ended: (it: Item) => it.status === 'done' || it.status === 'withdrawn',
  all: () => true,
} as const
type Filter = keyof typeof filters
const names = Object.keys(filters) as readonly Filter[]

/** 公開・開示請求: every request, what runs out first on top, and the registration of new ones. */
export function DisclosuresPage() {
  const all = useText()
  const text = all.requests
  const [, navigate] = useLocation()
  const [params, setParams] = useSearchParams()
  const filter = names.find((it) => it === params.get('state')) ?? 'running'
  const list = useDisclosures(filter === 'ended' || filter === 'all')
  const mayPublish = useMe().data?.roles.some((it) => it === 'auditor' || it === 'records_manager') ?? false
  const [registers, setRegisters] = useState(false)
  const handles = list.data?.mayRegister ?? false
  return (
    <div className="mx-auto grid max-w-[88rem] gap-4 px-3 py-4 sm:px-6">
      <header className="flex flex-wrap items-start gap-2">
        <div className="mr-auto min-w-0 flex-1 basis-80">
          <h1 className="text-xl font-bold">{all.shell.disclosureTitle}</h1>
          <p className="max-w-3xl text-sm leading-relaxed text-ink-2">
            {list.data === undefined || handles ? text.help : text.helpAsked}
          </p>
        </div>
        {mayPublish && (
          <LinkButton href="/disclosure/index">
            <ListOrdered className="size-4" aria-hidden />
            {text.toIndex}
          </LinkButton>
        )}
        {handles && (
          <Button variant="primary" onPress={() => setRegisters(true)} isDisabled={registers} data-register>
            <FilePlus2 className="size-4" aria-hidden />
            {text.register}
          </Button>
        )}
      </header>
      {registers && (
        <RegisterForm
          onClose={() => setRegisters(false)}
          onDone={(id) => {
            toast(text.form.received, 'done')
            navigate(`/disclosure/${id}`)
          }}
        />
      )}
      <div role="group" aria-label={text.filters} className="flex flex-wrap gap-2">
        {(handles ? names : []).map((it) => (
          <TogglePill
            key={it}
            isSelected={it === filter}
            onChange={() => setParams(it === 'running' ? {} : { state: it }, { replace: true })}
          >
            {text.filter[it]}
            {list.data !== undefined && it === filter && (
              <span className="tabular">{list.data.items.filter(filters[it]).length}</span>
            )}
          </TogglePill>
        ))}
      </div>
      <Loaded query={list} failed={text.failed}>
        {({ items }) => {
          const shown = items.filter(filters[filter])
          return shown.length === 0 ? (
            <EmptyState
              picture={<FileSearch className="size-14" strokeWidth={1.2} aria-hidden />}
              title={items.length === 0 && filter === 'running' ? text.none : text.noneHere}
              text={handles ? text.noneText : undefined}
            />
          ) : (
            <section className="paper overflow-hidden" aria-label={text.list}>
              <RequestTable items={shown} handles={handles} />
            </section>
          )
        }}
      </Loaded>
    </div>
  )
}
