import { useId, useState } from 'react'
import { type NumberBook, receiptNumberKind } from '../../../../server/contract/numbers.ts'
import { numbersCsv, useNumberBook } from '../../api/numbers.ts'
import { problemText } from '../../api/problem-text.tsx'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button, LinkButton, Notice, Spinner } from '../../ui/index.ts'
import { rangesOf } from './skipped-ranges.ts'
import { NumberBlocks } from './number-blocks.tsx'
import { NextNumbersForm } from './next-numbers-form.tsx'

type Props = {
  readonly kind: string
  readonly unit: string
  /** Absent: the book of today. */
  readonly fiscalYear?: number | undefined
}

/** One book: its next number, what is 予約, its 欠番 with their reasons, and the places to register more. */
export function NumberBookPanel({ kind, unit, fiscalYear }: Props) {
  const all = useText()
  const text = all.administering.numbers
  const heading = useId()
  const [opened, setOpened] = useState<'skip' | 'reserve'>()
  const book = useNumberBook(kind, unit, fiscalYear)
  const last = book.data?.last ?? 0
  return (
    <section aria-labelledby={heading} className="paper overflow-hidden">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3 sm:px-5">
        <h3 id={heading} className="font-bold max-sm:basis-full">
          {kind}
        </h3>
        {book.data !== undefined && (
          <p className="text-sm text-ink-2 tabular max-sm:order-last max-sm:basis-full sm:flex-1">
            <span className="mr-4 inline-block">{last === 0 ? text.unused : text.last(last)}</span>
            {book.data.next !== undefined && (
              <span className="inline-block">{text.nextText(book.data.next)}</span>
            )}
          </p>
        )}
        {book.data?.of === 'body' && <Badge>{text.ofBody}</Badge>}
        {book.data?.yearCounts === 'calendar' && <Badge>{text.calendarYear(book.data.fiscalYear)}</Badge>}
        {book.data !== undefined && (
          <LinkButton size="small" href={numbersCsv(kind, unit, book.data.fiscalYear)} download>
            {text.csv}
          </LinkButton>
        )}
        {book.data?.isOpen === true &&
          (kind === receiptNumberKind ? (['skip'] as const) : (['reserve', 'skip'] as const)).map((what) => (
            <Button
              key={what}
              size="small"
              aria-label={text[`${what}Of`](kind)}
              aria-expanded={opened === what}
              onPress={() => setOpened(opened === what ? undefined : what)}
            >
              {text[what]}
            </Button>
          ))}
      </header>
      {book.data !== undefined ? (
        <>
          <NumberBlocks book={book.data} kind={kind} unit={unit} />
          <Gaps book={book.data} label={`${kind}　${text.skipped}`} />
        </>
      ) : book.isError ? (
        <div className="p-4">
          <Notice tone="warning" title={text.failed}>
            {problemText(book.error, all)}
          </Notice>
        </div>
      ) : (
        <div className="grid place-items-center p-6">
          <Spinner label={all.common.loading} />
        </div>
      )}
      {opened !== undefined && (
        <NextNumbersForm
          key={opened}
          what={opened}
          {...{ kind, unit, last }}
          isOfBody={book.data?.of === 'body'}
          onClose={() => setOpened(undefined)}
        />
      )}
    </section>
  )
}

function Gaps({ book, label }: { readonly book: NumberBook; readonly label: string }) {
  const text = useText().administering.numbers
  const { language } = useLanguage()
  return (
    <>
      {book.unexplained.length > 0 && (
        <div className="px-4 pt-4 sm:px-5">
          <Notice tone="warning">{text.unexplained(book.unexplained.join('・'))}</Notice>
        </div>
      )}
      {book.skipped.length === 0 ? (
        <p className="px-4 py-3 text-sm text-ink-2 sm:px-5">{text.none}</p>
      ) : (
        <ul aria-label={label} className="divide-y divide-line">
          {rangesOf(book.skipped).map(({ from, to, reason, by, at }) => (
            <li key={from} className="grid gap-x-4 px-4 py-2.5 sm:grid-cols-[11rem_minmax(0,1fr)] sm:px-5">
              <span className="font-bold tabular">{text.range(from, to)}</span>
              <span className="leading-relaxed">
                {reason}
                <span className="block text-sm text-ink-3">{text.by(by.name, dateTimeOf(at, language))}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
