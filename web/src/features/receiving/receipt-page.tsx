import { ArrowLeft, PanelRight, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ReceiptView } from '../../../../server/contract/receipts.ts'
import { useReceiptBook } from '../../api/books.ts'
import { isProblem } from '../../api/client.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useReceipt } from '../../api/receipts.ts'
import { useText } from '../../i18n/index.tsx'
import { Badge, Button, EmptyState, IconButton, LinkButton, Spinner, cx, openFrom } from '../../ui/index.ts'
import { Reader } from '../../viewer/reader.tsx'
import { ReceiptCover } from './receipt-cover.tsx'
import { ReceiptSide } from './receipt-side.tsx'
import { RegisterForm } from './register-form.tsx'
import { StatusBadge } from './status-badge.tsx'

const wideEnoughForSide = 1024

/** One 収受文書: the paper in one scroll, beside it its registration and what can be done. */
export function ReceiptPage({ id }: { readonly id: string }) {
  const text = useText()
  const receipt = useReceipt(id)
  if (receipt.data !== undefined) return <Loaded receipt={receipt.data} />
  if (!receipt.isError || receipt.isFetching) {
    return (
      <div className="grid h-full place-items-center">
        <Spinner label={text.common.loading} />
      </div>
    )
  }
  return (
    <EmptyState
      isPage
      title={problemText(receipt.error, text)}
      action={
        isProblem(receipt.error, 'not_found') ? (
          <LinkButton href="/receipts">{text.receiving.back}</LinkButton>
        ) : (
          <Button onPress={() => void receipt.refetch()}>{text.common.retry}</Button>
        )
      }
    />
  )
}

function Loaded({ receipt }: { readonly receipt: ReceiptView }) {
  const all = useText()
  const text = all.receiving
  const book = useReceiptBook(receipt.id)
  const isEntered = receipt.status === 'draft'
  const [sideOpen, setSideOpen] = useState(() => (isEntered ? true : openFrom(wideEnoughForSide)))
  const title = receipt.arrival.title === '' ? text.untitled : receipt.arrival.title
  useEffect(() => {
    document.title = `${title} - Kessai`
  }, [title])
  return (
    <div
      className="flex h-full min-h-0 flex-col"
      data-receipt={receipt.id}
      data-status={receipt.status}
      data-version={receipt.version}
    >
      <header className="flex min-h-12 shrink-0 items-center gap-2 border-b border-line bg-paper px-2 py-1.5">
        <LinkButton href="/receipts" variant="quiet" size="small" aria-label={text.back}>
          <ArrowLeft className="size-5" aria-hidden />
        </LinkButton>
        {receipt.arrival.secrecy === 'secret' && <Badge tone="solid-shu">{text.secret}</Badge>}
        <p className="min-w-0 flex-1 truncate font-bold" title={title}>
          {title}
        </p>
        <span className="hidden shrink-0 text-sm text-ink-3 sm:inline">{receipt.number}</span>
        <StatusBadge status={receipt.status} />
      </header>
      {receipt.ended !== undefined && (receipt.status === 'closed' || receipt.status === 'cancelled') && (
        <div className="border-b border-line bg-well px-4 py-2.5" data-ended>
          <p className="font-bold">{text.ended[receipt.status]}</p>
          <p className="max-h-40 overflow-y-auto whitespace-pre-wrap">{receipt.ended.reason}</p>
        </div>
      )}
      <div className="relative flex min-h-0 flex-1">
        <Reader
          book={book.data}
          cover={<ReceiptCover receipt={receipt} />}
          coverNames={text.sheet}
          tools={
            <IconButton
              label={text.showSide}
              icon={<PanelRight className="size-5" />}
              aria-expanded={sideOpen !== false}
              onPress={() => setSideOpen((it) => it !== true)}
            />
          }
        />
        <aside
          aria-label={text.side}
          className={cx(
            'absolute inset-y-0 right-0 z-30 overflow-y-auto overscroll-contain border-l border-line bg-paper shadow-float lg:relative lg:z-auto lg:shadow-none',
            isEntered ? 'w-[min(26rem,100%)]' : 'w-[min(22rem,92%)] lg:w-88',
            sideOpen === 'by_width' ? 'max-lg:hidden' : !sideOpen && 'hidden',
          )}
        >
          <div className="sticky top-0 z-10 flex justify-end bg-paper px-2 pt-1 lg:hidden">
            <IconButton
              label={all.common.close}
              icon={<X className="size-5" />}
              onPress={() => setSideOpen(false)}
            />
          </div>
          {isEntered ? (
            <RegisterForm key={receipt.id} receipt={receipt} />
          ) : (
            <ReceiptSide receipt={receipt} />
          )}
        </aside>
      </div>
    </div>
  )
}
