import { ChevronLeft } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { ApplicationView } from '../../../../server/contract/applications.ts'
import { useApplication, useApplicationActs } from '../../api/applications.ts'
import { Loaded } from '../../api/loaded.tsx'
import { useSending } from '../../api/use-sending.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button, LinkButton, Notice, toast } from '../../ui/index.ts'
import { applicationHref } from './application-href.ts'
import { ApplicationEditor } from './application-editor.tsx'
import { ApplicationLog } from './application-log.tsx'
import { ApplicationSignIn } from './application-sign-in.tsx'
import { useMatterName } from './matters-field.tsx'
import { Shown } from './read-only.tsx'
import { ReasonField } from './reason-field.tsx'
import { SettingsForm } from './settings-form.tsx'

/** One 外部システム: what it is and may do, how it signs in, and what it did. */
export function ApplicationPage({ clientId }: { readonly clientId: string }) {
  const text = useText().administering.applications
  return (
    <div className="grid gap-4 pb-16">
      <Link
        href="/settings/applications"
        className="inline-flex min-h-9 items-center gap-1 justify-self-start rounded-6 pr-2 text-sm text-lead"
      >
        <ChevronLeft className="size-4" aria-hidden />
        {text.back}
      </Link>
      <Loaded query={useApplication(clientId)} failed={text.failed}>
        {(view) => <Parts view={view} />}
      </Loaded>
    </div>
  )
}

function Parts({ view }: { readonly view: ApplicationView }) {
  const text = useText().administering.applications
  // What is being edited must not change under its editor: another version waits until it is asked for.
  const [times, setTimes] = useState(0)
  return (
    <>
      <header>
        <h2 className="flex flex-wrap items-center gap-2 text-lg font-bold">
          {view.sandbox && <Badge tone="shu">{text.trial}</Badge>}
          {!view.enabled && <Badge>{text.stopped}</Badge>}
          {view.name}
        </h2>
        <p className="text-sm break-all text-ink-3">{view.clientId}</p>
      </header>
      {view.sandbox && <Notice tone="warning">{text.sandboxIs}</Notice>}
      <About view={view} />
      {view.mayChange ? (
        <ApplicationEditor
          key={`${times} ${view.clientId}`}
          view={view}
          onAgain={() => setTimes(times + 1)}
        />
      ) : (
        <LaidDown view={view} />
      )}
      {view.mayChange && <Running view={view} />}
      {!view.sandbox && <Trial view={view} />}
      <ApplicationSignIn view={view} />
      <section
        aria-labelledby="webhooks"
        className="paper flex flex-wrap items-center gap-3 px-4 py-4 sm:px-5"
      >
        <div className="flex-1 basis-60">
          <h3 id="webhooks" className="font-bold">
            {text.webhooks}
          </h3>
          <p className="text-sm text-ink-2">{text.webhooksCount(view.webhooks)}</p>
        </div>
        {view.mayChange && (
          <LinkButton href={`/settings/webhooks?client=${encodeURIComponent(view.clientId)}`}>
            {text.toWebhooks}
          </LinkButton>
        )}
      </section>
      <ApplicationLog view={view} />
    </>
  )
}

