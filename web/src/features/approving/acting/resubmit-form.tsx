import { useState } from 'react'
import { type Resubmission, ResubmitFields, sentResubmission } from '../../../editing/resubmit-fields.tsx'
import { useText } from '../../../i18n/index.tsx'
import { ChangeList } from '../change-list.tsx'
import { type FormProps, FormFrame } from './form-frame.tsx'

/** 再提出 from the reading page: what changed, from where it goes on, and what becomes of the acts given. */
export function ResubmitForm(form: FormProps) {
  const { acts, editing } = useText()
  const { proposal } = form
  const [value, setValue] = useState<Resubmission>({ mode: 'resume', effect: undefined })
  const [tried, setTried] = useState(false)
  const changes = proposal.changedWhileReturned
  const confirm = () => {
    const sent = sentResubmission(proposal, value)
    if (sent === undefined) return setTried(true)
    form.onSend({ type: 'resubmit', ...sent })
  }
  return (
    <FormFrame {...form} act="resubmit" confirm={acts.name.resubmit} onConfirm={confirm}>
      {changes === undefined ? (
        <p className="text-sm text-ink-2">{editing.resubmit.nothing}</p>
      ) : (
        <div className="grid gap-1">
          <p className="text-sm font-bold">{editing.resubmit.changed}</p>
          <ChangeList changes={changes} />
        </div>
      )}
      <ResubmitFields proposal={proposal} value={value} onChange={setValue} tried={tried} />
    </FormFrame>
  )
}
