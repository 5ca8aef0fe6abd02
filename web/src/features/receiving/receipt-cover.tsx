import type { ReceiptView } from '../../../../server/contract/receipts.ts'
import { dayOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'

/** The first sheet of a 収受文書: what it is, with the 収受印 of the 課 that registered it. */
export function ReceiptCover({ receipt }: { readonly receipt: ReceiptView }) {
  const { receiving: text } = useText()
  const { language } = useLanguage()
  const { arrival, number, section } = receipt
  return (
    <article
      className="grid gap-6 bg-paper p-6 shadow-float sm:grid-cols-[1fr_auto] sm:p-10"
      data-receipt-cover
    >
      <div className="min-w-0">
        <h1 className="text-xl leading-snug font-bold break-words">
          {arrival.title === '' ? text.untitled : arrival.title}
        </h1>
        <p className="mt-2 text-ink-2">{arrival.sender}</p>
        <p className="mt-1 text-sm text-ink-3">
          {[arrival.sentOn === undefined ? '' : dayOf(arrival.sentOn, language), arrival.senderNumber]
            .filter((it) => it !== '')
            .join('　')}
        </p>
      </div>
      {number !== undefined && arrival.receivedOn !== undefined && (
        <div
          className="grid h-fit w-44 justify-items-center self-start rounded-6 border-2 border-shu text-center text-shu-strong"
          data-stamp
        >
          <p className="w-full border-b border-shu py-1 text-sm tracking-[0.3em]">{text.stamp}</p>
          <p className="px-2 pt-2 text-sm font-bold">{section.name}</p>
          <p className="px-2 text-sm tabular">{dayOf(arrival.receivedOn, language)}</p>
          <p className="w-full px-2 pb-2 text-base font-bold tabular">{number}</p>
        </div>
      )}
    </article>
  )
}
