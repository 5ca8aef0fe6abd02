import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Link, useSearchParams } from 'wouter'
import type { WebhookList, WebhookSecret, WebhookView } from '../../../../server/contract/webhooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { useMe } from '../../api/queries.ts'
import { useWebhookActs, useWebhooks } from '../../api/webhooks.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Button, EmptyState, Notice, ReturnFocus, Select } from '../../ui/index.ts'
import { WebhookDetail } from './webhook-detail.tsx'
import { WebhookForm } from './webhook-form.tsx'
import { WebhookKeyShown } from './webhook-key-shown.tsx'
import { WebhookState } from './webhook-state.tsx'

/** Webhook: where events of which application go, and how each endpoint stands; one of them with its log. */
export function WebhooksPage() {
  const mayChange = useMe().data?.roles.includes('administrator') ?? false
  const [params, setParams] = useSearchParams()
  const [endpoint, client] = [params.get('endpoint'), params.get('client')]
  return endpoint === null ? (
    <EndpointsPage
      mayChange={mayChange}
      client={client ?? ''}
      onClient={(chosen) => setParams(chosen === '' ? {} : { client: chosen })}
    />
  ) : (
    <WebhookDetail
      key={endpoint}
      id={endpoint}
      mayChange={mayChange}
      onBack={() => setParams(client === null ? {} : { client })}
    />
  )
}

type PageProps = {
  readonly mayChange: boolean
  /** Only of this application; '' for all. */
  readonly client: string
  readonly onClient: (client: string) => void
}

function EndpointsPage(props: PageProps) {
  const text = useText().administering.webhooks
  return (
    <div className="grid gap-4 pb-16">
      <header className="grid max-w-3xl gap-1">
        <h2 className="text-lg font-bold">{text.title}</h2>
        <p className="text-sm leading-relaxed text-ink-2">{text.help}</p>
        {!props.mayChange && <p className="text-sm text-ink-2">{text.lookOnly}</p>}
      </header>
      <Loaded query={useWebhooks()} failed={text.failed}>
        {(list) => <Endpoints {...props} list={list} />}
      </Loaded>
    </div>
  )
}

function Endpoints({ list, mayChange, client, onClient }: PageProps & { readonly list: WebhookList }) {
  const text = useText().administering.webhooks
  const { create } = useWebhookActs()
  const [isAdding, setAdding] = useState(false)
  const [made, setMade] = useState<WebhookSecret>()
  const shown = list.items.filter((it) => client === '' || it.clientId === client)
  const names = new Map(list.items.map((it) => [it.clientId, it.clientName]))
  if (client !== '' && !names.has(client)) names.set(client, client)
  const add = mayChange && !isAdding && (
    <Button variant="primary" onPress={() => setAdding(true)}>
      <Plus className="size-4" aria-hidden />
      {text.add}
    </Button>
  )
  return (
    <>
      {!list.sealed && (
        <Notice tone="warning" title={text.unsealed}>
          {text.unsealedText}
        </Notice>
      )}
      {made !== undefined && (
        <ReturnFocus>
          <WebhookKeyShown made={made} onClose={() => setMade(undefined)} />
        </ReturnFocus>
      )}
      {isAdding && (
        <WebhookForm
          title={text.add}
          help={text.addHelp}
          confirm={text.save}
          client={client}
          send={async (body) => setMade(await create(body))}
          onClose={() => setAdding(false)}
        />
      )}
      {!isAdding && (names.size > 1 || client !== '') && (
        <div className="flex flex-wrap items-end gap-3">
          <Select
            className="min-w-64 flex-1 sm:max-w-sm"
            label={text.application}
            value={client === '' ? 'all' : client}
            onChange={(chosen) => onClient(chosen === 'all' ? '' : chosen)}
            options={[
              { id: 'all', label: text.allApplications },
              ...[...names].map(([id, name]) => ({ id, label: name, note: id })),
            ]}
            placeholder={text.allApplications}
          />
          {shown.length > 0 && add}
        </div>
      )}
      {shown.length === 0 ? (
        !isAdding && <EmptyState title={text.none} text={text.noneText} action={add} />
      ) : (
        <>
          {names.size <= 1 && client === '' && add && <div>{add}</div>}
          <ul aria-label={text.list} className="paper divide-y divide-line overflow-hidden">
            {shown.map((it) => (
              <Row key={it.id} endpoint={it} client={client} />
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Row({ endpoint, client }: { readonly endpoint: WebhookView; readonly client: string }) {
  const text = useText().administering.webhooks
  const { language } = useLanguage()
  const { id, clientId, clientName, url, description, waiting, dead, lastArrivalAt } = endpoint
  const query = new URLSearchParams({ endpoint: id, ...(client === '' ? {} : { client }) })
  return (
    <li>
      <Link
        href={`/settings/webhooks?${query.toString()}`}
        className="grid gap-x-6 gap-y-1 px-4 py-3 text-ink no-underline -outline-offset-2 hover:bg-well sm:px-5 lg:grid-cols-[minmax(0,1fr)_auto]"
      >
        <span className="grid min-w-0 gap-0.5">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <WebhookState endpoint={endpoint} />
            <span className="text-sm text-ink-2">{text.ofApplication(clientName, clientId)}</span>
          </span>
          <span className="font-bold wrap-anywhere">{url}</span>
          {description !== '' && <span className="text-sm text-ink-2">{description}</span>}
        </span>
        <span className="flex flex-wrap items-center gap-x-5 gap-y-1 text-sm tabular">
          <Figure label={text.lastArrival}>
            {lastArrivalAt === undefined ? '—' : dateTimeOf(lastArrivalAt, language)}
          </Figure>
          <Figure label={text.waiting}>{text.count(waiting)}</Figure>
          <Figure label={text.dead} isBad={dead > 0}>
            {text.count(dead)}
          </Figure>
        </span>
      </Link>
    </li>
  )
}

type FigureProps = { readonly label: string; readonly children: string; readonly isBad?: boolean }

function Figure({ label, children, isBad = false }: FigureProps) {
  return (
    <span className="lg:min-w-14">
      <span className="text-ink-3 max-lg:mr-1.5 lg:block">{label}</span>
      <span className={isBad ? 'font-bold text-shu' : 'text-ink'}>{children}</span>
    </span>
  )
}
