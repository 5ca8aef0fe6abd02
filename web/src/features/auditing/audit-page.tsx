import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, Download, ShieldAlert, ShieldCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Accesses } from '../../../../server/contract/accesses.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import type { EventChain } from '../../../../server/contract/event-chain.ts'
import { request } from '../../api/client.ts'
import { problemText } from '../../api/problem-text.tsx'
import { keys, useMe, useProposal } from '../../api/queries.ts'
import { ReadingPurposeForm } from '../../api/reading-purpose-form.tsx'
import { useAsksPurpose } from '../../api/use-asks-purpose.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Button, EmptyState, LinkButton, Spinner, cx } from '../../ui/index.ts'
import { PrintList } from './print-list.tsx'
import { type Verdict, checkChain } from './check-chain.ts'

const watchers: readonly string[] = ['auditor', 'records_manager']

/** The record of one proposal as it is stored, checked in this browser, and who has read it. */
export function AuditPage({ id }: { readonly id: string }) {
  const text = useText()
  const proposal = useProposal(id)
  const chain = useQuery({
    queryKey: keys.events(id),
    queryFn: ({ signal }) => request<EventChain>('GET', `/v1/proposals/${id}/events`, { signal }),
    staleTime: 0,
  })
  const me = useMe().data
  const failed = proposal.error ?? chain.error
  const asksPurpose = useAsksPurpose(id, proposal, chain)
  if (proposal.data !== undefined && chain.data !== undefined) {
    const mayKnow = me?.roles.some((role) => watchers.includes(role)) === true
    return <Loaded proposal={proposal.data} chain={chain.data} mayKnow={mayKnow} />
  }
  if (asksPurpose) return <ReadingPurposeForm />
  if (failed !== null) return <EmptyState isPage title={problemText(failed, text)} />
  return (
    <div className="grid h-full place-items-center">
      <Spinner label={text.common.loading} />
    </div>
  )
}

type LoadedProps = {
  readonly proposal: ProposalView
  readonly chain: EventChain
  readonly mayKnow: boolean
}

function Loaded({ proposal, chain, mayKnow }: LoadedProps) {
  const { audit: text, common } = useText()
  const verdict = useVerdict(proposal, chain)
  const title = proposal.content.title
  return (
    <div className="mx-auto grid max-w-5xl grid-cols-1 gap-5 px-3 py-5 sm:px-6">
      <header className="flex flex-wrap items-center gap-3">
        <LinkButton href={`/proposals/${proposal.id}`} variant="quiet" size="small" aria-label={text.back}>
          <ArrowLeft className="size-5" aria-hidden />
        </LinkButton>
        <div className="min-w-0 flex-1">
          <h1 className="text-xl font-bold">{text.title}</h1>
          <p className="text-ink-2 sm:truncate">
            {proposal.number} {title}
          </p>
        </div>
        <Button onPress={() => download(proposal, chain)} className="max-sm:w-full" data-download>
          <Download className="size-5" aria-hidden />
          {text.download}
        </Button>
      </header>
      <VerdictNote verdict={verdict} />
      <section aria-label={text.events} className="paper px-4 py-5 sm:px-6">
        <h2 className="mb-1 text-lg font-bold">{text.events}</h2>
        <p className="mb-4 text-sm leading-relaxed text-ink-2">{text.how}</p>
        {chain.events.length === 0 ? (
          <p className="text-ink-3">{common.none}</p>
        ) : (
          <ol className="grid gap-4">
            {chain.events.map((link) => (
              <Event
                key={link.seq}
                link={link}
                said={proposal.history.find((it) => it.seq === link.seq)}
                broken={verdict?.intact === false && verdict.seq === link.seq}
              />
            ))}
          </ol>
        )}
      </section>
      {mayKnow && <PrintList id={proposal.id} />}
      {mayKnow && <Readers id={proposal.id} />}
    </div>
  )
}

/** Undefined while it is being computed. */
function useVerdict(proposal: ProposalView, chain: EventChain): Verdict | undefined {
  const [verdict, setVerdict] = useState<Verdict>()
  const last = proposal.history.at(-1)
  const head = { seq: proposal.history.length, hash: last?.hash }
  useEffect(() => {
    let gone = false
    void checkChain(chain, { seq: head.seq, hash: head.hash }).then((it) => {
      if (!gone) setVerdict(it)
    })
    return () => {
      gone = true
    }
  }, [chain, head.seq, head.hash])
  return verdict
}

