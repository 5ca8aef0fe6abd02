import type { ReactNode } from 'react'
import type { StepView } from '../../../../server/contract/route.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { dateTimeOf, sinceOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, cx } from '../../ui/index.ts'
import { AnswerBox } from './answer-box.tsx'
import { OpinionBadge } from './opinion-board.tsx'
import { Seal, type SeenMarks } from './seal-box.tsx'
import { SeenTrail } from './seen-trail.tsx'
import type { Acting } from './use-acting.ts'

/** A step in the column of the route. */
export function StepPlace({
  children,
  state,
}: {
  readonly children?: React.ReactNode
  readonly state?: StepView['state']
}) {
  return (
    <span
      className={cx(
        'relative grid size-14 shrink-0 place-items-center rounded-full bg-paper text-xs',
        children === undefined || children === false
          ? 'border border-dashed border-line-strong text-ink-3'
          : '',
        state === 'waiting' && 'border-2 border-solid border-lead bg-lead-soft text-lead',
      )}
    >
      {children}
    </span>
  )
}

/** The role and post of a step. */
export function StepHead({ role, post }: { readonly role: string; readonly post: string }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <span className="text-xs font-bold text-ink-3">{role}</span>
      <span className="text-sm font-bold">{post}</span>
    </p>
  )
}

type StepProps = {
  readonly step: StepView
  readonly proposal: ProposalView
  readonly acting: Acting
  readonly seen: SeenMarks
  readonly me: string | undefined
  /** When it was reached, an instant. */
  readonly since: string
}

