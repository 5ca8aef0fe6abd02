import { useRef } from 'react'
import { Link } from 'wouter'
import type { IssuingItem, IssuingStep } from '../../../../server/contract/issuing-list.ts'
import { dateTimeOf, shortDayOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, ListTable, cx, listLook, useRowKeys } from '../../ui/index.ts'

type Props = { readonly items: readonly IssuingItem[]; readonly step: IssuingStep }

/** So many addressees are named. */
const named = 2

/** A table on wide screens; at phone width each row is a small sheet. J and K go through it, Enter opens. */
export function IssuingTable({ items, step }: Props) {
  const { issuingList: text, issuing } = useText()
  const { language } = useLanguage()
  const body = useRef<HTMLTableSectionElement>(null)
  useRowKeys(body)
  const { columns } = text
  const { cell } = listLook
  return (
    <ListTable
      columns={[
        columns.title,
        columns.waits,
        columns.kind,
        columns.number,
        columns.drafter,
        columns.decided,
        columns.planned,
      ]}
      caption={text.list}
      bodyRef={body}
    >
      {items.map((it) => (
        <tr
          key={it.proposalId}
          data-case={it.proposalId}
          className={cx(listLook.row, 'focus-within:bg-lead-soft')}
        >
          <th scope="row" className={listLook.name}>
            <span className="flex flex-wrap items-start gap-2 leading-snug">
              {it.secret && <Badge tone="solid-shu">{text.secret}</Badge>}
              <Link href={`/proposals/${it.proposalId}`} data-row className={listLook.link}>
                {it.title}
              </Link>
            </span>
            <span className="text-xs font-normal text-ink-3">{it.section}</span>
          </th>
          <td className={cell}>
            <Badge tone={it.failed ? 'shu' : it.mine ? 'lead' : 'plain'}>
              {it.failed ? text.failed : text.steps[step]}
            </Badge>{' '}
            <span className="text-sm break-all text-ink-2">{detailOf(it, text)}</span>
          </td>
          <td className={`${cell} whitespace-nowrap`}>
            {it.kind === '' ? text.notPlanned : it.kind}
            {it.sealing !== undefined && (
              <span className="ml-2 text-xs text-ink-3">{issuing.sealing[it.sealing]}</span>
            )}
          </td>
          <td className={`${cell} whitespace-nowrap tabular`}>{it.number}</td>
          <td className={`${cell} whitespace-nowrap`}>{it.drafter.name}</td>
          <td className={`${cell} whitespace-nowrap tabular`}>{dateTimeOf(it.decidedAt, language)}</td>
          <td className={`${cell} whitespace-nowrap tabular`}>
            {it.plannedOn !== undefined && (
              <span className={it.overdue ? 'font-bold text-shu' : undefined}>
                {it.overdue
                  ? text.late(shortDayOf(it.plannedOn, language))
                  : shortDayOf(it.plannedOn, language)}
              </span>
            )}
          </td>
        </tr>
      ))}
    </ListTable>
  )
}

function detailOf({ documents, to }: IssuingItem, text: ReturnType<typeof useText>['issuingList']): string {
  const names = to.length > 0 ? to : documents
  return text.toAll(names.slice(0, named).join('、'), Math.max(0, names.length - named))
}
