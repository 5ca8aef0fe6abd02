import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { dateTimeOf, dayOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { cx } from '../../ui/index.ts'
import { DateStamp } from '../../stamps/date-stamp.tsx'
import { japaneseDay, longWareki, shortWareki } from '../../stamps/wareki.ts'
import { arrivedAt } from './arrived-at.ts'
import { StepHead, StepPlace, RouteStep } from './route-step.tsx'
import { SeenShared } from './seen-trail.tsx'
import type { SeenMarks } from './seal-box.tsx'
import type { Acting } from './use-acting.ts'

type Props = {
  readonly proposal: ProposalView
  readonly acting: Acting
  readonly seen: SeenMarks
  readonly me: string | undefined
}

/** The route from the drafter down to the decider, each step with its seal, who holds it, and why it is there. */
export function RoutePanel({ proposal, acting, seen, me }: Props) {
  const text = useText()
  const { language } = useLanguage()
  const route = proposal.route
  const drafted = japaneseDay(proposal.submittedAt ?? proposal.createdAt)
  return (
    <ol className="relative grid">
      <li className="relative flex gap-3 pb-5">
        <Thread last={route === undefined} />
        <StepPlace>
          {proposal.submittedAt !== undefined && (
            <DateStamp
              unitName={proposal.drafterCapacity.unitName}
              date={shortWareki(drafted)}
              familyName={proposal.drafterFamilyName}
              label={text.reader.sealOf(text.reader.side.drafted, proposal.drafter.name, longWareki(drafted))}
              seed={proposal.history[0]?.hash ?? proposal.manifestSha256}
            />
          )}
        </StepPlace>
        <div className="min-w-0 flex-1 leading-snug">
          <StepHead role={text.reader.side.drafted} post={proposal.drafterCapacity.title} />
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
          {stage.needs !== undefined && stage.needs < stage.steps.length && (
            <p className="text-xs text-ink-2" data-quorum={stage.needs}>
              {text.reader.side.quorum(stage.steps.length, stage.needs)}
            </p>
          )}
          {stage.steps.map((step) => (
            <RouteStep
              key={step.id}
              step={step}
              proposal={proposal}
              acting={acting}
              seen={seen}
              me={me}
              since={arrivedAt(proposal, index)}
            />
          ))}
        </li>
      ))}
      <SeenShared proposalId={proposal.id} />
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
