import { useRef } from 'react'
import { Link } from 'wouter'
import type { ReceiptListItem } from '../../../../server/contract/receipts.ts'
import { shortDayOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, isTyping, usePageKeys } from '../../ui/index.ts'
import { StatusBadge } from './status-badge.tsx'

/** A table on wide screens; at phone width each row is a small sheet. J and K go through it, Enter opens. */
export function ReceiptTable({ items }: { readonly items: readonly ReceiptListItem[] }) {
  const { receiving: text } = useText()
  const { language } = useLanguage()
  const body = useRef<HTMLTableSectionElement>(null)
  usePageKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event)) return
    const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
    if (step === 0) return
    const links = [...(body.current?.querySelectorAll<HTMLElement>('a[data-row]') ?? [])]
    const at = links.indexOf(document.activeElement as HTMLElement)
    const next = links[at < 0 ? 0 : at + step]
    if (next === undefined) return
    event.preventDefault()
    next.focus()
  })
  const { columns } = text
  const head = 'px-3 py-2 text-left text-sm font-bold text-ink-2 whitespace-nowrap first:pl-5 last:pr-5'
  const cell =
    'px-1.5 py-1 align-middle text-sm text-ink-2 max-md:empty:hidden md:px-3 md:py-2.5 md:last:pr-5'
  return (
    <table className="w-full max-md:block">
      <caption className="sr-only">{text.list}</caption>
      <thead className="bg-well max-md:sr-only">
        <tr>
          {[
            columns.title,
            columns.status,
            columns.number,
            columns.sender,
            columns.holder,
            columns.received,
            columns.due,
          ].map((it) => (
            <th key={it} scope="col" className={head}>
              {it}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block" ref={body}>
        {items.map((it) => (
          <tr
            key={it.id}
            className="relative border-t border-line focus-within:bg-lead-soft hover:bg-well max-md:flex max-md:flex-wrap max-md:items-center max-md:px-3 max-md:py-2.5"
          >
            <th
              scope="row"
              className="px-1.5 py-2.5 text-left font-bold max-md:w-full max-md:py-1 md:pr-3 md:pl-5"
            >
              <span className="flex flex-wrap items-start gap-2 leading-snug">
                {it.secret && <Badge tone="solid-shu">{text.secret}</Badge>}
                <Link
                  href={`/receipts/${it.id}`}
                  data-row
                  className="text-ink no-underline after:absolute after:inset-0 hover:text-lead hover:underline"
                >
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
      </tbody>
    </table>
  )
}
