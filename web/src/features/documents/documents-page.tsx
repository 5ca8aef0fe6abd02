import { FilePenLine, Files } from 'lucide-react'
import { Link, useSearchParams } from 'wouter'
import type { ProposalListItem, ProposalStatus } from '../../../../server/contract/proposals.ts'
import { Listed } from '../../api/listed.tsx'
import { useProposalList, type ListScope } from '../../api/queries.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, EmptyState, LinkButton, ListTable, listLook, Tabs, TogglePill } from '../../ui/index.ts'

const scopes: readonly ListScope[] = ['mine', 'section', 'acted']
const statuses: readonly ProposalStatus[] = [
  'draft',
  'in_approval',
  'returned',
  'decided',
  'rejected',
  'withdrawn',
  'abandoned',
  'imported',
]
const tones = {
  draft: 'plain',
  in_approval: 'lead',
  returned: 'shu',
  decided: 'done',
  rejected: 'shu',
  withdrawn: 'plain',
  abandoned: 'plain',
  imported: 'plain',
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
        <Listed
          list={list}
          items={items}
          failed={text.failed}
          empty={
            <EmptyState
              picture={<Files className="size-14" strokeWidth={1.2} aria-hidden />}
              title={text.noDocuments}
              text={emptyText[scope]}
            />
          }
        >
          {(shown) => <DocumentTable items={shown} />}
        </Listed>
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
  const { cell } = listLook
  return (
    <ListTable
      columns={[
        columns.title,
        columns.status,
        columns.number,
        columns.drafter,
        columns.waitingFor,
        columns.updated,
      ]}
    >
      {items.map((it) => (
        <tr key={it.id} className={listLook.row}>
          <th scope="row" className={listLook.name}>
            <span className="flex items-start gap-2 leading-snug">
              {it.trial === true && <Badge tone="solid-shu">{common.trial}</Badge>}
              {it.urgent && <Badge tone="solid-shu">{common.urgent}</Badge>}
              <Link href={addressOf(it)} className={listLook.link}>
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
    </ListTable>
  )
}
