import type { StepView } from '../../../../server/contract/route.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { dateTimeOf, dayOf, sinceOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, cx } from '../../ui/index.ts'
import { DateStamp } from '../../stamps/date-stamp.tsx'
import { japaneseDay, longWareki, shortWareki } from '../../stamps/wareki.ts'
import { arrivedAt } from './arrived-at.ts'
import { Seal, type SeenMarks } from './seal-box.tsx'

type Props = { readonly proposal: ProposalView; readonly seen: SeenMarks; readonly me: string | undefined }

/** The route from the drafter down to the decider, each step with its seal, who holds it, and why it is there. */
export function RoutePanel({ proposal, seen, me }: Props) {
  const text = useText()
  const { language } = useLanguage()
  const route = proposal.route
  const drafted = japaneseDay(proposal.submittedAt ?? proposal.createdAt)
  return (
    <ol className="relative grid">
      <li className="relative flex gap-3 pb-5">
        <Thread last={route === undefined} />
        <Place>
          {proposal.submittedAt !== undefined && (
            <DateStamp
              unitName={proposal.drafterCapacity.unitName}
              date={shortWareki(drafted)}
              familyName={proposal.drafterFamilyName}
              label={text.reader.sealOf(text.reader.side.drafted, proposal.drafter.name, longWareki(drafted))}
              seed={proposal.history[0]?.hash ?? proposal.manifestSha256}
            />
          )}
        </Place>
        <div className="min-w-0 flex-1 leading-snug">
          <Head role={text.reader.side.drafted} post={proposal.drafterCapacity.title} />
          <p className="text-sm">{proposal.drafter.name}</p>
          {proposal.submittedAt !== undefined && (
            <p className="mt-0.5 text-xs text-ink-3 tabular">{dateTimeOf(proposal.submittedAt, language)}</p>
          )}
        </div>
      </li>
      {route?.stages.map((stage, index) => (
        <li
          // Stages have no name of their own; their order is fixed for the life of a route.
          key={stage.steps[0]?.id ?? index}
          className={cx(
            'relative grid gap-4 pb-5',
            stage.steps.length > 1 &&
              'mb-4 rounded-8 border border-dashed border-line-strong/70 bg-well px-2 py-3 -mx-2',
          )}
        >
          {stage.steps.length === 1 && <Thread last={index === route.stages.length - 1} />}
          {stage.steps.map((step) => (
            <Step
              key={step.id}
              step={step}
              proposal={proposal}
              seen={seen}
              me={me}
              since={arrivedAt(proposal, index)}
            />
          ))}
        </li>
      ))}
      {route !== undefined && (
        <li className="text-xs leading-relaxed text-ink-3">
          {text.reader.side.compiled(route.templateName, dayOf(route.compiledFor, language))}
        </li>
      )}
    </ol>
  )
}

function Thread({ last }: { readonly last: boolean }) {
  return last ? null : (
    <span className="absolute top-8 bottom-0 left-[1.6875rem] w-px bg-line-strong/60" aria-hidden />
  )
}

function Place({
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

function Head({ role, post }: { readonly role: string; readonly post: string }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <span className="text-xs font-bold text-ink-3">{role}</span>
      <span className="text-sm font-bold">{post}</span>
    </p>
  )
}

type StepProps = Props & { readonly step: StepView; readonly since: string }

function Step({ step, proposal, seen, me, since }: StepProps) {
  const text = useText()
  const { language } = useLanguage()
  const { mark } = step
  const holders = step.holders.map((it) => (it.absent ? text.common.absentName(it.name) : it.name)).join('、')
  const mine = step.holders.some((it) => it.id === me)
  return (
    <div className="relative flex gap-3" data-route-step={step.id} data-state={step.state}>
      <Place state={step.state}>
        {mark !== undefined ? (
          <Seal mark={mark} history={proposal.history} seen={seen} />
        ) : step.skipped !== undefined ? (
          <span className="grid size-full place-items-center rounded-full border border-line-strong/60 text-ink-3">
            {text.reader.skipped[step.skipped]}
          </span>
        ) : step.state === 'waiting' ? (
          <span className="size-2.5 rounded-full bg-lead" />
        ) : undefined}
      </Place>
      <div className="min-w-0 flex-1 leading-snug">
        <Head role={text.common.role[step.role]} post={step.postName} />
        <p className="text-sm">
          {mark !== undefined ? (
            mark.name
          ) : holders === '' ? (
            <span className="text-shu">{text.reader.side.vacant}</span>
          ) : (
            holders
          )}
          {mine && step.state === 'waiting' && (
            <span className="ml-1.5">
              <Badge tone="lead">{text.reader.side.you}</Badge>
            </span>
          )}
        </p>
        <p
          className={cx(
            'mt-0.5 text-xs tabular',
            step.state === 'waiting' ? 'font-bold text-lead' : 'text-ink-3',
          )}
        >
          {mark !== undefined
            ? `${text.reader.marks[mark.act]} ${dateTimeOf(mark.at, language)}`
            : step.skipped !== undefined
              ? text.reader.skippedLong[step.skipped]
              : step.state === 'waiting'
                ? text.reader.side.waitingSince(sinceOf(since, language))
                : step.state === 'returned'
                  ? text.reader.acts.return
                  : text.reader.side.ahead}
        </p>
        {mark?.current === false && <Badge tone="shu">{text.reader.stale}</Badge>}
        {step.because.length > 0 && (
          <details className="mt-1 text-xs">
            <summary className="w-fit cursor-pointer rounded-4 text-lead">{text.reader.side.because}</summary>
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
