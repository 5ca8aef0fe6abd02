import type { ProposalView } from '../../../server/contract/proposals.ts'
import { useText } from '../i18n/index.tsx'
import { NameLists } from '../ui/index.ts'

export type Outcome = NonNullable<ProposalView['editOutcomes']>['minor']

type Props = {
  readonly outcome: Outcome
  /** Something changed, of which those whose acts stand are told. */
  readonly changed: boolean
}

/** Whose acts stand and whose fall, by name. */
export function OutcomeLists({ outcome, changed }: Props) {
  const { outcome: words } = useText().editing
  if (outcome.stands.length === 0 && outcome.falls.length === 0) {
    return (
      <p className="rounded-8 border border-line bg-paper p-3 text-sm" data-name-lists>
        {words.nobodyYet}
      </p>
    )
  }
  const named = (people: Outcome['stands']) => people.map((it) => `${it.title} ${it.name}`)
  return (
    <NameLists
      rows={[
        { title: changed ? words.stands : words.standsAsIs, names: named(outcome.stands) },
        { title: words.falls, names: named(outcome.falls), warns: true },
      ]}
      nobody={words.nobody}
    />
  )
}
