import type { WebhookAttemptView } from '../../../../server/contract/webhooks.ts'
import { dateTimeOf, secondsOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge } from '../../ui/index.ts'
import { errorText } from './webhook-words.ts'

type Props = { readonly attempt: WebhookAttemptView }

/** What was answered, or why nobody did, and how long that took. */
export function AttemptFacts({ attempt: { status, error, durationMs } }: Props) {
  const text = useText().administering.webhooks
  const isTaken = status !== undefined && status >= 200 && status < 300
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm">
      <Badge tone={isTaken ? 'lead' : 'shu'}>{status ?? error ?? ''}</Badge>
      {error !== undefined && <span>{errorText(error, text)}</span>}
      <span className="text-ink-2 tabular">{text.milliseconds(durationMs)}</span>
    </span>
  )
}

/** The first bytes of an answer; nothing of what nobody answered. */
export function AttemptAnswer({ attempt: { answer, status } }: Props) {
  const text = useText().administering.webhooks
  if (status === undefined) return null
  if (answer === '') return <p className="text-sm text-ink-3">{text.noAnswer}</p>
  return (
    <figure className="mt-1 grid min-w-0 gap-0.5">
      <figcaption className="text-sm text-ink-3">{text.answer}</figcaption>
      <pre className="rounded-6 border border-line bg-well px-3 py-2 text-sm whitespace-pre-wrap wrap-anywhere">
        {answer}
      </pre>
    </figure>
  )
}

type ListProps = {
  readonly attempts: readonly WebhookAttemptView[]
  readonly label: string
  /** Whether what was answered may be known. */
  readonly hasAnswers: boolean
}

/** Every attempt of a delivery, the newest first. */
export function AttemptList({ attempts, label, hasAnswers }: ListProps) {
  const { language } = useLanguage()
  return (
    <ol aria-label={label} className="grid gap-3">
      {attempts.map((it) => (
        <li key={it.at} className="grid min-w-0 gap-1 border-l-2 border-line pl-3">
          <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
            <span className="text-sm tabular">
              {dateTimeOf(it.at, language)}
              <span className="text-ink-3">{secondsOf(it.at)}</span>
            </span>
            <AttemptFacts attempt={it} />
          </span>
          {hasAnswers && <AttemptAnswer attempt={it} />}
        </li>
      ))}
    </ol>
  )
}
