import { MailOpen } from 'lucide-react'
import { Link } from 'wouter'
import type { ReceiptListItem } from '../../../../server/contract/receipts.ts'
import { useText } from '../../i18n/index.tsx'

/** 収受文書 that are shown to me (供覧), above the cases that are; nothing without any. */
export function ShownReceipts({ receipts }: { readonly receipts: readonly ReceiptListItem[] }) {
  const { receiving: text } = useText()
  if (receipts.length === 0) return null
  return (
    <section
      className="max-h-[40%] shrink-0 overflow-y-auto border-b border-line bg-paper"
      data-shown-receipts
    >
      <h2 className="px-4 pt-3 pb-1 text-sm font-bold text-ink-2">{text.inInbox}</h2>
      <ul>
        {receipts.map((it) => (
          <li
            key={it.id}
            className="relative flex items-center gap-3 border-t border-line px-4 py-2.5 hover:bg-well"
          >
            <MailOpen className="size-5 shrink-0 text-lead" aria-hidden />
            <span className="min-w-0 flex-1">
              <Link
                href={`/receipts/${it.id}`}
                className="block truncate font-bold text-ink no-underline after:absolute after:inset-0"
              >
                {it.title === '' ? text.untitled : it.title}
              </Link>
              <span className="text-sm text-ink-3">
                {it.sender} ・ {it.number}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
