import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { ReceiptHistoryEntry, ReceiptView, ShownView } from '../../../../server/contract/receipts.ts'
import { dateTimeOf, dayOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, SideSection } from '../../ui/index.ts'
import { ReceiptActs } from './receipt-acts.tsx'

/** Everything beside the paper of a 収受文書: what can be done, what is registered, whom it was shown to, what happened. */
export function ReceiptSide({ receipt }: { readonly receipt: ReceiptView }) {
  const { receiving: text, common } = useText()
  return (
    <div className="px-4 pb-8" data-side>
      <SideSection title={text.acts.heading}>
        <ReceiptActs receipt={receipt} />
      </SideSection>
      <SideSection title={text.facts}>
        <Facts receipt={receipt} />
      </SideSection>
      {receipt.cases.length > 0 && (
        <SideSection title={text.cases} count={receipt.cases.length}>
          <ul className="grid gap-2">
            {receipt.cases.map((it) => (
              <li key={it.proposalId} className="text-sm" data-case={it.proposalId}>
                <Link
                  href={it.status === 'draft' ? `/compose/${it.proposalId}` : `/proposals/${it.proposalId}`}
                  className="font-bold text-lead"
                >
                  {it.title === '' ? text.untitled : it.title}
                </Link>
                <span className="mt-0.5 flex gap-2 text-ink-3">
                  <Badge>{common.status[it.status]}</Badge>
                  {it.number}
                </span>
              </li>
            ))}
          </ul>
        </SideSection>
      )}
      {receipt.shown.length > 0 && (
        <SideSection
          title={text.showings}
          count={receipt.shown.length}
          aside={receipt.circulation === 'open' ? text.circulating : text.circulated}
        >
          <ul className="grid gap-2">
            {receipt.shown.map((it) => (
              <Showing key={`${it.kind}:${it.id}`} shown={it} />
            ))}
          </ul>
        </SideSection>
      )}
      <SideSection title={text.history} count={receipt.history.length}>
        <ol className="grid gap-2.5">
          {receipt.history.toReversed().map((it) => (
            <Entry key={it.seq} entry={it} />
          ))}
        </ol>
      </SideSection>
    </div>
  )
}

function Facts({ receipt }: { readonly receipt: ReceiptView }) {
  const { receiving: text } = useText()
  const { language } = useLanguage()
  const { fields } = text
  const { arrival, application } = receipt
  const day = (it: string | undefined) => (it === undefined ? '' : dayOf(it, language))
  const rows: readonly (readonly [string, ReactNode])[] = [
    [fields.number, receipt.number ?? ''],
    [fields.sender, arrival.sender],
    [fields.senderNumber, arrival.senderNumber],
    [fields.sentOn, day(arrival.sentOn)],
    [fields.receivedOn, day(arrival.receivedOn)],
    [fields.earlierReason, arrival.earlierReason],
    [fields.channel, text.channels[arrival.channel]],
    [fields.signature, arrival.signature === undefined ? '' : text.signatures[arrival.signature]],
    [fields.holder, receipt.holder.name],
    [fields.dueOn, day(arrival.dueOn)],
    [fields.folderId, receipt.folderName],
    [fields.accessList, receipt.accessNames.map((it) => `${it.title} ${it.name}`).join('、')],
    [fields.registrar, `${receipt.registrar.title} ${receipt.registrar.name}`],
    [
      fields.application,
      application === undefined ? '' : `${application.name} ${application.ref ?? ''}`.trim(),
    ],
  ]
  return (
    <>
      <dl className="grid grid-cols-[6.5rem_1fr] gap-x-3 gap-y-1.5 text-sm">
        {rows
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-3">{name}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ))}
      </dl>
      <p className="mt-2 flex gap-2 empty:hidden">
        {arrival.secrecy === 'secret' && <Badge tone="solid-shu">{text.secret}</Badge>}
        {arrival.personalData && <Badge>{text.personal}</Badge>}
      </p>
    </>
  )
}

function Showing({ shown }: { readonly shown: ShownView }) {
  const { receiving: text } = useText()
  const { language } = useLanguage()
  return (
    <li className="text-sm" data-shown={shown.seen === undefined ? 'waits' : 'seen'}>
      <span className="flex items-baseline justify-between gap-2">
        <b className="font-normal">{shown.name}</b>
        <span className="shrink-0 text-xs text-ink-3">
          {shown.seen === undefined ? text.unseen : text.seenAt(dateTimeOf(shown.seen.at, language))}
        </span>
      </span>
      {shown.seen?.comment !== undefined && (
        <span className="block whitespace-pre-wrap text-ink-2">{shown.seen.comment}</span>
      )}
    </li>
  )
}

function Entry({ entry }: { readonly entry: ReceiptHistoryEntry }) {
  const { receiving: text } = useText()
  const { language } = useLanguage()
  return (
    <li className="text-sm leading-snug" data-event={entry.type}>
      <p>
        <span className="block text-xs font-bold text-ink-2">
          {entry.title}　{entry.name}
          {entry.application !== undefined && `（${entry.application}）`}
        </span>
        {entry.text}
      </p>
      {entry.comment !== undefined && (
        <p className="mt-0.5 rounded-6 bg-well px-2 py-1 whitespace-pre-wrap text-ink-2">{entry.comment}</p>
      )}
      <p className="mt-0.5 flex flex-wrap gap-x-2 text-xs text-ink-3">
        <time dateTime={entry.at} className="tabular">
          {dateTimeOf(entry.at, language)}
        </time>
        <span className="font-mono" title={`${text.hash} ${entry.hash}`}>
          #{entry.seq} {entry.hash.slice(0, 8)}
        </span>
      </p>
    </li>
  )
}
