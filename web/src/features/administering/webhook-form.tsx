import { useState } from 'react'
import type { CreateWebhookBody, WebhookView } from '../../../../server/contract/webhooks.ts'
import { useText } from '../../i18n/settings/index.ts'
import type { EventName } from '../../i18n/settings/webhooks.ts'
import { Checkbox, RadioGroup, TextField } from '../../ui/index.ts'
import { WebhookApplicationField } from './webhook-application-field.tsx'
import { SettingsForm } from './settings-form.tsx'
import { eventPrefix } from './webhook-words.ts'

type Props = {
  readonly title: string
  readonly help?: string
  readonly confirm: string
  /** As it is now; absent: a new one. */
  readonly before?: WebhookView
  /** Whose a new one is, where that is known; '' where it is chosen. */
  readonly client?: string
  /** Gets the whole of a new one, or what is changed. Throws what the server refuses. */
  readonly send: (body: CreateWebhookBody) => Promise<unknown>
  readonly onClose: () => void
}

/** An endpoint, new or changed. */
export function WebhookForm({ title, help, confirm, before, client = '', send, onClose }: Props) {
  const { common, administering } = useText()
  const text = administering.webhooks
  const [clientId, setClientId] = useState(client)
  const [url, setUrl] = useState(before?.url ?? '')
  const [isAll, setAll] = useState(before === undefined || before.types.length === 0)
  const [types, setTypes] = useState<readonly string[]>(before?.types ?? [])
  const [description, setDescription] = useState(before?.description ?? '')
  const [contact, setContact] = useState(before?.contact ?? '')
  const names = Object.keys(text.types) as EventName[]
  const isAddress = /^https?:\/\/\S+$/.test(url.trim())
  const isContact = /^$|^[^@\s<>]+@[^@\s<>]+$/.test(contact.trim())
  const hasTypes = isAll || types.length > 0
  const whole = {
    url: url.trim(),
    types: isAll ? [] : [...types],
    description: description.trim(),
    contact: contact.trim(),
  }
  // An address that is sent counts as a new one, which ends a pause.
  const { url: _, ...rest } = whole
  const body = before === undefined ? { clientId, ...whole } : whole.url === before.url ? rest : whole
  return (
    <SettingsForm
      title={title}
      {...(help === undefined ? {} : { help })}
      confirm={confirm}
      isWhole={isAddress && isContact && hasTypes && (before !== undefined || clientId.trim() !== '')}
      send={() => send(body as CreateWebhookBody)}
      onDone={onClose}
      onClose={onClose}
    >
      <div className="grid max-w-3xl gap-4">
        {before === undefined && <WebhookApplicationField value={clientId} onChange={setClientId} />}
        <TextField
          label={text.url}
          hint={text.urlHint}
          requiredMark={common.required}
          placeholder="https://"
          value={url}
          onChange={setUrl}
          maxLength={2000}
          error={
            url.trim() === '' || isAddress || 'https://'.startsWith(url.trim()) ? undefined : text.urlInvalid
          }
        />
        <RadioGroup
          label={text.which}
          value={isAll ? 'all' : 'some'}
          onChange={(chosen) => setAll(chosen === 'all')}
          options={[
            { value: 'all', label: text.allTypes, note: text.allTypesNote },
            { value: 'some', label: text.someTypes, note: text.someTypesNote },
          ]}
          error={hasTypes ? undefined : text.typesMissing}
        />
        {!isAll && (
          <div className="grid gap-3">
            {Object.entries(text.typesOf).map(([of, heading]) => (
              <fieldset key={of}>
                <legend className="text-sm font-medium">{heading}</legend>
                <ul aria-label={heading} className="grid gap-x-4 sm:grid-cols-2 lg:grid-cols-3">
                  {names
                    .filter((name) => name.startsWith(`${of}.`))
                    .map((name) => {
                      const type = eventPrefix + name
                      return (
                        <li key={name}>
                          <Checkbox
                            isSelected={types.includes(type)}
                            onChange={(on) =>
                              setTypes(on ? [...types, type] : types.filter((it) => it !== type))
                            }
                          >
                            {text.types[name]}
                          </Checkbox>
                        </li>
                      )
                    })}
                </ul>
              </fieldset>
            ))}
          </div>
        )}
        <TextField
          label={text.description}
          hint={text.descriptionHint}
          value={description}
          onChange={setDescription}
          maxLength={400}
        />
        <TextField
          label={text.contact}
          hint={text.contactHint}
          value={contact}
          onChange={setContact}
          maxLength={254}
          error={isContact ? undefined : text.contactInvalid}
        />
      </div>
    </SettingsForm>
  )
}
