import { ChevronLeft } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { PingResult, WebhookSecret, WebhookView } from '../../../../server/contract/webhooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { problemText } from '../../api/problem-text.tsx'
import { useWebhook, useWebhookActs } from '../../api/webhooks.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button, EmptyState, ReturnFocus, toast } from '../../ui/index.ts'
import { RedeliverForm, RemoveForm, RotateForm, TurnOffForm } from './webhook-acts.tsx'
import { WebhookForm } from './webhook-form.tsx'
import { WebhookKeyShown } from './webhook-key-shown.tsx'
import { WebhookLog } from './webhook-log.tsx'
import { WebhookNotice, WebhookState } from './webhook-state.tsx'
import { TestResult } from './webhook-test-result.tsx'
import { eventName } from './webhook-words.ts'

type Props = { readonly id: string; readonly mayChange: boolean; readonly onBack: () => void }

/** One endpoint: how it stands, what can be done to it, and its log. */
export function WebhookDetail({ id, mayChange, onBack }: Props) {
  const text = useText().administering.webhooks
  const back = (
    <Button variant="quiet" size="small" className="justify-self-start" onPress={onBack}>
      <ChevronLeft className="size-4" aria-hidden />
      {text.back}
    </Button>
  )
  return (
    <div className="grid grid-cols-1 gap-4 pb-16">
      {back}
      <Loaded query={useWebhook(id)} failed={text.failed}>
        {(endpoint) =>
          endpoint === null ? (
            <EmptyState title={text.gone} action={<Button onPress={onBack}>{text.back}</Button>} />
          ) : (
            <>
              <Head endpoint={endpoint} />
              {mayChange ? (
                <Acts endpoint={endpoint} onGone={onBack} />
              ) : (
                <>
                  <WebhookNotice endpoint={endpoint} action={null} />
                  <Facts endpoint={endpoint} />
                </>
              )}
              <WebhookLog id={id} mayChange={mayChange} />
            </>
          )
        }
      </Loaded>
    </div>
  )
}

function Head({ endpoint }: { readonly endpoint: WebhookView }) {
  const text = useText().administering.webhooks
  const heading = useRef<HTMLHeadingElement>(null)
  // The row that opened it is gone.
  useEffect(() => heading.current?.focus(), [])
  return (
    <header className="grid gap-1">
      <p className="text-sm text-ink-2">{text.ofApplication(endpoint.clientName, endpoint.clientId)}</p>
      <h2
        ref={heading}
        tabIndex={-1}
        className="flex flex-wrap items-center gap-x-3 gap-y-1 text-lg font-bold wrap-anywhere outline-none"
      >
        {endpoint.url}
        <WebhookState endpoint={endpoint} />
      </h2>
      {endpoint.description !== '' && <p className="text-sm text-ink-2">{endpoint.description}</p>}
    </header>
  )
}

type Form = 'change' | 'rotate' | 'resend' | 'off' | 'remove'

