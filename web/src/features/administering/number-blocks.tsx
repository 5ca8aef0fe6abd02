import { useState } from 'react'
import type { NumberBook } from '../../../../server/contract/numbers.ts'
import { useBookActs } from '../../api/numbers.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Button, toast } from '../../ui/index.ts'
import { ReasonField } from './reason-field.tsx'
import { SettingsForm } from './settings-form.tsx'

type Props = { readonly book: NumberBook; readonly kind: string; readonly unit: string }
type Block = NumberBook['blocks'][number]

/** 予約 of a book: what for, what is left, and giving that back; of an earlier year too. */
export function NumberBlocks({ book, kind, unit }: Props) {
  const text = useText().administering.numbers
  const [returning, setReturning] = useState<string>()
  if (book.blocks.length === 0) return null
  return (
    <ul aria-label={`${kind}　${text.blocks}`} className="divide-y divide-line border-b border-line">
      {book.blocks.map((block) => (
        <li key={block.id}>
          <Line
            block={block}
            isReturning={returning === block.id}
            onReturn={() => setReturning(returning === block.id ? undefined : block.id)}
          />
          {returning === block.id && (
            <ReturnForm {...{ block, kind, unit }} onClose={() => setReturning(undefined)} />
          )}
        </li>
      ))}
    </ul>
  )
}

type LineProps = { readonly block: Block; readonly isReturning: boolean; readonly onReturn: () => void }

function Line({ block, isReturning, onReturn }: LineProps) {
  const text = useText().administering.numbers
  const { language } = useLanguage()
  const { first, last, next, purpose, section, by, at, closed } = block
  const isLeft = closed === undefined && next <= last
  return (
    <div className="grid items-center gap-x-4 gap-y-1 px-4 py-2.5 sm:grid-cols-[11rem_minmax(0,1fr)_auto] sm:px-5">
      <span className="font-bold tabular">{text.range(first, last)}</span>
      <span className="leading-relaxed">
        {text.blocks}　{purpose}
        {section !== undefined && <span className="text-ink-2">　{text.onlyFor(section.name)}</span>}
        <span className="block text-sm text-ink-2 tabular">
          {closed !== undefined
            ? text.returned(closed.reason)
            : isLeft
              ? text.left(text.range(next, last))
              : text.usedUp}
        </span>
        <span className="block text-sm text-ink-3">{text.by(by.name, dateTimeOf(at, language))}</span>
      </span>
      {isLeft && (
        <Button
          size="small"
          aria-label={text.giveBackOf(purpose)}
          aria-expanded={isReturning}
          onPress={onReturn}
        >
          {text.giveBack}
        </Button>
      )}
    </div>
  )
}

type ReturnProps = {
  readonly block: Block
  readonly kind: string
  readonly unit: string
  readonly onClose: () => void
}

function ReturnForm({ block, kind, unit, onClose }: ReturnProps) {
  const text = useText().administering.numbers
  const { giveBack } = useBookActs()
  const [reason, setReason] = useState('')
  const numbers = text.range(block.next, block.last)
  return (
    <SettingsForm
      title={text.giveBackOf(block.purpose)}
      confirm={text.giveBackSave(numbers)}
      isWhole={reason.trim() !== ''}
      send={() => giveBack(block.id, { kind, unit, reason: reason.trim() })}
      onDone={() => {
        toast(text.givenBack)
        onClose()
      }}
      onClose={onClose}
      className="border-t border-line bg-well px-4 py-4 sm:px-5"
    >
      <p className="text-sm leading-relaxed">{text.giveBackHelp(numbers)}</p>
      <div className="lg:max-w-3xl">
        <ReasonField label={text.reason} value={reason} onChange={setReason} autoFocus />
      </div>
    </SettingsForm>
  )
}
