import { useRef } from 'react'
import { Link } from 'wouter'
import type { DisclosureList } from '../../../../server/contract/disclosure.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { shortDayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { Badge, ListTable, cx, listLook, useRowKeys } from '../../ui/index.ts'
import { DaysLeft } from './days-left.tsx'
import { StatusBadge } from './status-badge.tsx'

type Props = {
  readonly items: DisclosureList['items']
  /** Who only answers questions sees neither who works on it nor how far it is. */
  readonly handles: boolean
}

/** A table on wide screens; at phone width each row is a small sheet. J and K go through it, Enter opens. */
export function RequestTable({ items, handles }: Props) {
  const { requests: text } = useText()
  const { language } = useLanguage()
  const body = useRef<HTMLTableSectionElement>(null)
  useRowKeys(body)
  const { columns } = text
  const { cell } = listLook
  return (
    <ListTable
      columns={[
        ...[columns.asks, columns.status, columns.due],
        ...(handles ? [columns.progress, columns.handler] : []),
        columns.requested,
      ]}
      caption={text.list}
      bodyRef={body}
    >
      {items.map((it) => (
        <tr key={it.id} className={cx(listLook.row, 'focus-within:bg-lead-soft')} data-request={it.number}>
          <th scope="row" className={listLook.name}>
            <span className="flex flex-wrap items-start gap-2 leading-snug">
              <Link
                href={`/disclosure/${it.id}`}
                data-row
                className={cx(listLook.link, 'line-clamp-2 min-w-0')}
              >
                {it.asks}
              </Link>
              {it.asked && <Badge tone="shu">{text.askedOfUs}</Badge>}
            </span>
            <span className="text-xs font-normal text-ink-3 tabular">{it.number}</span>
          </th>
          <td className={`${cell} whitespace-nowrap`}>
            <StatusBadge status={it.status} />
          </td>
          <td className={`${cell} whitespace-nowrap`}>
            {it.dueOn !== undefined && (
              <span className="flex gap-2 md:grid md:gap-0">
                <DaysLeft {...it} />
                <span className="tabular">{shortDayOf(it.dueOn, language)}</span>
              </span>
            )}
            {it.status === 'correcting' && text.termStands}
          </td>
          {handles && (
            <>
              <td className={`${cell} whitespace-nowrap tabular`}>
                {it.files === 0 ? text.noFiles : text.judged(it.judged, it.files)}
                {it.opinions > 0 && <span className="block text-xs">{text.awaited(it.opinions)}</span>}
              </td>
              <td className={`${cell} whitespace-nowrap`}>{it.handler}</td>
            </>
          )}
          <td className={`${cell} whitespace-nowrap tabular max-md:hidden`}>
            {shortDayOf(it.requestedOn, language)}
          </td>
        </tr>
      ))}
    </ListTable>
  )
}
