import { useId, useState } from 'react'
import type { NumberBook } from '../../../../server/contract/numbers.ts'
import { useNumberBook, useSkipNumbers } from '../../api/numbers.ts'
import { problemText } from '../../api/problem-text.tsx'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { wholeNumberOf } from '../../i18n/typed.ts'
import { Button, Notice, Spinner, TextField, toast } from '../../ui/index.ts'
import { rangesOf } from './skipped-ranges.ts'
import { ReasonField } from './reason-field.tsx'
import { SettingsForm } from './settings-form.tsx'

type Props = {
  readonly kind: string
  readonly unit: string
  readonly fiscalYear: number
  /** Of this 年度: its next numbers can be left unused. */
  readonly isOpen: boolean
}

/** One book: its last number, its 欠番 with their reasons, and the place to register more. */
export function NumberBookPanel({ kind, unit, fiscalYear, isOpen }: Props) {
  const all = useText()
  const text = all.administering.numbers
  const heading = useId()
  const [isSkipping, setSkipping] = useState(false)
  const book = useNumberBook(kind, unit, fiscalYear)
  const last = book.data?.last ?? 0
  return (
    <section aria-labelledby={heading} className="paper overflow-hidden">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3 sm:px-5">
        <h3 id={heading} className="font-bold max-sm:flex-1">
          {kind}
        </h3>
        {book.data !== undefined && (
          <p className="text-sm text-ink-2 tabular max-sm:order-last max-sm:basis-full sm:flex-1">
            {last === 0 ? text.unused : text.last(last)}
          </p>
        )}
        {book.data !== undefined && isOpen && (
          <Button
            size="small"
            aria-label={text.skipOf(kind)}
            aria-expanded={isSkipping}
            onPress={() => setSkipping(!isSkipping)}
          >
            {text.skip}
          </Button>
        )}
      </header>
      {book.data !== undefined ? (
        <Gaps book={book.data} label={`${kind}　${text.skipped}`} />
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
      {isSkipping && <SkipForm kind={kind} unit={unit} last={last} onClose={() => setSkipping(false)} />}
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

type SkipProps = Pick<Props, 'kind' | 'unit'> & { readonly last: number; readonly onClose: () => void }

/** 欠番の登録: how many of the next numbers, and why. The button says which ones they are. */
function SkipForm({ kind, unit, last, onClose }: SkipProps) {
  const { administering } = useText()
  const text = administering.numbers
  const skip = useSkipNumbers()
  const [typed, setTyped] = useState('1')
  const [reason, setReason] = useState('')
  const count = wholeNumberOf(typed) ?? 0
  const isWhole = count >= 1 && count <= 1000 && reason.trim() !== ''
  return (
    <SettingsForm
      title={text.skipOf(kind)}
      confirm={text.save(text.range(last + 1, last + Math.max(1, count)))}
      isWhole={isWhole}
      send={() => skip({ kind, unit, count, reason: reason.trim() })}
      onDone={() => {
        toast(text.done)
        onClose()
      }}
      onClose={onClose}
      className="border-t border-line bg-well px-4 py-4 sm:px-5"
    >
      <p className="text-sm leading-relaxed">{text.next(last + 1)}</p>
      <div className="grid items-start gap-4 sm:grid-cols-[8rem_minmax(0,1fr)] lg:max-w-3xl">
        <TextField
          label={text.count}
          inputMode="numeric"
          suffix={text.countSuffix}
          value={typed}
          onChange={setTyped}
          maxLength={4}
        />
        <ReasonField
          label={text.reason}
          placeholder={text.reasonHint}
          value={reason}
          onChange={setReason}
          autoFocus
        />
      </div>
    </SettingsForm>
  )
}
