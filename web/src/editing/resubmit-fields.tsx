import type { ProposalView } from '../../../server/contract/proposals.ts'
import { useText } from '../i18n/index.tsx'
import { Notice, RadioGroup } from '../ui/index.ts'
import { DeciderChange } from './decider-change.tsx'
import { OutcomeLists } from './outcome-lists.tsx'
import { type Weight, WeightChoice } from './weight-choice.tsx'

/** How a returned proposal goes out again. `effect` counts only when something changed and the route is resumed. */
export type Resubmission = { readonly mode: 'resume' | 'restart'; readonly effect: Weight }

/** What of the choice is sent for a proposal as it is saved; undefined while it is not said how weighty the change is. */
export function sentResubmission(
  proposal: ProposalView,
  { mode, effect }: Resubmission,
): { readonly mode: 'resume' | 'restart'; readonly effect?: 'minor' | 'major' } | undefined {
  if (mode === 'restart' || proposal.resubmission?.mayResume === false) return { mode: 'restart' }
  if (proposal.changedWhileReturned === undefined) return { mode }
  return effect === undefined ? undefined : { mode, effect }
}

type Props = {
  readonly proposal: ProposalView
  readonly value: Resubmission
  readonly onChange: (value: Resubmission) => void
  /** It was tried with something missing. */
  readonly tried: boolean
}

/** 再提出: from where, how weighty the change is, who decides then, and by name whose acts stand and whose fall. */
export function ResubmitFields({ proposal, value, onChange, tried }: Props) {
  const { resubmit: words } = useText().editing
  const { resubmission } = proposal
  const changed = proposal.changedWhileReturned !== undefined
  const mayResume = resubmission?.mayResume !== false
  const resumes = mayResume && value.mode === 'resume'
  const { problems = [], decider, outcomes } = resubmission ?? {}
  return (
    <>
      {problems.length > 0 && (
        <Notice tone="warning" title={words.noRoute}>
          <ul className="list-disc pl-5">
            {problems.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
        </Notice>
      )}
      {decider !== undefined && <DeciderChange change={decider} />}
      {mayResume ? (
        <RadioGroup
          label={words.mode}
          value={value.mode}
          onChange={(it) => onChange({ ...value, mode: it === 'restart' ? 'restart' : 'resume' })}
          options={[
            { value: 'resume', label: words.resume },
            { value: 'restart', label: words.restart },
          ]}
        />
      ) : (
        <p className="text-sm" data-must-restart>
          {words.mustRestart}
        </p>
      )}
      {changed && resumes ? (
        <WeightChoice
          value={value.effect}
          onChange={(effect) => onChange({ ...value, effect })}
          outcomes={outcomes}
          missing={tried}
        />
      ) : (
        outcomes !== undefined && (
          <OutcomeLists outcome={resumes ? outcomes.resume : outcomes.restart} changed={changed} />
        )
      )}
    </>
  )
}
