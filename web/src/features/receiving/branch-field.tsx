import { useState } from 'react'
import type { Beside } from '../../api/receipts.ts'
import { useText } from '../../i18n/index.tsx'
import { Checkbox, TextField } from '../../ui/index.ts'

/** 枝番 of a 収受番号 instead of the next number; `onChange` gets nothing while what is typed is no number. */
export function BranchField({ onChange }: { readonly onChange: (beside: Beside | undefined) => void }) {
  const { acts, receiving } = useText()
  const [isBranch, setBranch] = useState(false)
  const [typed, setTyped] = useState({ number: '', year: '' })
  const change = (is: boolean, next: typeof typed) => {
    setBranch(is)
    setTyped(next)
    onChange(is ? besideOf(next) : {})
  }
  const isWrong = isBranch && typed.number.trim() !== '' && besideOf(typed) === undefined
  return (
    <div className="grid gap-3">
      <Checkbox isSelected={isBranch} onChange={(is) => change(is, typed)}>
        {receiving.form.branch}
      </Checkbox>
      {isBranch && (
        <div className="flex flex-wrap items-start gap-4">
          <TextField
            label={acts.number.branchOf}
            hint={receiving.form.branchHint}
            name="branchOf"
            inputMode="numeric"
            maxLength={9}
            suffix={acts.number.suffix}
            value={typed.number}
            onChange={(number) => change(true, { ...typed, number })}
            error={isWrong ? acts.number.branchMissing : undefined}
            className="max-w-xs"
            autoFocus
          />
          <TextField
            label={acts.number.branchYear}
            hint={acts.number.branchYearHint}
            name="branchYear"
            inputMode="numeric"
            maxLength={4}
            value={typed.year}
            onChange={(year) => change(true, { ...typed, year })}
            className="max-w-xs"
          />
        </div>
      )}
    </div>
  )
}

/** Typed with a Japanese keyboard, digits are often full width. */
function besideOf({ number, year }: { readonly number: string; readonly year: string }): Beside | undefined {
  const [of, ofYear] = [number, year].map((it) => it.normalize('NFKC').trim())
  if (of === undefined || !/^[1-9]\d{0,8}$/.test(of)) return undefined
  if (ofYear === undefined || ofYear === '') return { branchOf: Number(of) }
  return /^(?:19|2\d)\d{2}$/.test(ofYear) ? { branchOf: Number(of), branchYear: Number(ofYear) } : undefined
}
