import { useState } from 'react'
import { useText } from '../../i18n/settings/index.ts'
import { toast } from '../../ui/index.ts'
import { ReasonField } from './reason-field.tsx'
import { SettingsForm } from './settings-form.tsx'

type Props = {
  readonly title: string
  readonly help?: string
  /** Throws what the server refuses. */
  readonly send: (reason: string) => Promise<number>
  /** What is said when it is done, by how many sessions ended. */
  readonly done: (count: number) => string
  readonly onClose: () => void
}

/** Why somebody else’s sessions end. */
export function SignInReasonForm({ title, help, send, done, onClose }: Props) {
  const { administering } = useText()
  const text = administering.signIns
  const [reason, setReason] = useState('')
  return (
    <SettingsForm
      title={title}
      confirm={title}
      isDanger
      isWhole={reason.trim() !== ''}
      send={async () => toast(done(await send(reason.trim())))}
      onDone={onClose}
      onClose={onClose}
      className="border-b border-line bg-well px-4 py-3"
    >
      {help !== undefined && <p className="text-sm text-ink-2">{help}</p>}
      <ReasonField label={text.reason} placeholder={text.reasonHint} value={reason} onChange={setReason} />
    </SettingsForm>
  )
}
