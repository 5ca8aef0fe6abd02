import { useState } from 'react'
import { useText } from '../../../i18n/index.tsx'
import { Checkbox, TextField } from '../../../ui/index.ts'
import { type FormProps, FormFrame } from './form-frame.tsx'
import { WordsField } from './words-field.tsx'

/** 至急 and 期限 on the way. */
export function UrgencyForm(form: FormProps) {
  const { acts } = useText()
  const { proposal, words } = form
  const [urgent, setUrgent] = useState(proposal.urgent)
  const [dueOn, setDueOn] = useState(proposal.dueOn ?? '')
  const [missing, setMissing] = useState(false)
  const slot = 'set_urgency'
  const confirm = () => {
    const reason = words.get(slot).trim()
    if (reason === '') return setMissing(true)
    form.onSend({ type: 'set_urgency', urgent, reason, ...(dueOn === '' ? {} : { dueOn }) }, [slot])
  }
  return (
    <FormFrame
      {...form}
      act="set_urgency"
      title={acts.name.set_urgency}
      confirm={acts.confirm.set_urgency}
      onConfirm={confirm}
    >
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <Checkbox isSelected={urgent} onChange={setUrgent}>
          {acts.urgency.urgent}
        </Checkbox>
        <TextField label={acts.urgency.dueOn} type="date" name="dueOn" value={dueOn} onChange={setDueOn} />
      </div>
      <WordsField
        words={words}
        slot={slot}
        name="reason"
        label={acts.reason}
        hint={acts.hint.set_urgency}
        required
        error={missing ? acts.reasonMissing : undefined}
        onChange={() => setMissing(false)}
      />
    </FormFrame>
  )
}
