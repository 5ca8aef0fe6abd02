import type { ProposalView } from '../../../server/contract/proposals.ts'
import { useText } from '../i18n/index.tsx'
import { RadioGroup } from '../ui/index.ts'
import { OutcomeLists } from './outcome-lists.tsx'

/** 軽微 or 重要; undefined until it was said. */
export type Weight = 'minor' | 'major' | undefined

type Props = {
  readonly value: Weight
  readonly onChange: (value: Weight) => void
  /** What each would do to the acts given so far; absent while that is not known. */
  readonly outcomes: ProposalView['editOutcomes']
  /** It was tried without a choice. */
  readonly missing: boolean
}

/** 軽微か重要か, what each means, and by name whose acts stand and whose fall: before anything is saved. */
export function WeightChoice({ value, onChange, outcomes, missing }: Props) {
  const { editing, common } = useText()
  const words = editing.weight
  return (
    <div className="grid gap-2.5" data-weight>
      <RadioGroup
        label={words.label}
        requiredMark={common.required}
        value={value ?? ''}
        onChange={(it) => onChange(it === 'major' ? 'major' : 'minor')}
        options={[
          { value: 'minor', label: words.minor, note: words.minorMeans },
          { value: 'major', label: words.major, note: words.majorMeans },
        ]}
        error={missing && value === undefined ? words.missing : undefined}
      />
      <div aria-live="polite" className="empty:hidden">
        {value !== undefined && outcomes !== undefined && <OutcomeLists outcome={outcomes[value]} changed />}
      </div>
    </div>
  )
}
