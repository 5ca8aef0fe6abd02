import { X } from 'lucide-react'
import type { Denied } from '../../../../../server/contract/proceedings.ts'
import type { ProposalView } from '../../../../../server/contract/proposals.ts'
import { useText } from '../../../i18n/index.tsx'
import { Disclosure, IconButton } from '../../../ui/index.ts'
import { stepsOf } from '../main-acts.ts'
import { RedraftButtons } from '../redraft-buttons.tsx'
import type { Ask } from '../use-acting.ts'

type MenuAct = keyof ReturnType<typeof useText>['acts']['about']

const groups = [
  [
    'course',
    ['hold', 'end_hold', 'pull_up', 'revise', 'judge_edit', 'change_route', 'set_urgency', 'explain'],
  ],
  ['words', ['circulate', 'ask', 'answer', 'comment', 'respond']],
  ['record', ['move_paper', 'add_cover_note', 'give_number', 'release_secrecy']],
  [
    'issuing',
    ['make_fair_copy', 'collate', 'seal_document', 'void_document', 'dispatch', 'report_failure', 'complete'],
  ],
  ['end', ['withdraw', 'abandon']],
  ['office', ['confirm_seat', 'reassign', 'hand_over_draft']],
] as const satisfies readonly (readonly [string, readonly MenuAct[]])[]

type Props = {
  readonly proposal: ProposalView
  readonly onChoose: (type: Ask['type']) => void
  readonly onClose: () => void
}

/** Everything else that may be done, in plain words; and what may not, with the sentence of the rule that says no. */
export function ActMenu({ proposal, onChoose, onClose }: Props) {
  const { acts, common } = useText()
  const offered = groups
    .map(([group, types]) => [group, types.filter((it) => isOffered(proposal, it))] as const)
    .filter(([, types]) => types.length > 0)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-3 sm:p-4" data-act-menu>
      <div className="flex items-center justify-between gap-2 pb-2">
        <h2 className="text-sm font-bold">{acts.more}</h2>
        <IconButton label={common.close} icon={<X className="size-5" aria-hidden />} onPress={onClose} />
      </div>
      <div className="grid gap-4">
        {offered.map(([group, types]) => (
          <section key={group} aria-label={acts.groups[group]} className="grid gap-1.5">
            <h3 className="text-xs font-bold text-ink-3">{acts.groups[group]}</h3>
            <ul className="grid gap-1.5 sm:grid-cols-2">
              {types.map((type) => (
                <li key={type} className="grid">
                  <button
                    type="button"
                    data-act={type}
                    onClick={() => onChoose(type)}
                    className="grid cursor-pointer gap-0.5 rounded-8 border border-line bg-paper px-3 py-2 text-left hover:border-lead hover:bg-lead-soft"
                  >
                    <span className="font-bold text-lead">{acts.name[type]}</span>
                    <span className="text-sm leading-snug text-ink-2">{acts.about[type]}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
        {proposal.redraftable && (
          <section aria-label={acts.redraft.heading} className="grid gap-1.5 sm:hidden">
            <h3 className="text-xs font-bold text-ink-3">{acts.redraft.heading}</h3>
            <div className="flex flex-wrap gap-2">
              <RedraftButtons proposal={proposal} />
            </div>
          </section>
        )}
        <NotNow denied={proposal.denied} />
      </div>
    </div>
  )
}

/** A seat is confirmed only where there is a conflict to confirm. */
function isOffered(proposal: ProposalView, type: MenuAct): boolean {
  if (!proposal.allowed.includes(type)) return false
  return type !== 'confirm_seat' || stepsOf(proposal).some((it) => it.conflict !== undefined)
}

/** Acts that the rules refuse now, by their reason. */
function NotNow({ denied }: { readonly denied: readonly Denied[] }) {
  const { acts, common } = useText()
  const byReason = new Map<string, Denied[]>()
  for (const it of denied) {
    byReason.set(it.text, [...(byReason.get(it.text) ?? []), it])
  }
  if (byReason.size === 0) return null
  return (
    <Disclosure title={acts.notNow}>
      <ul className="mt-1 grid gap-2" data-not-now>
        {[...byReason].map(([reason, refused]) => (
          <li key={reason} className="grid gap-0.5 text-sm text-ink-3">
            <span className="font-bold" aria-disabled>
              {refused.map((it) => acts.name[it.type]).join('・')}
            </span>
            <span className="leading-snug">{reason}</span>
            {refused[0]?.rule !== undefined && (
              <span className="text-xs leading-snug">
                {common.rule(refused[0].rule, refused[0].ruleText ?? '')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
