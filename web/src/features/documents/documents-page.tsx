import { FilePenLine, Files } from 'lucide-react'
import { Link, useSearchParams } from 'wouter'
import type { ProposalListItem, ProposalStatus } from '../../../../server/contract/proposals.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useProposalList, type ListScope } from '../../api/queries.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, Button, EmptyState, LinkButton, Spinner, Tabs, TogglePill } from '../../ui/index.ts'

const scopes: readonly ListScope[] = ['mine', 'section', 'acted']
const statuses: readonly ProposalStatus[] = [
  'draft',
  'in_approval',
  'returned',
  'decided',
  'rejected',
  'withdrawn',
  'abandoned',
]
const tones = {
  draft: 'plain',
  in_approval: 'lead',
  returned: 'shu',
  decided: 'done',
  rejected: 'shu',
  withdrawn: 'plain',
  abandoned: 'plain',
} as const

/** 文書一覧: my proposals, my section's, and what I handled. */
export function DocumentsPage() {
  const all = useText()
  const text = all.lists
  const [params, setParams] = useSearchParams()
  const scope = scopes.find((it) => it === params.get('scope')) ?? 'mine'
  const status = statuses.find((it) => it === params.get('status'))
  const list = useProposalList(scope, status)
  const items = list.data?.pages.flatMap((it) => it.items) ?? []
  const show = (next: { readonly scope: ListScope; readonly status?: ProposalStatus | undefined }) =>
    setParams({ scope: next.scope, ...(next.status === undefined ? {} : { status: next.status }) })
  const emptyText = {
    mine: text.noDocumentsMine,
    section: text.noDocumentsSection,
    acted: text.noDocumentsActed,
  }
  return (
    <div className="mx-auto max-w-[84rem] px-3 py-4 sm:px-6">
      <header className="mb-3 flex items-center gap-4">
        <h1 className="flex-1 text-xl font-bold">{text.documents}</h1>
        <LinkButton href="/compose">
          <FilePenLine className="size-4" aria-hidden />
          {text.compose}
        </LinkButton>
      </header>
      <Tabs
        label={text.documents}
        value={scope}
        onChange={(id) => show({ scope: id, status })}
        tabs={scopes.map((id) => ({ id, label: text[id] }))}
        className="paper overflow-hidden"
      >
        <div
          role="group"
          aria-label={text.statusFilter}
          className="flex flex-wrap gap-2 border-b border-line px-4 py-3"
        >
          <TogglePill isSelected={status === undefined} onChange={() => show({ scope })}>
            {text.all}
          </TogglePill>
          {statuses.map((it) => (
            <TogglePill
              key={it}
              isSelected={status === it}
              onChange={(on) => show({ scope, status: on ? it : undefined })}
            >
              {all.common.status[it]}
            </TogglePill>
          ))}
        </div>
        {list.isPending ? (
          <div className="grid place-items-center p-16">
            <Spinner label={all.common.loading} />
          </div>
        ) : list.isError && items.length === 0 ? (
          <EmptyState
            title={text.failed}
            text={problemText(list.error, all)}
            action={<Button onPress={() => void list.refetch()}>{all.common.retry}</Button>}
          />
        ) : items.length === 0 ? (
          <EmptyState
            picture={<Files className="size-14" strokeWidth={1.2} aria-hidden />}
            title={text.noDocuments}
            text={emptyText[scope]}
          />
        ) : (
          <>
            <DocumentTable items={items} />
            {list.hasNextPage && (
              <div className="grid place-items-center border-t border-line p-4">
                <Button onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
                  {all.common.more}
                </Button>
              </div>
            )}
          </>
        )}
      </Tabs>
    </div>
  )
}

function addressOf(item: ProposalListItem): string {
  return item.status === 'draft' ? `/compose/${item.id}` : `/proposals/${item.id}`
}

/** A table on wide screens; at phone width each row is a small sheet. */
function DocumentTable({ items }: { readonly items: readonly ProposalListItem[] }) {
  const { common, lists: text } = useText()
  const { language } = useLanguage()
  const { columns } = text
  const head = 'px-3 py-2 text-left text-sm font-bold text-ink-2 whitespace-nowrap first:pl-5 last:pr-5'
  const cell =
    'px-1.5 py-1 align-middle text-sm text-ink-2 max-md:empty:hidden md:px-3 md:py-2.5 md:last:pr-5'
  return (
    <table className="w-full max-md:block">
      <thead className="bg-well max-md:sr-only">
        <tr>
          {[
            columns.title,
            columns.status,
            columns.number,
            columns.drafter,
            columns.waitingFor,
            columns.updated,
          ].map((it) => (
            <th key={it} scope="col" className={head}>
              {it}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block">
        {items.map((it) => (
          <tr
            key={it.id}
            className="relative border-t border-line hover:bg-well max-md:flex max-md:flex-wrap max-md:items-center max-md:px-3 max-md:py-2.5"
          >
            <th
              scope="row"
              className="px-1.5 py-2.5 text-left font-bold max-md:w-full max-md:py-1 md:pr-3 md:pl-5"
            >
              <span className="flex items-start gap-2 leading-snug">
                {it.trial === true && <Badge tone="solid-shu">{common.trial}</Badge>}
                {it.urgent && <Badge tone="solid-shu">{common.urgent}</Badge>}
                <Link
                  href={addressOf(it)}
                  className="text-ink no-underline after:absolute after:inset-0 hover:text-lead hover:underline"
                >
                  {it.title === '' ? text.untitled : it.title}
                </Link>
              </span>
            </th>
            <td className={cell}>
              <Badge tone={tones[it.status]}>{common.status[it.status]}</Badge>
            </td>
            <td className={`${cell} whitespace-nowrap tabular`}>{it.number}</td>
            <td className={`${cell} whitespace-nowrap`}>
              {it.drafter.name}
              {it.application !== undefined && (
                <span className="block text-xs whitespace-normal text-ink-3 max-md:ml-2 max-md:inline">
                  {common.cameFrom(it.application)}
                </span>
              )}
            </td>
            <td className={cell}>
              {it.waitingFor.length > 0 && (
                <>
                  <span className="md:hidden" aria-hidden>
                    →{' '}
                  </span>
                  {it.waitingFor.join('、')}
                </>
              )}
            </td>
            <td className={`${cell} whitespace-nowrap tabular max-md:ml-auto`}>
              {dateTimeOf(it.updatedAt, language)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
