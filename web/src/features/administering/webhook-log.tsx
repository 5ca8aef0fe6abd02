import { useId, useState } from 'react'
import type { DeliveryView } from '../../../../server/contract/webhooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { problemText } from '../../api/problem-text.tsx'
import { useDeliveries, useWebhookActs } from '../../api/webhooks.ts'
import { dateTimeOf, secondsOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button, Disclosure, TogglePill, toast } from '../../ui/index.ts'
import { AttemptList } from './webhook-attempts.tsx'
import { eventName } from './webhook-words.ts'

type Props = { readonly id: string; readonly mayChange: boolean }

const states = ['waiting', 'delivered', 'dead', 'dropped'] as const

/** The log of an endpoint, a page of it; what happens meanwhile comes by itself. */
export function WebhookLog({ id, mayChange }: Props) {
  const text = useText().administering.webhooks
  const heading = useId()
  const [state, setState] = useState<DeliveryView['state']>()
  const [after, setAfter] = useState<string>()
  const choose = (chosen: DeliveryView['state'] | undefined): void => {
    setState(chosen)
    setAfter(undefined)
  }
  return (
    <section aria-labelledby={heading} className="paper">
      <header className="grid gap-2 border-b border-line px-4 py-3 sm:px-5">
        <div>
          <h3 id={heading} className="font-bold">
            {text.log}
          </h3>
          <p className="text-sm text-ink-2">{text.logHelp}</p>
        </div>
        <div role="group" aria-labelledby={heading} className="flex flex-wrap gap-2">
          <TogglePill isSelected={state === undefined} onChange={() => choose(undefined)}>
            {text.all}
          </TogglePill>
          {states.map((it) => (
            <TogglePill key={it} isSelected={state === it} onChange={(on) => choose(on ? it : undefined)}>
              {text.deliveryStates[it]}
            </TogglePill>
          ))}
        </div>
        {state === 'dropped' && <p className="text-sm text-ink-2">{text.droppedHelp}</p>}
      </header>
      <Loaded query={useDeliveries(id, state, after)} failed={text.logFailed} isSmall>
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <p className="px-4 py-3 text-ink-2 sm:px-5">
                {state === undefined ? text.noLog : text.noLogOf(text.deliveryStates[state])}
              </p>
            ) : (
              <ol className="divide-y divide-line">
                {items.map((it) => (
                  <Row key={it.id} delivery={it} endpoint={id} mayChange={mayChange} />
                ))}
              </ol>
            )}
            {(next !== undefined || after !== undefined) && (
              <footer className="flex flex-wrap gap-2 border-t border-line px-4 py-2">
                {after !== undefined && (
                  <Button size="small" onPress={() => setAfter(undefined)}>
                    {text.latest}
                  </Button>
                )}
                {next !== undefined && (
                  <Button size="small" onPress={() => setAfter(next)}>
                    {text.more}
                  </Button>
                )}
              </footer>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}

const tones = { waiting: 'done', delivered: 'lead', dead: 'solid-shu', dropped: 'plain' } as const

type RowProps = {
  readonly delivery: DeliveryView
  readonly endpoint: string
  readonly mayChange: boolean
}

function Row({ delivery, endpoint, mayChange }: RowProps) {
  const all = useText()
  const text = all.administering.webhooks
  const { language } = useLanguage()
  const { redeliver } = useWebhookActs()
  const { id, event, type, subject, state, queuedAt, nextAt, attempts } = delivery
  const name = type === undefined ? text.hidden : eventName(type, text)
  const at = dateTimeOf(queuedAt, language)
  const last = attempts[0]
  const isTest = type === 'jp.kessai.ping'
  const again = (): void => {
    redeliver(endpoint, { delivery: id }).then(
      () => toast(text.queued),
      (error: unknown) => toast(problemText(error, all), 'warning'),
    )
  }
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-2.5 sm:px-5" data-delivery={state}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {isTest && state === 'dropped' ? (
          <Badge tone="shu">{text.testNotTaken}</Badge>
        ) : (
          <Badge tone={tones[state]}>{text.deliveryStates[state]}</Badge>
        )}
        <span className="font-bold">{name}</span>
        {last !== undefined && (
          <span className="text-sm text-ink-2 tabular">{last.status ?? last.error}</span>
        )}
        <span className="ml-auto text-sm text-ink-2 tabular">
          {at}
          <span className="text-ink-3">{secondsOf(queuedAt)}</span>
        </span>
        {mayChange && !isTest && state !== 'waiting' && (
          <Button size="small" aria-label={text.againOf(name, at)} onPress={again}>
            {text.again}
          </Button>
        )}
      </div>
      {type === undefined && <p className="text-sm text-ink-2">{text.hiddenHelp}</p>}
      {state === 'waiting' && (
        <p className="text-sm text-ink-2">
          {nextAt === undefined
            ? text.soon
            : text.nextAt(`${dateTimeOf(nextAt, language)}${secondsOf(nextAt)}`)}
        </p>
      )}
      {(attempts.length > 0 || event !== undefined) && (
        <Disclosure title={text.attempts(attempts.length)}>
          <div className="grid min-w-0 gap-3 pt-1 pb-2 pl-5">
            {event !== undefined && (
              <dl className="grid gap-x-3 text-sm sm:grid-cols-[auto_minmax(0,1fr)]">
                <dt className="text-ink-3">{text.eventId}</dt>
                <dd className="wrap-anywhere">{event}</dd>
                {subject !== undefined && (
                  <>
                    <dt className="text-ink-3">{text.subject}</dt>
                    <dd className="wrap-anywhere">{subject}</dd>
                  </>
                )}
              </dl>
            )}
            {attempts.length > 0 && (
              <AttemptList
                attempts={attempts}
                label={text.attemptsOf(name)}
                hasAnswers={type !== undefined}
              />
            )}
          </div>
        </Disclosure>
      )}
    </li>
  )
}
