import { useState } from 'react'
import { ActForm } from '../../api/act-form.tsx'
import { unitChoices } from '../../api/choices.ts'
import { useHandOver } from '../../api/folders.ts'
import { useOrganisation } from '../../api/queries.ts'
import { useText } from '../../i18n/records/index.ts'
import { SearchSelect, TextField, toast } from '../../ui/index.ts'

type Props = { readonly from: string; readonly onClose: () => void }

/** 引継ぎ of all 簿冊 of a 課, as when it ends. */
export function HandOverForm({ from: asked, onClose }: Props) {
  const text = useText().folders
  const handOver = useHandOver()
  const options = unitChoices(useOrganisation().data?.units)
  const [from, setFrom] = useState(asked === 'common' ? '' : asked)
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  return (
    <ActForm
      level={2}
      title={text.handOverAll}
      help={text.handOverAllHelp}
      confirm={text.handOver}
      isWhole={from !== '' && to !== '' && reason.trim() !== ''}
      send={async () => toast(text.handedOver(await handOver({ from, to, reason: reason.trim() })))}
      onDone={onClose}
      onClose={onClose}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {(
          [
            [text.from, from, setFrom],
            [text.to, to, setTo],
          ] as const
        ).map(([label, value, set]) => (
          <SearchSelect
            key={label}
            label={label}
            value={value}
            onChange={set}
            options={options}
            placeholder={text.choose}
            noMatch={text.noMatch}
            requiredMark={text.required}
          />
        ))}
        <TextField
          label={text.reason}
          value={reason}
          onChange={setReason}
          maxLength={400}
          requiredMark={text.required}
          className="sm:col-span-2"
        />
      </div>
    </ActForm>
  )
}