function VerdictNote({ verdict }: { readonly verdict: Verdict | undefined }) {
  const { audit: text } = useText()
  const broken = verdict?.intact === false
  const Sign = broken ? ShieldAlert : ShieldCheck
  return (
    <div
      role="status"
      data-verdict={verdict === undefined ? 'checking' : verdict.intact ? 'intact' : 'broken'}
      className={cx(
        'flex items-start gap-3 rounded-8 border px-4 py-3',
        broken ? 'border-shu-line bg-shu-soft' : 'border-lead-line bg-lead-soft',
      )}
    >
      <Sign className={cx('mt-0.5 size-6 shrink-0', broken ? 'text-shu' : 'text-lead')} aria-hidden />
      <div>
        <p className="font-bold">
          {verdict === undefined
            ? text.checking
            : verdict.intact
              ? text.intact(verdict.count)
              : text.broken(verdict.seq)}
        </p>
        {verdict?.intact === false && <p className="text-sm">{text.because[verdict.because]}</p>}
      </div>
    </div>
  )
}

type EventProps = {
  readonly link: EventChain['events'][number]
  readonly said: ProposalView['history'][number] | undefined
  readonly broken: boolean
}

function Event({ link, said, broken }: EventProps) {
  const { audit: text } = useText()
  const { language } = useLanguage()
  const { manifestSha256, by, signedIn } = factsOf(link.body)
  const also = by?.alsoAs?.map((it) => it.title).join('、') ?? ''
  return (
    <li
      className={cx('grid gap-1.5 border-l-4 pl-3', broken ? 'border-shu bg-shu-soft' : 'border-line')}
      data-link={link.seq}
    >
      <p className="flex flex-wrap items-baseline gap-x-3">
        <b className="tabular">#{link.seq}</b>
        {said !== undefined && (
          <>
            <time dateTime={said.at} className="text-sm tabular">
              {dateTimeOf(said.at, language)}
            </time>
            <span>
              {said.title}　<b>{said.name}</b>
            </span>
            <span className="text-xs text-ink-3">
              {said.person}
              {by?.capacity?.kind !== undefined && `・${text.kinds[by.capacity.kind] ?? by.capacity.kind}`}
              {also !== '' && `・${also}`}
              {signedIn !== undefined && `・${text.signedIn(dateTimeOf(signedIn.at, language))}`}
            </span>
          </>
        )}
      </p>
      {said !== undefined && <p>{said.text}</p>}
      {said?.comment !== undefined && (
        <p className="text-sm leading-relaxed whitespace-pre-wrap text-ink-2">{said.comment}</p>
      )}
      <dl className="grid gap-x-3 text-xs text-ink-3 sm:grid-cols-[auto_1fr]">
        <Hash name={text.hash} value={link.hash} />
        <Hash name={text.previous} value={link.prevHash ?? text.first} />
        {manifestSha256 !== undefined && <Hash name={text.manifest} value={manifestSha256} />}
      </dl>
    </li>
  )
}

function Hash({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="font-mono break-all">{value}</dd>
    </>
  )
}

type Facts = {
  /** The sign-in a seal rests on. */
  readonly signedIn?: { readonly at: string }
  readonly manifestSha256?: string
  readonly by?: {
    readonly capacity?: { readonly kind?: 'primary' | 'concurrent' | 'handling' | 'proxy' }
    readonly alsoAs?: readonly { readonly title: string }[]
  }
}

/** What the text of an event says besides its sentence; nothing of a text that cannot be read. */
function factsOf(body: string): Facts {
  try {
    return (JSON.parse(body) as { readonly event?: Facts }).event ?? {}
  } catch {
    return {}
  }
}

function Readers({ id }: { readonly id: string }) {
  const all = useText()
  const { audit: text } = all
  const { language } = useLanguage()
  const accesses = useQuery({
    queryKey: keys.accesses(id),
    queryFn: ({ signal }) => request<Accesses>('GET', `/v1/proposals/${id}/accesses`, { signal }),
    staleTime: 0,
  })
  return (
    <section aria-label={text.readers} className="paper px-4 py-5 sm:px-6" data-readers>
      <h2 className="mb-1 text-lg font-bold">{text.readers}</h2>
      <p className="mb-4 text-sm text-ink-2">{text.readersText}</p>
      {accesses.isError && <p className="text-shu">{problemText(accesses.error, all)}</p>}
      {accesses.data !== undefined && (
        <ul className="grid gap-1 text-sm">
          {accesses.data.items.map((it, index) => (
            // Two reads may fall into one millisecond; the list never changes in place.
            <li key={`${it.at} ${String(index)}`} className="flex flex-wrap gap-x-3">
              <time dateTime={it.at} className="tabular">
                {dateTimeOf(it.at, language)}
              </time>
              <b>{it.name}</b>
              <span className="text-ink-3">
                {it.person}・{text.what[it.what] ?? it.what}
                {it.purpose !== undefined && `（${text.purpose(it.purpose)}）`}
              </span>
            </li>
          ))}
          {accesses.data.more && <li className="text-ink-3">{text.moreReaders}</li>}
        </ul>
      )}
    </section>
  )
}

/** The chain exactly as it was answered, as a file. */
function download(proposal: ProposalView, chain: EventChain): void {
  const file = new Blob([JSON.stringify(chain, undefined, 2)], { type: 'application/json' })
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = `events-${proposal.id}.json`
  link.click()
  URL.revokeObjectURL(url)
}
