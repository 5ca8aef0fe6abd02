import { useState } from 'react'
import { Link } from 'wouter'
import { draftNumberKind } from '../../../../../server/contract/numbers.ts'
import { useNumberBook } from '../../../api/numbers.ts'
import { useReference } from '../../../api/queries.ts'
import { useText } from '../../../i18n/index.tsx'
import { Checkbox, RadioGroup, Select, TextField } from '../../../ui/index.ts'
import { type FormProps, FormFrame } from './form-frame.tsx'

/** 施行番号, 指令番号 …: after the decision, the next of the book of the 課 or a 枝番 of one it has given. */
export function NumberForm(form: FormProps) {
  const { acts } = useText()
  const { number, numbers, drafterCapacity } = form.proposal
  const given = new Set(numbers.map((it) => it.kind))
  const others = (useReference().data?.numberKinds ?? []).filter((it) => !given.has(it))
  // A decided case without its own number is of a body that gives it at 施行 [numberAt=execution].
  const kinds = number === undefined ? [draftNumberKind, ...others] : others
  const [chosen, setChosen] = useState('')
  const [isBranch, setBranch] = useState(false)
  const [branchOf, setBranchOf] = useState('')
  const [branchYear, setBranchYear] = useState('')
  const [wrong, setWrong] = useState<'number' | 'year'>()
  const kind = chosen === '' ? (kinds[0] ?? '') : chosen
  const blocks = (useNumberBook(kind, unitOf(drafterCapacity.post)).data?.blocks ?? []).filter(
    (it) => it.isOurs && it.closed === undefined && it.next <= it.last,
  )
  const [block, setBlock] = useState('')
  const confirm = () => {
    const isOfKind = blocks.some((it) => it.id === block)
    if (!isBranch) return form.onSend({ type: 'give_number', kind, ...(isOfKind ? { block } : {}) })
    // Typed with a Japanese keyboard, digits are often full width.
    const typed = branchOf.normalize('NFKC').trim()
    if (!/^[1-9]\d{0,8}$/.test(typed)) return setWrong('number')
    const ofYear = branchYear.normalize('NFKC').trim()
    if (ofYear !== '' && !/^(?:19|2\d)\d{2}$/.test(ofYear)) return setWrong('year')
    const year = ofYear === '' ? {} : { branchYear: Number(ofYear) }
    form.onSend({ type: 'give_number', kind, branchOf: Number(typed), ...year })
  }
  return (
    <FormFrame
      {...form}
      act="give_number"
      title={acts.name.give_number}
      confirm={acts.confirm.give_number}
      isDisabled={kind === ''}
      onConfirm={confirm}
    >
      <RadioGroup
        label={acts.number.kind}
        hint={acts.about.give_number}
        value={kind}
        onChange={setChosen}
        options={kinds.map((value) => ({ value, label: value }))}
      />
      {blocks.length > 0 && !isBranch && (
        <Select
          label={acts.number.block}
          value={block}
          onChange={setBlock}
          options={[
            { id: '', label: acts.number.noBlock },
            ...blocks.map((it) => ({ id: it.id, label: acts.number.blockOf(it.purpose, it.next) })),
          ]}
          placeholder={acts.number.noBlock}
          className="max-w-md"
        />
      )}
      <Checkbox isSelected={isBranch} onChange={setBranch}>
        {acts.number.branch}
      </Checkbox>
      {isBranch && (
        <TextField
          label={acts.number.branchOf}
          hint={acts.number.branchHint}
          name="branchOf"
          inputMode="numeric"
          maxLength={9}
          suffix={acts.number.suffix}
          value={branchOf}
          onChange={(text) => {
            setBranchOf(text)
            setWrong(undefined)
          }}
          error={wrong === 'number' ? acts.number.branchMissing : undefined}
          className="max-w-xs"
          autoFocus
        />
      )}
      {isBranch && (
        <TextField
          label={acts.number.branchYear}
          hint={acts.number.branchYearHint}
          name="branchYear"
          inputMode="numeric"
          maxLength={4}
          value={branchYear}
          onChange={(text) => {
            setBranchYear(text)
            setWrong(undefined)
          }}
          error={wrong === 'year' ? acts.number.branchYearWrong : undefined}
          className="max-w-xs"
        />
      )}
      <p className="text-sm">
        <Link href={`/settings/numbers?unit=${encodeURIComponent(unitOf(drafterCapacity.post))}`}>
          {acts.number.book}
        </Link>
      </p>
    </FormFrame>
  )
}

/** `KNK-1:P-SHS` is a post of the unit `KNK-1`. */
function unitOf(post: string): string {
  return post.split(':')[0] ?? ''
}
