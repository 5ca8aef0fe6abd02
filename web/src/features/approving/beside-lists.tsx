import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { dateTimeOf, sinceOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, SideSection } from '../../ui/index.ts'
import { AnswerBox } from './answer-box.tsx'
import type { Acting } from './use-acting.ts'

type Props = { readonly proposal: ProposalView }

/** 後閲: who owes a view and since when, and who has paid it. Never closed by time. */
export function PostReviews({ proposal }: Props) {
  const { reader } = useText()
  const { language } = useLanguage()
  const { postReviews } = proposal
  if (postReviews.length === 0) return null
  return (
    <SideSection title={reader.side.postReviews} count={postReviews.length}>
      <ul className="grid gap-2.5 text-sm" data-post-reviews>
        {postReviews.map((it) => (
          <li key={it.id} data-post-review={it.done === undefined ? 'open' : 'done'}>
            <p className="flex flex-wrap items-center gap-x-2">
              <b>{it.postName}</b>
              <span className="text-xs text-ink-3">{reader.side.cause[it.cause]}</span>
              {it.own && it.done === undefined && <Badge tone="lead">{reader.side.you}</Badge>}
            </p>
            {it.done === undefined ? (
              <p className="text-xs text-shu-strong">
                {reader.side.postReviewOpen(sinceOf(it.openedAt, language))}
              </p>
            ) : (
              <p className="text-xs text-ink-2">
                {it.done.name}　{dateTimeOf(it.done.at, language)}
                {it.done.comment !== undefined && (
                  <span className="block text-sm whitespace-pre-wrap">{it.done.comment}</span>
                )}
              </p>
            )}
          </li>
        ))}
      </ul>
    </SideSection>
  )
}

/** 供覧・回覧: to whom, and who has seen it. */
export function Showings({ proposal }: Props) {
  const { reader } = useText()
  const { language } = useLanguage()
  const { showings, route } = proposal
  const ahead = proposal.status === 'decided' ? [] : (route?.circulation ?? [])
  if (showings.length === 0 && ahead.length === 0) return null
  const seen = showings.filter((it) => it.seenAt !== undefined).length
  return (
    <SideSection
      title={reader.side.showings}
      {...(showings.length === 0 ? {} : { aside: reader.side.seenOf(seen, showings.length) })}
    >
      <ul className="grid gap-2 text-sm" data-showings>
        {showings.map((it) => (
          <li key={it.id} className="grid grid-cols-[1fr_auto] items-baseline gap-x-2">
            <span>
              {it.name}
              <span className="ml-1.5 text-xs text-ink-3">
                {it.title}・{reader.side.kind[it.kind]}（{it.by}）
              </span>
            </span>
            <span className={it.seenAt === undefined ? 'text-xs text-ink-3' : 'text-xs text-lead'}>
              {it.seenAt === undefined
                ? reader.side.notSeen
                : reader.side.seenAt(dateTimeOf(it.seenAt, language))}
            </span>
            {it.note !== undefined && <span className="col-span-2 text-xs text-ink-2">{it.note}</span>}
            {it.comment !== undefined && (
              <span className="col-span-2 border-l-2 border-line pl-2 whitespace-pre-wrap">{it.comment}</span>
            )}
          </li>
        ))}
      </ul>
      {ahead.length > 0 && (
        <p className="mt-2 text-xs text-ink-3">{reader.side.circulationAhead(ahead.join('、'))}</p>
      )}
    </SideSection>
  )
}

/** 相談: questions and their answers; whom it is asked of answers right here. */
export function Questions({ proposal, acting }: Props & { readonly acting: Acting }) {
  const { reader, acts } = useText()
  const { language } = useLanguage()
  const { questions } = proposal
  if (questions.length === 0) return null
  return (
    <SideSection title={reader.side.questions} count={questions.length}>
      <ul className="grid gap-3 text-sm" data-questions>
        {questions.map((it) => (
          <li key={it.id} className="rounded-8 border border-line bg-well px-3 py-2">
            <p className="text-xs text-ink-3">
              {it.by} → <b className="text-ink-2">{it.toName}</b>（{it.toTitle}）
              <time dateTime={it.at} className="ml-2 tabular">
                {dateTimeOf(it.at, language)}
              </time>
            </p>
            <p className="mt-1 leading-relaxed whitespace-pre-wrap">{it.text}</p>
            {it.answer !== undefined ? (
              <p className="mt-2 border-l-2 border-lead-line pl-2.5 leading-relaxed whitespace-pre-wrap">
                {it.answer.text}
              </p>
            ) : it.own ? (
              <AnswerBox
                proposal={proposal}
                label={acts.name.answer}
                confirm={acts.confirm.answer}
                act="answer"
                slot={`answer ${it.id}`}
                busy={acting.working !== undefined}
                onSend={(text) => acting.act({ type: 'answer', question: it.id, text })}
              />
            ) : (
              <p className="mt-1 text-xs text-ink-3">{reader.side.notAnswered}</p>
            )}
          </li>
        ))}
      </ul>
    </SideSection>
  )
}

/** Changes made on the way, who let 軽微 stand; where the paper went; 持回り. */
export function OnTheWay({ proposal }: Props) {
  const { reader } = useText()
  const { language } = useLanguage()
  const { edits, paperPlaces, explained } = proposal
  const { side } = reader
  return (
    <>
      {edits.length > 0 && (
        <SideSection title={side.edits} count={edits.length}>
          <ul className="grid gap-2.5 text-sm" data-edits>
            {edits.map((it) => (
              <li key={it.at}>
                <p className="flex flex-wrap items-center gap-x-2">
                  <Badge tone={it.effect === 'major' ? 'shu' : 'plain'}>{side.effect[it.effect]}</Badge>
                  {it.name}
                  <span className="text-xs text-ink-3 tabular">{dateTimeOf(it.at, language)}</span>
                </p>
                <p className="whitespace-pre-wrap">{it.reason}</p>
                {it.effect === 'minor' && (
                  <p className="text-xs text-ink-3">
                    {it.confirmedBy === undefined ? side.editOpen : side.editConfirmed(it.confirmedBy)}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </SideSection>
      )}
      {paperPlaces.length > 0 && (
        <SideSection title={side.paperPlaces}>
          <ol className="grid gap-1.5 text-sm" data-paper-places>
            {paperPlaces.toReversed().map((it, index) => (
              <li key={it.at} className={index === 0 ? 'font-bold' : 'text-ink-3'}>
                {it.place}
                <span className="ml-2 text-xs font-normal text-ink-3">
                  {it.name} {dateTimeOf(it.at, language)}
                </span>
              </li>
            ))}
          </ol>
        </SideSection>
      )}
      {explained.length > 0 && (
        <SideSection title={side.explained}>
          <ul className="grid gap-1.5 text-sm">
            {explained.map((it) => (
              <li key={it.at}>
                {it.to}
                <span className="ml-2 text-xs text-ink-3">
                  {it.name} {dateTimeOf(it.at, language)}
                </span>
              </li>
            ))}
          </ul>
        </SideSection>
      )}
    </>
  )
}
