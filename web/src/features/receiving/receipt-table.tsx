import { useRef } from 'react'
import { Link } from 'wouter'
import type { ReceiptListItem } from '../../../../server/contract/receipts.ts'
import { shortDayOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, ListTable, cx, listLook, useRowKeys } from '../../ui/index.ts'
import { StatusBadge } from './status-badge.tsx'

/** A table on wide screens; at phone width each row is a small sheet. J and K go through it, Enter opens. */
export function ReceiptTable({ items }: { readonly items: readonly ReceiptListItem[] }) {
  const { receiving: text } = useText()
  const { language } = useLanguage()
  const body = useRef<HTMLTableSectionElement>(null)
  useRowKeys(body)
  const { columns } = text
  const { cell } = listLook
  return (
    <ListTable
      columns={[
        columns.title,
        columns.status,
        columns.number,
        columns.sender,
        columns.holder,
        columns.received,
        columns.due,
      ]}
      caption={text.list}
      bodyRef={body}
    >
      {items.map((it) => (
        <tr key={it.id} className={cx(listLook.row, 'focus-within:bg-lead-soft')}>
          <th scope="row" className={listLook.name}>
            <span className="flex flex-wrap items-start gap-2 leading-snug">
              {it.secret && <Badge tone="solid-shu">{text.secret}</Badge>}
              <Link href={`/receipts/${it.id}`} data-row className={listLook.link}>
                {it.title === '' ? text.untitled : it.title}
              </Link>
              {it.personalData && <Badge>{text.personal}</Badge>}
            </span>
            <span className="text-xs font-normal text-ink-3">
              {text.channels[it.channel]}
              {it.fileCount > 0 && ` ・ ${text.files(it.fileCount)}`}
            </span>
          </th>
          <td className={`${cell} whitespace-nowrap`}>
            <StatusBadge status={it.status} />
          </td>
          <td className={`${cell} whitespace-nowrap tabular`}>{it.number}</td>
          <td className={cell}>{it.sender}</td>
          <td className={`${cell} whitespace-nowrap`}>{it.holder}</td>
          <td className={`${cell} whitespace-nowrap tabular`}>
            {it.receivedOn !== undefined && shortDayOf(it.receivedOn, language)}
          </td>
          <td className={`${cell} whitespace-nowrap tabular`}>
            {it.dueOn !== undefined && (
              <span className={it.overdue ? 'font-bold text-shu' : undefined}>
                {it.overdue
                  ? text.overdueDay(shortDayOf(it.dueOn, language))
                  : shortDayOf(it.dueOn, language)}
              </span>
            )}
          </td>
        </tr>
      ))}
    </ListTable>
  )
}