function About({ view }: { readonly view: ApplicationView }) {
  const text = useText().administering.applications
  const { language } = useLanguage()
  const { createdAt, createdBy, changedAt, changedBy, made, lastCallAt } = view
  const stamp = (at: string, by: ApplicationView['createdBy']) =>
    by === undefined ? text.byNobody : text.by(by.name, dateTimeOf(at, language))
  const facts = [
    [text.createdAt, stamp(createdAt, createdBy)],
    [text.changedAt, stamp(changedAt, changedBy)],
    [text.cases, text.made(made)],
    [text.callLog, lastCallAt === undefined ? text.noCall : text.lastCall(dateTimeOf(lastCallAt, language))],
  ] as const
  return (
    <dl className="paper grid gap-x-6 gap-y-2 px-4 py-3 text-sm sm:grid-cols-2 sm:px-5">
      {facts.map(([name, value]) => (
        <div key={name} className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3">
          <dt className="text-ink-3">{name}</dt>
          <dd className="tabular">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** For those who only look. */
function LaidDown({ view }: { readonly view: ApplicationView }) {
  const text = useText().administering.applications
  const nameOf = useMatterName()
  const names = (matters: ApplicationView['maySubmit']) =>
    matters.length === 0 ? text.nothingChosen : matters.map((it) => nameOf(it.code)).join('、')
  return (
    <section aria-label={text.basics} className="paper grid gap-3 px-4 py-4 sm:px-5">
      <Shown label={text.contact}>{view.contact}</Shown>
      <Shown label={text.maySubmit}>{names(view.maySubmit)}</Shown>
      <Shown label={text.mayFollow}>{names(view.mayFollow)}</Shown>
      {view.mayProvision && <p className="text-sm">{text.mayProvision}</p>}
      <p className="text-sm text-ink-3">{text.readOnly}</p>
    </section>
  )
}

function Running({ view }: { readonly view: ApplicationView }) {
  const text = useText().administering.applications
  const { enable } = useApplicationActs()
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const { clientId, enabled, version } = view
  return (
    <section aria-labelledby="running" className="paper grid gap-3 px-4 py-4 sm:px-5">
      <div className="flex flex-wrap items-center gap-3">
        <div className="flex-1 basis-60">
          <h3 id="running" className="font-bold">
            {text.state}
          </h3>
          <p className="text-sm text-ink-2">{enabled ? text.running : text.isStopped}</p>
        </div>
        {!isOpen && (
          <Button variant={enabled ? 'danger' : 'secondary'} onPress={() => setOpen(true)}>
            {enabled ? text.stop : text.start}
          </Button>
        )}
      </div>
      {isOpen && (
        <SettingsForm
          title={enabled ? text.stop : text.start}
          confirm={enabled ? text.stop : text.start}
          isDanger={enabled}
          isWhole={reason.trim() !== ''}
          send={() => enable(clientId, { version, enabled: !enabled, reason: reason.trim() })}
          onDone={() => {
            toast(enabled ? text.stoppedNow : text.startedNow)
            setReason('')
            setOpen(false)
          }}
          onClose={() => setOpen(false)}
        >
          <p className="text-sm leading-relaxed text-ink-2">{enabled ? text.stopHelp : text.startHelp}</p>
          <ReasonField label={text.reason} value={reason} onChange={setReason} autoFocus />
        </SettingsForm>
      )}
    </section>
  )
}

function Trial({ view }: { readonly view: ApplicationView }) {
  const text = useText().administering.applications
  const { makeTrial } = useApplicationActs()
  const { isSending, problem, run } = useSending()
  const [, go] = useLocation()
  const { clientId, trial, mayChange } = view
  if (trial === undefined && !mayChange) return null
  const open = (id: string) => go(applicationHref(id))
  const make = async () => {
    let made = ''
    if (!(await run(async () => (made = (await makeTrial(clientId)).clientId)))) return
    toast(text.trialMade)
    open(made)
  }
  return (
    <section aria-labelledby="trial" className="paper grid gap-3 px-4 py-4 sm:px-5">
      <div className="flex flex-wrap items-center gap-3">
        <div className="flex-1 basis-60">
          <h3 id="trial" className="font-bold">
            {text.trials}
          </h3>
          <p className="max-w-3xl text-sm leading-relaxed text-ink-2">{text.trialsHelp}</p>
        </div>
        {trial === undefined ? (
          <Button isPending={isSending} onPress={() => void make()}>
            {text.makeTrial}
          </Button>
        ) : (
          <Button onPress={() => open(trial)}>{text.toTrial(trial)}</Button>
        )}
      </div>
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
    </section>
  )
}
