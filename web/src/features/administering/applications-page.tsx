import { useState } from 'react'
import { Link, useSearchParams } from 'wouter'
import type { ApplicationList } from '../../../../server/contract/applications.ts'
import { useApplications } from '../../api/applications.ts'
import { Loaded } from '../../api/loaded.tsx'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button, Notice } from '../../ui/index.ts'
import { applicationHref } from './application-href.ts'
import { ApplicationPage } from './application-page.tsx'
import { RegisterApplication } from './application-register.tsx'
import { SectionHead } from './section-head.tsx'

/** 外部システム: all of them, or the one that `?client=` names. */
export function ApplicationsPage() {
  const [params] = useSearchParams()
  const client = params.get('client')
  return client === null ? <All /> : <ApplicationPage key={client} clientId={client} />
}

function All() {
  const text = useText().administering.applications
  return (
    <div className="grid gap-4 pb-16">
      <SectionHead title={text.title} help={text.help} />
      <Loaded query={useApplications()} failed={text.failed}>
        {(list) => <Lists list={list} />}
      </Loaded>
    </div>
  )
}

function Lists({ list }: { readonly list: ApplicationList }) {
  const text = useText().administering.applications
  const { language } = useLanguage()
  // A client that called is registered by one press: the form opens with its id.
  const [clientId, setClientId] = useState('')
  return (
    <>
      {list.items.length === 0 ? (
        <p className="paper px-4 py-4 text-ink-2">{text.none}</p>
      ) : (
        <ul aria-label={text.title} className="paper divide-y divide-line">
          {list.items.map((it) => (
            <Row key={it.clientId} item={it} />
          ))}
        </ul>
      )}
      {list.unregistered.length > 0 && (
        <section aria-labelledby="unregistered" className="paper overflow-hidden">
          <header className="border-b border-line px-4 py-3 sm:px-5">
            <h3 id="unregistered" className="font-bold">
              {text.unregistered}
            </h3>
            <p className="max-w-3xl text-sm leading-relaxed text-ink-2">{text.unregisteredHelp}</p>
          </header>
          <ul className="divide-y divide-line">
            {list.unregistered.map((it) => (
              <li
                key={it.clientId}
                className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 sm:px-5"
              >
                <span className="min-w-0 font-bold break-all">{it.clientId}</span>
                <span className="flex-1 text-sm text-ink-2 tabular">
                  {text.calls(it.calls, dateTimeOf(it.lastCallAt, language))}
                </span>
                {list.mayChange && (
                  <Button
                    size="small"
                    aria-label={text.registerThis(it.clientId)}
                    onPress={() => setClientId(it.clientId)}
                  >
                    {text.register}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {list.mayChange ? (
        <RegisterApplication key={clientId} clientId={clientId} />
      ) : (
        <Notice>{text.readOnly}</Notice>
      )}
    </>
  )
}

function Row({ item }: { readonly item: ApplicationList['items'][number] }) {
  const text = useText().administering.applications
  const { language } = useLanguage()
  const { clientId, name, contact, enabled, sandbox, made, lastCallAt } = item
  return (
    <li className="relative grid gap-x-6 gap-y-1 px-4 py-3 hover:bg-well sm:px-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {sandbox && <Badge tone="shu">{text.trial}</Badge>}
          {!enabled && <Badge>{text.stopped}</Badge>}
          <Link
            href={applicationHref(clientId)}
            className="font-bold text-ink no-underline after:absolute after:inset-0 hover:text-lead hover:underline"
          >
            {name}
          </Link>
          <span className="text-sm break-all text-ink-3">{clientId}</span>
        </p>
        {contact !== '' && <p className="text-sm text-ink-2">{contact}</p>}
      </div>
      <p className="grid content-start text-sm text-ink-2 tabular">
        <span>{text.made(made)}</span>
        <span>
          {lastCallAt === undefined ? text.noCall : text.lastCall(dateTimeOf(lastCallAt, language))}
        </span>
      </p>
    </li>
  )
}
