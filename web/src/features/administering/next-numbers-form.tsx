import { useState } from 'react'
import { unitChoices } from '../../api/choices.ts'
import { useOrganisation } from '../../api/queries.ts'
import { useBookActs } from '../../api/numbers.ts'
import { useText } from '../../i18n/settings/index.ts'
import { wholeNumberOf } from '../../i18n/typed.ts'
import { SearchSelect, TextField, toast } from '../../ui/index.ts'
import { ReasonField } from './reason-field.tsx'
import { SettingsForm } from './settings-form.tsx'

type Props = {
  readonly what: 'skip' | 'reserve'
  readonly kind: string
  readonly unit: string
  readonly last: number
  /** The one book of the whole body: a 予約 may be for one 課. */
  readonly isOfBody: boolean
  readonly onClose: () => void
}

/** 欠番・予約の登録: how many of the next numbers, and why or for what. The button says which ones they are. */
export function NextNumbersForm({ what, kind, unit, last, isOfBody, onClose }: Props) {
  const text = useText().administering.numbers
  const acts = useBookActs()
  const [typed, setTyped] = useState('1')
  const [why, setWhy] = useState('')
  const [section, setSection] = useState('')
  const all = useText()
  const units = useOrganisation().data?.units
  const count = wholeNumberOf(typed) ?? 0
  const numbers = text.range(last + 1, last + Math.max(1, count))
  const asked = { kind, unit, count }
  const isSkip = what === 'skip'
  return (
    <SettingsForm
      title={isSkip ? text.skipOf(kind) : text.reserveOf(kind)}
      confirm={isSkip ? text.save(numbers) : text.reserveSave(numbers)}
      isWhole={count >= 1 && count <= 1000 && why.trim() !== ''}
      send={() =>
        isSkip
          ? acts.skip({ ...asked, reason: why.trim() })
          : acts.reserve({
              ...asked,
              purpose: why.trim().slice(0, 200),
              ...(section === '' ? {} : { forSection: section }),
            })
      }
      onDone={() => {
        toast(isSkip ? text.done : text.reserved)
        onClose()
      }}
      onClose={onClose}
      className="border-t border-line bg-well px-4 py-4 sm:px-5"
    >
      <p className="text-sm leading-relaxed">{isSkip ? text.next(last + 1) : text.reserveHelp(last + 1)}</p>
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
          label={isSkip ? text.reason : text.purpose}
          placeholder={isSkip ? text.reasonHint : text.purposeHint}
          value={why}
          onChange={setWhy}
          autoFocus
        />
      </div>
      {isOfBody && !isSkip && (
        <SearchSelect
          label={text.forSection}
          hint={text.forSectionHint}
          value={section}
          onChange={setSection}
          options={unitChoices(units, (it) => it.kind === 'section' || it.kind === 'institution')}
          placeholder={text.forAll}
          noMatch={all.common.noMatch}
          className="max-w-md"
        />
      )}
    </SettingsForm>
  )
}