function Acts({ endpoint, onGone }: { readonly endpoint: WebhookView; readonly onGone: () => void }) {
  const all = useText()
  const text = all.administering.webhooks
  const acts = useWebhookActs()
  const [form, setForm] = useState<Form>()
  const [made, setMade] = useState<WebhookSecret>()
  const [tested, setTested] = useState<PingResult | 'running'>()
  const { id, enabled, state } = endpoint
  const close = (): void => setForm(undefined)
  const turnOn = (): void => {
    acts.change(id, { enabled: true }).then(
      () => toast(state === 'paused' ? text.resumed : text.turnedOn),
      (error: unknown) => toast(problemText(error, all), 'warning'),
    )
  }
  const test = (): void => {
    setTested('running')
    acts.ping(id).then(setTested, (error: unknown) => {
      setTested(undefined)
      toast(problemText(error, all), 'warning')
    })
  }
  const opens = (which: Form, label: string, variant?: 'danger') => (
    <Button
      size="small"
      {...(variant && { variant })}
      aria-expanded={form === which}
      onPress={() => setForm(form === which ? undefined : which)}
    >
      {label}
    </Button>
  )
  return (
    <>
      <WebhookNotice
        endpoint={endpoint}
        action={
          <Button variant="primary" onPress={turnOn}>
            {state === 'paused' ? text.resume : text.turnOn}
          </Button>
        }
      />
      {made !== undefined && (
        <ReturnFocus>
          <WebhookKeyShown made={made} onClose={() => setMade(undefined)} />
        </ReturnFocus>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="small" onPress={test} isPending={tested === 'running'}>
          {text.test}
        </Button>
        {opens('resend', text.resend)}
        {opens('change', text.change)}
        {opens('rotate', text.rotate)}
        {enabled && opens('off', text.turnOff)}
        {opens('remove', text.remove, 'danger')}
      </div>
      {tested !== undefined && <TestResult result={tested} onClose={() => setTested(undefined)} />}
      {form === 'change' && (
        <WebhookForm
          title={text.changeOf(endpoint.url)}
          confirm={text.saveChange}
          before={endpoint}
          send={async (body) => {
            await acts.change(id, body)
            toast(text.changed)
          }}
          onClose={close}
        />
      )}
      {form === 'rotate' && <RotateForm id={id} onMade={setMade} onClose={close} />}
      {form === 'resend' && <RedeliverForm id={id} onClose={close} />}
      {form === 'off' && <TurnOffForm id={id} onClose={close} />}
      {form === 'remove' && <RemoveForm endpoint={endpoint} onGone={onGone} onClose={close} />}
      <Facts endpoint={endpoint} />
    </>
  )
}

function Facts({ endpoint }: { readonly endpoint: WebhookView }) {
  const { common, administering } = useText()
  const text = administering.webhooks
  const { language } = useLanguage()
  const { types, contact, waiting, dead, keys, lastArrivalAt, createdAt } = endpoint
  return (
    <section
      aria-label={text.settings}
      className="paper grid gap-x-6 gap-y-3 px-4 py-3 sm:grid-cols-2 sm:px-5 lg:grid-cols-4"
    >
      <Fact label={text.lastArrival}>
        {lastArrivalAt === undefined ? text.never : dateTimeOf(lastArrivalAt, language)}
      </Fact>
      <Fact label={text.waiting}>{text.count(waiting)}</Fact>
      <Fact label={text.dead}>
        <span className={dead > 0 ? 'font-bold text-shu' : ''}>{text.count(dead)}</span>
      </Fact>
      <Fact label={text.contact}>{contact === '' ? common.none : contact}</Fact>
      <Fact label={text.which} isWide>
        {types.length === 0 ? text.allTypes : types.map((it) => eventName(it, text)).join('、')}
      </Fact>
      <Fact label={text.keys} isWide>
        <span className="grid gap-0.5">
          {keys.map((it) => (
            <span key={it.madeAt} className="flex flex-wrap items-center gap-x-2">
              {it.endsAt === undefined && <Badge tone="lead">{text.keyInUse}</Badge>}
              {text.keyMade(dateTimeOf(it.madeAt, language))}
              {it.endsAt !== undefined && (
                <span className="text-sm text-ink-2">{text.keyEnds(dateTimeOf(it.endsAt, language))}</span>
              )}
            </span>
          ))}
        </span>
      </Fact>
      <p className="text-sm text-ink-3 sm:col-span-2 lg:col-span-4">
        {text.created(dateTimeOf(createdAt, language))}
      </p>
    </section>
  )
}

type FactProps = { readonly label: string; readonly children: ReactNode; readonly isWide?: boolean }

function Fact({ label, children, isWide = false }: FactProps) {
  return (
    <dl className={isWide ? 'min-w-0 sm:col-span-2' : 'min-w-0'}>
      <dt className="text-sm text-ink-3">{label}</dt>
      <dd className="leading-snug wrap-anywhere tabular">{children}</dd>
    </dl>
  )
}
