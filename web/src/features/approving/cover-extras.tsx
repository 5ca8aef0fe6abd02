import { Printer } from 'lucide-react'
import { Link } from 'wouter'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import type { MarkView } from '../../../../server/contract/route.ts'
import { dateTimeOf, dayOf, shortDayOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { CoverRow } from './cover-row.tsx'
import { stepsOf } from './main-acts.ts'

type Props = { readonly proposal: ProposalView }

/** What only some matters have, in rows of the 決裁鑑: 条件, 宛先, 併用, 元の起案, 番号, 追記. */
export function CoverExtras({ proposal }: Props) {
  const { reader, acts, drafting, receiving } = useText()
  const { language } = useLanguage()
  const { form } = reader
  const { content, numbers, coverNotes, paperPlaces } = proposal
  const condition = stepsOf(proposal).find((it) => it.mark?.condition !== undefined)?.mark?.condition
  const paperAt = paperPlaces.at(-1)
  const provisional = stepsOf(proposal).find((it) => it.provisional === true)
  const decided = stepsOf(proposal).find((it) => it.mark?.act === 'decided')?.mark
  return (
    <>
      {content.received !== undefined && (
        <CoverRow name={receiving.from} wide>
          <Link
            href={`/receipts/${content.received.receiptId}`}
            className="text-lead underline"
            data-received
          >
            {content.received.number}
          </Link>
          <span className="ml-3">{content.received.sender}</span>
          <span className="ml-3 text-sm text-ink-2">
            {content.received.senderNumber}　{dayOf(content.received.receivedOn, language)}
          </span>
        </CoverRow>
      )}
      {content.origin !== undefined && (
        <CoverRow name={acts.redraft.origin[content.origin.kind]} wide>
          <Link href={`/proposals/${content.origin.proposalId}`} className="text-lead" data-origin>
            {content.origin.number}
          </Link>
        </CoverRow>
      )}
      {content.addressee !== undefined && content.addressee !== '' && (
        <CoverRow name={form.addressee} wide>
          {content.addressee}
        </CoverRow>
      )}
      {content.issue !== undefined && <IssueRows plan={content.issue} />}
      {content.paper !== undefined && (
        <CoverRow name={form.paper} wide>
          <b>{content.paper.what}</b>
          <span className="ml-3 text-sm text-ink-2">{content.paper.reason}</span>
          {paperAt !== undefined && (
            <span className="ml-3 text-sm text-lead">{form.paperAt(paperAt.place)}</span>
          )}
          <a
            href={`/v1/proposals/${proposal.id}/paper-slip.pdf`}
            target="_blank"
            rel="noreferrer"
            className="mt-1 flex w-fit items-center gap-1.5 text-sm text-lead"
            data-paper-slip
          >
            <Printer className="size-4" aria-hidden />
            {drafting.paperSlip}
          </a>
        </CoverRow>
      )}
      {provisional !== undefined && (
        <CoverRow name={acts.provisional.row} wide>
          <ul className="flex flex-wrap gap-x-8" data-provisional>
            <li>
              {provisional.mark === undefined
                ? acts.provisional.ahead
                : acts.provisional.given(whoOf(provisional.mark), dateTimeOf(provisional.mark.at, language))}
            </li>
            <li>
              {decided === undefined
                ? acts.provisional.finalAhead
                : acts.provisional.final(whoOf(decided), dateTimeOf(decided.at, language))}
            </li>
          </ul>
        </CoverRow>
      )}
      {condition !== undefined && (
        <CoverRow name={form.condition} wide>
          <b className="whitespace-pre-wrap" data-condition>
            {condition}
          </b>
        </CoverRow>
      )}
      {numbers.length > 0 && (
        <CoverRow name={form.numbers} wide>
          {numbers.map((it) => (
            <span key={it.kind} className="mr-6" data-number={it.kind}>
              <span className="mr-2 text-sm text-ink-2">{it.kind}</span>
              {it.text}
            </span>
          ))}
        </CoverRow>
      )}
      {coverNotes.length > 0 && (
        <CoverRow name={form.coverNotes} wide>
          <ul className="grid gap-1" data-cover-notes>
            {coverNotes.map((it) => (
              <li key={it.at}>
                <span className="whitespace-pre-wrap">{it.text}</span>
                <span className="ml-2 text-sm text-ink-3">
                  {it.title} {it.name} {dateTimeOf(it.at, language)}
                </span>
              </li>
            ))}
          </ul>
        </CoverRow>
      )}
    </>
  )
}

function whoOf(mark: MarkView): string {
  return `${mark.capacity.title} ${mark.name}`
}

/** The opinions of the 合議 side by side, when one of them is more than a plain 同意. */
export function CoverBoard({ proposal }: Props) {
  const { reader } = useText()
  const { form } = reader
  const { opinions } = proposal
  if (opinions.every((it) => it.opinion === 'agree' && it.text === undefined)) return null
  return (
    <CoverRow name={reader.side.board} wide className="cover-board-cell">
      <table className="cover-board" data-cover-board>
        <thead>
          <tr>
            <th scope="col">{form.boardUnit}</th>
            <th scope="col">{form.boardOpinion}</th>
            <th scope="col">{form.boardText}</th>
            <th scope="col">{form.boardResponse}</th>
          </tr>
        </thead>
        <tbody>
          {opinions.map((it) => (
            <tr key={it.step} data-opinion={it.opinion}>
              <th scope="row">
                {it.unitName}
                <span>{it.name}</span>
              </th>
              <td>{reader.opinion[it.opinion]}</td>
              <td>{it.text ?? '—'}</td>
              <td>{it.response?.text ?? (it.opinion === 'object' ? reader.side.noResponseShort : '—')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </CoverRow>
  )
}

/** 施行 as it is proposed, or was decided. */
function IssueRows({ plan }: { readonly plan: NonNullable<ProposalView['content']['issue']> }) {
  const { issuing } = useText()
  const { language } = useLanguage()
  if (!plan.needed)
    return (
      <CoverRow name={issuing.heading} wide>
        {issuing.plan.none}
      </CoverRow>
    )
  return (
    <>
      <CoverRow name={issuing.heading}>
        <b>{plan.kind}</b>
        <span className="ml-3 text-sm">{issuing.sealing[plan.sealing]}</span>
        {plan.numberKind !== undefined && <span className="ml-3 text-sm">{plan.numberKind}</span>}
        {plan.plannedOn !== undefined && (
          <span className="ml-3 text-sm" data-planned-on>
            {issuing.plan.planned(shortDayOf(plan.plannedOn, language))}
          </span>
        )}
      </CoverRow>
      <CoverRow name={issuing.issuer} right>
        {plan.issuer}
      </CoverRow>
      {plan.addressees.length > 0 && (
        <CoverRow name={issuing.plan.addressees} wide>
          <ul className="flex flex-wrap gap-x-6">
            {plan.addressees.map((it, index) => (
              <li key={index}>
                {it.name}
                <span className="ml-1.5 text-sm text-ink-2">{issuing.channel[it.channel]}</span>
              </li>
            ))}
          </ul>
        </CoverRow>
      )}
    </>
  )
}
