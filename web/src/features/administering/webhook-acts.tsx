import { useState } from 'react'
import type { WebhookSecret, WebhookView } from '../../../../server/contract/webhooks.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useRedeliveryPreview, useWebhookActs } from '../../api/webhooks.ts'
import { todayInJapan } from '../../i18n/format.ts'
import { useText } from '../../i18n/settings/index.ts'
import { wholeNumberOf } from '../../i18n/typed.ts'
import { Notice, Spinner, TextField, toast, useSettled } from '../../ui/index.ts'
import { SettingsForm } from './settings-form.tsx'

type Props = { readonly id: string; readonly onClose: () => void }

const usualHours = 24
const mostHours = 168

/** A new key, and how long the former one counts beside it. */
export function RotateForm({
  id,
  onMade,
  onClose,
}: Props & { readonly onMade: (made: WebhookSecret) => void }) {
  const text = useText().administering.webhooks
  const { rotate } = useWebhookActs()
  const [typed, setTyped] = useState(String(usualHours))
  const hours = wholeNumberOf(typed)
  const isWhole = hours !== undefined && hours <= mostHours
  return (
    <SettingsForm
      title={text.rotate}
      help={text.rotateText}
      confirm={text.rotateConfirm}
      isDanger={hours === 0}
      isWhole={isWhole}
      send={async () => onMade(await rotate(id, hours ?? usualHours))}
      onDone={onClose}
      onClose={onClose}
    >
      <div className="max-w-60">
        <TextField
          label={text.overlap}
          inputMode="numeric"
          suffix={text.overlapSuffix}
          value={typed}
          onChange={setTyped}
          maxLength={3}
          inputClassName="pr-14"
          error={isWhole ? undefined : text.overlapInvalid}
        />
      </div>
    </SettingsForm>
  )
}

/** Everything since a moment once more; how much that is stands there before. */
export function RedeliverForm({ id, onClose }: Props) {
  const all = useText()
  const text = all.administering.webhooks
  const { redeliver } = useWebhookActs()
  const [typed, setTyped] = useState(`${todayInJapan()}T00:00`)
  const since = sinceOf(typed)
  const settled = useSettled(since, 300)
  const { data, error, isError, isPlaceholderData } = useRedeliveryPreview(id, settled)
  const isCounted = data !== undefined && since === settled && !isPlaceholderData && !isError
  return (
    <SettingsForm
      title={text.resend}
      help={text.resendText}
      confirm={text.resendConfirm}
      isWhole={since !== undefined && isCounted && (data.events > 0 || !data.complete)}
      send={() => redeliver(id, { since: since ?? '' })}
      onDone={() => {
        toast(text.resent)
        onClose()
      }}
      onClose={onClose}
    >
      <div className="max-w-72">
        <TextField
          label={text.since}
          type="datetime-local"
          value={typed}
          onChange={setTyped}
          error={since === undefined ? text.sinceInvalid : undefined}
        />
      </div>
      <div aria-live="polite" data-resend-count>
        {isError ? (
          <Notice tone="warning">{problemText(error, all)}</Notice>
        ) : isCounted ? (
          <p className="font-bold">{text.resendCount(data.events, data.complete)}</p>
        ) : (
          since !== undefined && <Spinner label={text.resendCounting} small />
        )}
      </div>
    </SettingsForm>
  )
}

/** The instant of what a field of day and time holds, which is of Japan; undefined while it is not whole. */
function sinceOf(typed: string): string | undefined {
  return /^[1-9]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(typed) ? `${typed}:00+09:00` : undefined
}

/** Nothing is sent for a while. */
export function TurnOffForm({ id, onClose }: Props) {
  const text = useText().administering.webhooks
  const { change } = useWebhookActs()
  return (
    <SettingsForm
      title={text.turnOff}
      help={text.turnOffText}
      confirm={text.turnOff}
      isDanger
      isWhole
      send={async () => {
        await change(id, { enabled: false })
        toast(text.turnedOff)
      }}
      onDone={onClose}
      onClose={onClose}
    >
      {null}
    </SettingsForm>
  )
}

type RemoveProps = {
  readonly endpoint: WebhookView
  readonly onGone: () => void
  readonly onClose: () => void
}

/** Takes an endpoint away. */
export function RemoveForm({ endpoint: { id, waiting }, onGone, onClose }: RemoveProps) {
  const text = useText().administering.webhooks
  const { remove } = useWebhookActs()
  return (
    <SettingsForm
      title={text.removeTitle}
      help={text.removeText(waiting)}
      confirm={text.removeTitle}
      isDanger
      isWhole
      send={async () => {
        await remove(id)
        toast(text.removed)
      }}
      onDone={onGone}
      onClose={onClose}
    >
      {null}
    </SettingsForm>
  )
}