/** One step: its seal, who holds it, how far it is, and everything out of the ordinary with it. */
export function RouteStep({ step, proposal, acting, seen, me, since }: StepProps) {
  const { reader, common } = useText()
  const { mark } = step
  const passedOver = step.passed ?? step.skipped
  return (
    <div className="relative flex gap-3" data-route-step={step.id} data-state={step.state}>
      <StepPlace state={step.state}>
        {mark !== undefined ? (
          <Seal mark={mark} history={proposal.history} seen={seen} />
        ) : passedOver !== undefined ? (
          <span className="grid size-full place-items-center rounded-full border border-line-strong/60 text-ink-3">
            {reader.skipped[passedOver]}
          </span>
        ) : step.state === 'waiting' ? (
          <span className="size-2.5 rounded-full bg-lead" />
        ) : undefined}
      </StepPlace>
      <div className="min-w-0 flex-1 leading-snug">
        <StepHead
          role={step.provisional === true ? reader.side.provisional : common.role[step.role]}
          post={step.postName}
        />
        <Who step={step} me={me} />
        <HowFar step={step} since={since} />
        <SeenTrail proposalId={proposal.id} people={peopleOf(step)} />
        {mark?.current === false && <Badge tone="shu">{reader.stale}</Badge>}
        <Troubles step={step} proposal={proposal} acting={acting} />
        {step.because.length > 0 && (
          <details className="mt-1 text-xs">
            <summary className="w-fit cursor-pointer rounded-4 text-lead">{reader.side.because}</summary>
            <ul className="mt-1 grid gap-1 border-l-2 border-lead-line pl-2.5 leading-relaxed text-ink-2">
              {step.because.map((it) => (
                <li key={it.code + it.text}>{it.text}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </div>
  )
}

/** Who acted on it, or holds its post. */
function peopleOf({ mark, holders }: StepView): readonly { readonly id: string; readonly name: string }[] {
  return mark === undefined ? holders : [{ id: mark.person, name: mark.name }]
}

/** Who acted, or who would; 代決 as it is written: 局長 氏名 代 課長 氏名. */
function Who({ step, me }: Pick<StepProps, 'step' | 'me'>) {
  const { reader, common } = useText()
  const { mark } = step
  const holders = step.holders.map((it) => (it.absent ? common.absentName(it.name) : it.name)).join('、')
  return (
    <p className="text-sm">
      {mark?.actingFor !== undefined ? (
        <span data-acted-for>
          {mark.actingFor.title} {mark.actingFor.name} <b className="text-shu">{reader.forAnother}</b>{' '}
          {mark.capacity.title} {mark.name}
        </span>
      ) : mark !== undefined ? (
        mark.name
      ) : holders === '' ? (
        <span className="text-shu">{reader.side.vacant}</span>
      ) : (
        holders
      )}
      {step.state === 'waiting' && step.holders.some((it) => it.id === me) && (
        <span className="ml-1.5">
          <Badge tone="lead">{reader.side.you}</Badge>
        </span>
      )}
    </p>
  )
}

function HowFar({ step, since }: Pick<StepProps, 'step' | 'since'>): ReactNode {
  const { reader, acts } = useText()
  const { language } = useLanguage()
  const { mark } = step
  const look = cx('mt-0.5 text-xs tabular', step.state === 'waiting' ? 'font-bold text-lead' : 'text-ink-3')
  if (mark !== undefined) {
    return (
      <div className={look}>
        <p>
          {reader.marks[mark.act]} {dateTimeOf(mark.at, language)}
          {mark.paperChecked === true && `　${reader.side.paperChecked}`}
        </p>
        {mark.opinion !== undefined && mark.opinion !== 'agree' && <OpinionBadge opinion={mark.opinion} />}
        {mark.condition !== undefined && (
          <p className="text-ink-2">
            <b>{reader.form.condition}</b> {mark.condition}
          </p>
        )}
        {mark.alsoAs.length > 0 && <p>{reader.side.alsoAs(mark.alsoAs.map((it) => it.title).join('、'))}</p>}
        {mark.actingFor !== undefined && <p>{reader.side.absence(mark.actingFor.absence)}</p>}
      </div>
    )
  }
  const atOnce = step.atOnceWith !== undefined && (
    <span className="block font-normal text-ink-2" data-at-once>
      {reader.side.atOnce(step.atOnceWith)}
    </span>
  )
  if (step.passed !== undefined) return <p className={look}>{reader.passedLong[step.passed]}</p>
  if (step.skipped !== undefined) return <p className={look}>{reader.skippedLong[step.skipped]}</p>
  if (step.state === 'waiting') {
    return (
      <p className={look}>
        {reader.side.waitingSince(sinceOf(since, language))}
        {atOnce}
      </p>
    )
  }
  return (
    <p className={look}>
      {step.state === 'returned' ? acts.name.return : reader.side.ahead}
      {atOnce}
    </p>
  )
}

/** 保留, a 差戻し that lies here, and a seat that the 文書主管課 has to confirm. */
function Troubles({ step, proposal, acting }: Pick<StepProps, 'step' | 'proposal' | 'acting'>) {
  const { reader, acts } = useText()
  const { language } = useLanguage()
  const { held, sentBack, conflict } = step
  return (
    <>
      {held !== undefined && (
        <p className="mt-1 text-xs leading-relaxed" data-held>
          <Badge tone="shu">{reader.side.held}</Badge> {held.by}　{dateTimeOf(held.at, language)}
          <span className="block">{held.reason}</span>
        </p>
      )}
      {sentBack !== undefined && (
        <p className="mt-1 text-xs leading-relaxed" data-sent-back>
          <Badge tone="shu">{reader.side.sentBack}</Badge> {sentBack.by}　{dateTimeOf(sentBack.at, language)}
          <span className="block">{sentBack.reason}</span>
        </p>
      )}
      {conflict !== undefined && (
        <div className="mt-1 text-xs leading-relaxed" data-conflict>
          <Badge tone="shu">{reader.side.conflict}</Badge>
          <span className="block">{acts.seat(step.postName, conflict.name, conflict.earlier)}</span>
          {proposal.allowed.includes('confirm_seat') ? (
            <AnswerBox
              proposal={proposal}
              label={acts.hint.confirm_seat}
              confirm={acts.name.confirm_seat}
              act="confirm_seat"
              slot={`confirm_seat ${step.id}`}
              busy={acting.working !== undefined}
              onSend={(reason) => acting.act({ type: 'confirm_seat', step: step.id, reason })}
            />
          ) : (
            <span className="block text-ink-3">{reader.side.conflictAsk}</span>
          )}
        </div>
      )}
    </>
  )
}
