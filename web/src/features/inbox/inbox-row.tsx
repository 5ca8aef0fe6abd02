import { Paperclip } from 'lucide-react'
import { Link } from 'wouter'
import type { InboxItem } from '../../../../server/contract/inbox.ts'
import { shortDayOf, sinceOf, todayInJapan, yenOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, cx } from '../../ui/index.ts'

type Props = {
  readonly item: InboxItem
  readonly href: string
  readonly chosen: boolean
  readonly onFocus: () => void
}

const dayMs = 24 * 60 * 60 * 1000

/** 後閲 is never closed by time, so it must be seen growing old: from a week on. */
function isAgeing(item: InboxItem): boolean {
  return item.kind === 'post_review' && Date.now() - Date.parse(item.arrivedAt) > 7 * dayMs
}

function toneOf(item: InboxItem): 'lead' | 'shu' | 'plain' {
  if (item.kind === 'decide') return 'lead'
  return item.kind === 'returned' || item.kind === 'respond' ? 'shu' : 'plain'
}

/** One waiting act. */
export function InboxRow({ item, href, chosen, onFocus }: Props) {
  const { common, lists: text } = useText()
  const { language } = useLanguage()
  const overdue = item.dueOn !== undefined && item.dueOn < todayInJapan()
  return (
    <li className="border-b border-line">
      <Link
        href={href}
        data-row
        onFocus={onFocus}
        onMouseEnter={onFocus}
        className={cx(
          'grid gap-1 border-l-4 px-4 py-3 text-ink no-underline -outline-offset-4',
          chosen
            ? 'border-lead bg-lead-soft max-lg:border-transparent max-lg:bg-paper'
            : 'border-transparent',
        )}
      >
        <span className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
          {item.urgent && <Badge tone="solid-shu">{common.urgent}</Badge>}
          <Badge tone={toneOf(item)}>
            {item.actingFor === undefined ? text.kind[item.kind] : text.acting}
          </Badge>
          {item.actingFor !== undefined && (
            <span>{text.actingFor(item.actingFor.title, item.actingFor.name)}</span>
          )}
          {item.number !== undefined && <span className="tabular">{item.number}</span>}
          <span className={cx('ml-auto tabular', isAgeing(item) && 'font-bold text-shu')}>
            {(isAgeing(item) ? text.ageing : text.waiting)(sinceOf(item.arrivedAt, language))}
          </span>
        </span>
        <span className="leading-snug font-bold">{item.title === '' ? text.untitled : item.title}</span>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-sm text-ink-3">
          <span>
            {item.drafter.title} {item.drafter.name}
            {item.application !== undefined && `（${common.cameFrom(item.application)}）`}
          </span>
          {item.amountYen !== undefined && <span className="tabular">{yenOf(item.amountYen, language)}</span>}
          <span className="flex items-center gap-1 tabular">
            <Paperclip className="size-3.5" aria-hidden />
            <span className="sr-only">{common.files(item.attachmentCount)}</span>
            <span aria-hidden>{item.attachmentCount}</span>
            {item.pageCount > 0 && ` ・ ${common.pages(item.pageCount)}`}
          </span>
          {item.dueOn !== undefined && (
            <span className={overdue ? 'font-bold text-shu' : 'text-ink-2'}>
              {overdue
                ? text.overdue(shortDayOf(item.dueOn, language))
                : text.due(shortDayOf(item.dueOn, language))}
            </span>
          )}
        </span>
      </Link>
    </li>
  )
}
