import type { DisclosureView } from '../../../../server/contract/disclosure.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { dateTimeOf, dayOf, yenOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { DaysLeft } from './days-left.tsx'
import { RequestActs } from './request-acts.tsx'
import { RequestPart } from './request-part.tsx'

/** When the decision is due and why then: where the count began, and what stretched it. */
export function TermPart({ request }: { readonly request: DisclosureView }) {
  const text = useText().requests.term
  const { language } = useLanguage()
  const day = (it: string) => dayOf(it, language)
  const { dueOn, extension, notifiedOn, carriedOut } = request
  return (
    <RequestPart title={text.title}>
      <div className="grid gap-2" data-term>
        {dueOn === undefined ? (
          <p className="font-bold">{request.status === 'correcting' ? text.none : text.over}</p>
        ) : (
          <p className="flex flex-wrap items-baseline gap-x-3">
            <span className="text-lg font-bold tabular">{day(dueOn)}</span>
            <DaysLeft {...request} />
          </p>
        )}
        <ul className="grid gap-0.5 text-sm text-ink-2 tabular">
          <li>{text.requested(day(request.requestedOn))}</li>
          {request.pauses.map((it) => (
            <li key={it.from}>
              {it.to === undefined ? text.pausedNow(day(it.from)) : text.paused(day(it.from), day(it.to))}
            </li>
          ))}
          {extension !== undefined && <li>{text.extended(day(extension.on), extension.reason)}</li>}
          {notifiedOn !== undefined && <li>{text.notified(day(notifiedOn))}</li>}
          {carriedOut !== undefined && (
            <li>{text.carriedOut(day(carriedOut.on), yenOf(carriedOut.feeYen, language))}</li>
          )}
        </ul>
      </div>
      <RequestActs request={request} acts={['correct', 'extend', 'ask_correction', 'withdraw']} />
    </RequestPart>
  )
}

type RequesterProps = { readonly requester: NonNullable<DisclosureView['requester']> }

/** 請求者, whom nobody else sees. */
export function RequesterPart({ requester }: RequesterProps) {
  const { requests: text } = useText()
  return (
    <RequestPart title={text.requester} help={text.requesterHelp}>
      <div data-requester>
        <p className="font-bold">{requester.name}</p>
        <p className="text-sm whitespace-pre-wrap text-ink-2">
          {requester.contact === '' ? text.noContact : requester.contact}
        </p>
      </div>
    </RequestPart>
  )
}

/** What happened to it, the newest first. */
export function HistoryPart({ history }: Pick<DisclosureView, 'history'>) {
  const { requests: text } = useText()
  const { language } = useLanguage()
  return (
    <RequestPart title={text.history} count={history.length}>
      <ol className="grid gap-2.5" data-history>
        {history.toReversed().map((it) => (
          <li key={it.seq} className="text-sm leading-snug" data-event={it.type}>
            <span className="block text-xs font-bold text-ink-2">
              {it.title}　{it.name}
            </span>
            {it.text}
            {it.comment !== undefined && (
              <p className="mt-0.5 rounded-6 bg-well px-2 py-1 whitespace-pre-wrap text-ink-2">
                {it.comment}
              </p>
            )}
            <time dateTime={it.at} className="mt-0.5 block text-xs text-ink-3 tabular">
              {dateTimeOf(it.at, language)}
            </time>
          </li>
        ))}
      </ol>
    </RequestPart>
  )
}
