import { useState } from 'react'
import type { DisclosureView } from '../../../../server/contract/disclosure.ts'
import { ActForm } from '../../api/act-form.tsx'
import { unitChoices } from '../../api/choices.ts'
import { type DisclosureSaid, useDisclosureActions } from '../../api/disclosure.ts'
import { useOrganisation } from '../../api/queries.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { wholeNumberOf } from '../../i18n/typed.ts'
import { Button, SearchSelect, TextArea, TextField, toast } from '../../ui/index.ts'

export type Said =
  'ask_correction' | 'correct' | 'extend' | 'withdraw' | 'not_held' | 'consult' | 'notify' | 'carry_out'

type Props = {
  readonly request: DisclosureView
  /** In the order they are offered; those that are not lawful now are left out. */
  readonly acts: readonly Said[]
  /** What brings it on stands out. */
  readonly primary?: Said
}

/** What may be done now in a part of the page: a button each, with its few fields in place. */
export function RequestActs({ request, acts, primary }: Props) {
  const { requests: text } = useText()
  const [open, setOpen] = useState<Said>()
  const possible = acts.filter((it) => request.allowed.includes(it))
  if (possible.length === 0) return null
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2" role="group" aria-label={text.acts.heading}>
        {possible.map((it) => (
          <Button
            key={it}
            size="small"
            variant={it === primary ? 'primary' : it === 'withdraw' ? 'danger' : 'secondary'}
            aria-expanded={open === it}
            onPress={() => setOpen(open === it ? undefined : it)}
            data-act={it}
          >
            {text.acts[it]}
          </Button>
        ))}
      </div>
      {open !== undefined && possible.includes(open) && (
        <SaidForm key={open} request={request} act={open} onClose={() => setOpen(undefined)} />
      )}
    </div>
  )
}

type FormProps = { readonly request: DisclosureView; readonly act: Said; readonly onClose: () => void }

function SaidForm({ request, act, onClose }: FormProps) {
  const { requests: text, common } = useText()
  const actions = useDisclosureActions(request)
  // A 課 answers, and nothing above or below it.
  const units = unitChoices(
    useOrganisation().data?.units,
    (it) => it.kind === 'section' || it.kind === 'institution',
  )
  const [words, setWords] = useState(act === 'correct' ? request.asks : '')
  const [unit, setUnit] = useState('')
  const [fee, setFee] = useState('0')
  const feeYen = wholeNumberOf(fee)
  const { fields } = text
  const said = ((): DisclosureSaid | undefined => {
    switch (act) {
      case 'notify':
        return { type: act }
      case 'carry_out':
        return feeYen === undefined ? undefined : { type: act, feeYen }
      case 'consult':
        return words.trim() === '' || unit === '' ? undefined : { type: act, unit, question: words }
      case 'correct':
        return words.trim() === '' ? undefined : { type: act, asks: words }
      case 'ask_correction':
      case 'extend':
      case 'withdraw':
      case 'not_held':
        return words.trim() === '' ? undefined : { type: act, reason: words }
    }
  })()
  const required = { requiredMark: common.required }
  const label = act === 'consult' ? fields.question : act === 'correct' ? fields.asks : fields.reason
  return (
    <ActForm
      title={text.acts[act]}
      confirm={text.acts[act]}
      isDanger={act === 'withdraw'}
      isWhole={said !== undefined}
      send={async () => {
        if (said !== undefined) await actions.act(said)
      }}
      onDone={() => {
        toast(text.done, 'done')
        onClose()
      }}
      onClose={onClose}
    >
      <div className="grid gap-3" data-act-form={act}>
        <p className="text-sm leading-relaxed text-ink-2">{text.actHelp[act]}</p>
        {act === 'consult' && (
          <SearchSelect
            label={fields.unit}
            value={unit}
            onChange={setUnit}
            options={units}
            placeholder={common.choose}
            noMatch={common.noMatch}
            {...required}
          />
        )}
        {act === 'carry_out' ? (
          <TextField
            label={fields.fee}
            value={fee}
            onChange={setFee}
            inputMode="numeric"
            suffix={fields.yen}
            error={feeYen === undefined ? fields.feeWrong : undefined}
            className="max-w-48"
          />
        ) : (
          act !== 'notify' && (
            <TextArea
              label={label}
              rows={2}
              maxLength={4000}
              value={words}
              onChange={setWords}
              {...required}
            />
          )
        )}
      </div>
    </ActForm>
  )
}
