import { useState } from 'react'
import { useLocation } from 'wouter'
import { useApplicationActs } from '../../api/applications.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Checkbox, TextField, toast } from '../../ui/index.ts'
import { applicationHref } from './application-href.ts'
import { MattersField } from './matters-field.tsx'
import { ReasonField } from './reason-field.tsx'
import { SettingsForm } from './settings-form.tsx'

const clientIdForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

/** A new 外部システム, with the matters it may submit and the reason. */
export function RegisterApplication({ clientId: given }: { readonly clientId: string }) {
  const { common, administering } = useText()
  const text = administering.applications
  const { register } = useApplicationActs()
  const [, go] = useLocation()
  const [clientId, setClientId] = useState(given)
  const [name, setName] = useState('')
  const [contact, setContact] = useState('')
  const [maySubmit, setMaySubmit] = useState<readonly string[]>([])
  const [mayFollow, setMayFollow] = useState<readonly string[]>([])
  const [sandbox, setSandbox] = useState(false)
  const [reason, setReason] = useState('')
  const id = clientId.trim()
  const isGood = clientIdForm.test(id)
  return (
    <SettingsForm
      title={text.add}
      help={text.addHelp}
      confirm={text.register}
      isWhole={isGood && name.trim() !== '' && reason.trim() !== ''}
      send={() =>
        register({
          ...{ clientId: id, name: name.trim(), contact: contact.trim(), sandbox, reason: reason.trim() },
          ...{ maySubmit: [...maySubmit], mayFollow: [...mayFollow] },
        })
      }
      onDone={() => {
        toast(text.registered)
        go(applicationHref(id))
      }}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:max-w-3xl">
        <TextField
          label={text.clientId}
          hint={text.clientIdHint}
          value={clientId}
          onChange={setClientId}
          maxLength={100}
          requiredMark={common.required}
          error={id === '' || isGood ? undefined : text.badClientId}
          autoFocus={given !== ''}
        />
        <TextField
          label={text.name}
          hint={text.nameHint}
          value={name}
          onChange={setName}
          maxLength={60}
          requiredMark={common.required}
        />
        <TextField
          label={text.contact}
          hint={text.contactHint}
          value={contact}
          onChange={setContact}
          maxLength={200}
          className="sm:col-span-2"
        />
        <MattersField
          label={text.maySubmit}
          hint={text.maySubmitHint}
          chosen={maySubmit}
          onChange={setMaySubmit}
        />
        <MattersField
          label={text.mayFollow}
          hint={text.mayFollowHint}
          chosen={mayFollow}
          onChange={setMayFollow}
        />
      </div>
      <Checkbox isSelected={sandbox} onChange={setSandbox}>
        {text.sandbox}
      </Checkbox>
      <div className="lg:max-w-3xl">
        <ReasonField label={text.reason} placeholder={text.reasonHint} value={reason} onChange={setReason} />
      </div>
    </SettingsForm>
  )
}
