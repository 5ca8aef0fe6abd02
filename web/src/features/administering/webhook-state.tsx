import type { ReactNode } from 'react'
import type { WebhookView } from '../../../../server/contract/webhooks.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Notice } from '../../ui/index.ts'

const tones = {
  on: 'lead',
  off: 'plain',
  application_off: 'plain',
  retrying: 'shu',
  refusing: 'shu',
  paused: 'solid-shu',
  key_missing: 'solid-shu',
} as const

/** Open, and yet the receiver takes not everything: it answers, so nothing else has to wait. */
function stateOf({ state, failingSince }: WebhookView): keyof typeof tones {
  return state === 'on' && failingSince !== undefined ? 'refusing' : state
}

/** How an endpoint stands, in a word. */
export function WebhookState({ endpoint }: { readonly endpoint: WebhookView }) {
  const text = useText().administering.webhooks
  const state = stateOf(endpoint)
  return <Badge tone={tones[state]}>{text.states[state]}</Badge>
}

type NoticeProps = { readonly endpoint: WebhookView; readonly action: ReactNode }

/** Why nothing, or not everything, arrives, and what to do; nothing while all is well. `action` ends what was stopped. */
export function WebhookNotice({ endpoint, action }: NoticeProps) {
  const all = useText().administering.webhooks
  const text = all.about
  const { language } = useLanguage()
  const at = (instant: string | undefined): string =>
    instant === undefined ? '' : dateTimeOf(instant, language)
  const { failingSince, retryAt, paused } = endpoint
  const state = stateOf(endpoint)
  switch (state) {
    case 'on':
      return null
    case 'off':
      return (
        <Notice title={all.states.off} action={action}>
          {text.off}
        </Notice>
      )
    case 'application_off':
      return <Notice title={all.states.application_off}>{text.applicationOff}</Notice>
    case 'key_missing':
      return (
        <Notice tone="warning" title={all.states.key_missing}>
          {text.keyMissing}
        </Notice>
      )
    case 'retrying':
      return (
        <Notice tone="warning" title={all.states.retrying}>
          {text.retrying(at(failingSince))} {retryAt !== undefined && text.retryAt(at(retryAt))}
        </Notice>
      )
    case 'refusing':
      return (
        <Notice tone="warning" title={all.states.refusing}>
          {text.refusing(at(failingSince))}
        </Notice>
      )
    case 'paused':
      return (
        <Notice
          tone="warning"
          title={(paused?.because === 'gone' ? text.pausedGone : text.pausedFailing)(at(paused?.at))}
          action={action}
        >
          {text.pausedNext}
        </Notice>
      )
  }
}
