import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { useText } from '../../i18n/index.tsx'
import { NameLists, RadioGroup } from '../../ui/index.ts'

/** How a returned draft goes out again. `effect` counts only when something changed and the route is resumed. */
export type Resubmission = {
  readonly mode: 'resume' | 'restart'
  readonly effect: 'minor' | 'major' | undefined
}

type Props = {
  readonly proposal: ProposalView
  readonly value: Resubmission
  readonly onChange: (value: Resubmission) => void
}

/** 再提出: from where, how weighty the change is, and by name whose acts stand and whose fall. */
export function ResubmitChoice({ proposal, value, onChange }: Props) {
  const { resubmit: words } = useText().acts
  const outcome =
    value.mode === 'resume' && value.effect !== undefined ? proposal.editOutcomes?.[value.effect] : undefined
  const named = (people: readonly { readonly name: string; readonly title: string }[]) =>
    people.map((it) => `${it.title} ${it.name}`)
  return (
    <div className="paper grid gap-4 px-4 py-4 sm:px-6" data-resubmit>
      <RadioGroup
        label={words.mode}
        value={value.mode}
        onChange={(it) => onChange({ ...value, mode: it === 'restart' ? 'restart' : 'resume' })}
        options={[
          { value: 'resume', label: words.resume },
          { value: 'restart', label: words.restart },
        ]}
      />
      {value.mode === 'resume' && (
        <RadioGroup
          label={words.effect}
          hint={words.effectHint}
          value={value.effect ?? ''}
          onChange={(it) => onChange({ ...value, effect: it === 'major' ? 'major' : 'minor' })}
          options={[
            { value: 'minor', label: words.minor },
            { value: 'major', label: words.major },
          ]}
        />
      )}
      {outcome !== undefined && (
        <NameLists
          rows={[
            { title: words.stands, names: named(outcome.stands) },
            { title: words.falls, names: named(outcome.falls), warns: true },
          ]}
          nobody={words.nobody}
        />
      )}
    </div>
  )
}
