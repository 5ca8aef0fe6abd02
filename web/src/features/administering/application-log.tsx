import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import type {
  ApplicationCalls,
  ApplicationChanges,
  ApplicationView,
} from '../../../../server/contract/applications.ts'
import type { ProposalListItem } from '../../../../server/contract/proposals.ts'
import { useApplicationCalls, useApplicationCases, useApplicationChanges } from '../../api/applications.ts'
import { Loaded } from '../../api/loaded.tsx'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button, Tabs, TogglePill } from '../../ui/index.ts'
import { differencesOf } from './application-differences.ts'
import { DifferenceList } from './difference-list.tsx'

type Tab = 'changes' | 'calls' | 'cases'

/** 記録: who changed an 外部システム, what it asked, and what it made. */
export function ApplicationLog({ view }: { readonly view: ApplicationView }) {
  const text = useText().administering.applications
  const [tab, setTab] = useState<Tab>('changes')
  return (
    <section aria-labelledby="log" className="paper overflow-hidden">
      <h3 id="log" className="px-4 pt-4 font-bold sm:px-5">
        {text.log}
      </h3>
      <Tabs<Tab>
        label={text.log}
        value={tab}
        onChange={setTab}
        tabs={[
          { id: 'changes', label: text.changes },
          { id: 'calls', label: text.callLog },
          { id: 'cases', label: text.cases },
        ]}
      >
        {tab === 'changes' ? (
          <Changes clientId={view.clientId} />
        ) : tab === 'calls' ? (
          <Calls clientId={view.clientId} />
        ) : (
          <Cases clientId={view.clientId} made={view.made} />
        )}
      </Tabs>
    </section>
  )
}

type PagesProps<Item> = {
  readonly query: {
    readonly data: { readonly pages: readonly { readonly items: readonly Item[] }[] } | undefined
    readonly isError: boolean
    readonly error: Error | null
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly refetch: () => unknown
    readonly fetchNextPage: () => unknown
  }
  readonly label: string
  readonly nothing: string
  readonly children: (item: Item, at: number) => ReactNode
}

/** A list that goes on when it is asked to. */
function Pages<Item>({ query, label, nothing, children }: PagesProps<Item>) {
  const text = useText().administering.applications
  return (
    <Loaded query={query as Parameters<typeof Loaded<typeof query.data>>[0]['query']} isSmall>
      {(data) => {
        const items = data?.pages.flatMap((it) => it.items) ?? []
        if (items.length === 0) return <p className="px-4 py-4 text-sm text-ink-2 sm:px-5">{nothing}</p>
        return (
          <>
            <ol aria-label={label} className="divide-y divide-line">
              {items.map(children)}
            </ol>
            {query.hasNextPage && (
              <div className="border-t border-line px-4 py-3 sm:px-5">
                <Button
                  size="small"
                  isPending={query.isFetchingNextPage}
                  onPress={() => void query.fetchNextPage()}
                >
                  {text.more}
                </Button>
              </div>
            )}
          </>
        )
      }}
    </Loaded>
  )
}

const row = 'grid gap-0.5 px-4 py-2.5 text-sm sm:px-5'

function Changes({ clientId }: { readonly clientId: string }) {
  const text = useText().administering.applications
  return (
    <Pages query={useApplicationChanges(clientId)} label={text.changes} nothing={text.noChanges}>
      {(it) => <Change key={it.version} change={it} />}
    </Pages>
  )
}

function Change({ change }: { readonly change: ApplicationChanges['items'][number] }) {
  const text = useText().administering.applications
  const { language } = useLanguage()
  const { kind, by, at, before, after, reason } = change
  const nothing = { ...after, maySubmit: [], mayFollow: [], mayProvision: false }
  return (
    <li className={row}>
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="tabular">{dateTimeOf(at, language)}</span>
        <Badge tone={kind === 'stopped' ? 'shu' : kind === 'changed' ? 'plain' : 'lead'}>
          {text.kinds[kind]}
        </Badge>
        <span>{by.name}</span>
      </p>
      <DifferenceList differences={differencesOf(before ?? nothing, after)} />
      {reason !== '' && <p>{text.because(reason)}</p>}
    </li>
  )
}

function Calls({ clientId }: { readonly clientId: string }) {
  const text = useText().administering.applications
  const [onlyRefused, setOnlyRefused] = useState(false)
  return (
    <>
      <div className="border-b border-line px-4 py-2.5 sm:px-5">
        <TogglePill isSelected={onlyRefused} onChange={setOnlyRefused}>
          {text.onlyRefused}
        </TogglePill>
      </div>
      <Pages query={useApplicationCalls(clientId, onlyRefused)} label={text.callLog} nothing={text.noCalls}>
        {(it, at) => <Call key={`${it.at} ${at}`} call={it} />}
      </Pages>
    </>
  )
}

function Call({ call }: { readonly call: ApplicationCalls['items'][number] }) {
  const text = useText().administering.applications
  const { language } = useLanguage()
  const { at, method, route, status, problem, officer, proposal, durationMs } = call
  return (
    <li className={row}>
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="tabular">{dateTimeOf(at, language)}</span>
        <Badge tone={status >= 400 ? 'shu' : 'plain'}>{status}</Badge>
        <code className="font-mono break-all">
          {method} {route}
        </code>
        <span className="text-ink-3 tabular">{text.ms(durationMs)}</span>
      </p>
      <p className="text-ink-2">
        {officer === undefined ? text.byItself : text.forOfficer(`${officer.title} ${officer.name}`.trim())}
        {proposal !== undefined && (
          <>
            {' ・ '}
            <Link href={`/proposals/${proposal.id}`}>{proposal.title}</Link>
          </>
        )}
      </p>
      {problem !== undefined && (
        <p className="text-shu">
          {problem.title} <code className="font-mono text-ink-3">{problem.code}</code>
        </p>
      )}
    </li>
  )
}

function Cases({ clientId, made }: { readonly clientId: string; readonly made: number }) {
  const text = useText().administering.applications
  return (
    <>
      <p className="border-b border-line px-4 py-2.5 text-sm text-ink-2 sm:px-5">{text.casesHelp(made)}</p>
      <Pages query={useApplicationCases(clientId)} label={text.cases} nothing={text.noCases}>
        {(it) => <Case key={it.id} item={it} />}
      </Pages>
    </>
  )
}

function Case({ item }: { readonly item: ProposalListItem }) {
  const { common, administering, lists } = useText()
  const { language } = useLanguage()
  return (
    <li className={row}>
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        {item.trial === true && <Badge tone="shu">{administering.applications.trial}</Badge>}
        <Link href={`/proposals/${item.id}`} className="font-bold">
          {item.title === '' ? lists.untitled : item.title}
        </Link>
        <Badge>{common.status[item.status]}</Badge>
      </p>
      <p className="text-ink-2 tabular">
        {dateTimeOf(item.updatedAt, language)} ・ {item.drafter.title} {item.drafter.name}
        {item.number === undefined ? '' : ` ・ ${item.number}`}
      </p>
    </li>
  )
}
