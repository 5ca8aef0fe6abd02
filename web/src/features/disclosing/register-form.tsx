import { useState } from 'react'
import type { NewDisclosureBody } from '../../../../server/contract/disclosure.ts'
import { ActForm } from '../../api/act-form.tsx'
import { useRegisterDisclosure } from '../../api/disclosure.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { todayInJapan } from '../../i18n/format.ts'
import { isWholeDay } from '../../i18n/typed.ts'
import { RadioGroup, TextArea, TextField } from '../../ui/index.ts'

type Receiving = NewDisclosureBody['receiving']
const receivings: readonly Receiving[] = ['copy', 'view', 'post', 'electronic']

type Props = { readonly onClose: () => void; readonly onDone: (id: string) => void }

/** 開示請求の受付: what is asked for, how, and by whom. */
export function RegisterForm({ onClose, onDone }: Props) {
  const { requests, common } = useText()
  const text = requests.form
  const register = useRegisterDisclosure()
  const today = todayInJapan()
  const [requestedOn, setDay] = useState(today)
  const [receiving, setReceiving] = useState<Receiving>('copy')
  const [asks, setAsks] = useState('')
  const [name, setName] = useState('')
  const [contact, setContact] = useState('')
  const isAhead = isWholeDay(requestedOn) && requestedOn > today
  const required = { requiredMark: common.required }
  return (
    <ActForm
      level={2}
      title={text.title}
      help={text.help}
      confirm={text.send}
      isWhole={isWholeDay(requestedOn) && !isAhead && asks.trim() !== '' && name.trim() !== ''}
      send={async () => {
        onDone(await register({ requestedOn, receiving, asks, requester: { name, contact } }))
      }}
      onDone={() => undefined}
      onClose={onClose}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2" data-register-form>
        <TextField
          label={text.requestedOn}
          type="date"
          value={requestedOn}
          onChange={setDay}
          error={isAhead ? text.notAhead : undefined}
          {...required}
        />
        <RadioGroup
          label={text.receiving}
          value={receiving}
          onChange={(it) => setReceiving(it as Receiving)}
          options={receivings.map((value) => ({ value, label: requests.receiving[value] }))}
        />
        <div className="sm:col-span-2">
          <TextArea
            label={text.asks}
            hint={text.asksHint}
            rows={3}
            maxLength={4000}
            value={asks}
            onChange={setAsks}
            {...required}
          />
        </div>
        <TextField label={text.name} value={name} onChange={setName} maxLength={200} {...required} />
        <TextField
          label={text.contact}
          value={contact}
          onChange={setContact}
          maxLength={1000}
          placeholder={text.contactHint}
        />
      </div>
    </ActForm>
  )
}
