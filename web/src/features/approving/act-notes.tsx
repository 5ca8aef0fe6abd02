import type { ProposalView } from '../../../../server/contract/proposals.ts'
import type { StepView } from '../../../../server/contract/route.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Checkbox, TogglePill } from '../../ui/index.ts'
import { stepsOf } from './main-acts.ts'

type Props = {
  readonly proposal: ProposalView
  /** Steps that wait for the reader. */
  readonly own: readonly StepView[]
  /** A seal is among the buttons. */
  readonly seals: boolean
  readonly wordsKept: boolean
  readonly as: string | undefined
  readonly onAs: (post: string) => void
  readonly paperChecked: boolean
  readonly onPaperChecked: (checked: boolean) => void
}

/** What to know or say right before the seal: 紙の確認, 併合, 代決, 軽微な変更, and in which post. */
export function ActNotes({ proposal, own, seals, wordsKept, as, onAs, paperChecked, onPaperChecked }: Props) {
  const { acts, editing } = useText()
  const edit = proposal.edits.findLast((it) => it.toJudge)
  const { acting, paperToCheck, alongWith } = proposal
  const { language } = useLanguage()
  // Its holder is told what the seal means; whoever comes after sees that it was given.
  const provisional = stepsOf(proposal).find(
    (it) => it.provisional === true && (it.mark !== undefined || own.some((one) => one.id === it.id)),
  )
  return (
    <div className="grid gap-1.5 pb-2 text-sm empty:hidden sm:justify-items-end" data-act-notes>
      {wordsKept && (
        <p role="status" className="text-ink-2">
          {acts.keptWords}
        </p>
      )}
      {seals && edit !== undefined && (
        <p data-minor-edit>
          {editing.judge.title(edit.name)}。{editing.judge.accept}
        </p>
      )}
      {seals && alongWith.length > 0 && <p data-along-with>{acts.alongWith(alongWith.join('、'))}</p>}
      {provisional !== undefined && seals && (
        <p data-provisional>
          {provisional.mark === undefined
            ? acts.provisional.own
            : acts.provisional.given(
                `${provisional.mark.capacity.title} ${provisional.mark.name}`,
                dateTimeOf(provisional.mark.at, language),
              )}
        </p>
      )}
      {acting !== undefined && (
        <p data-acting-for>
          <b>{acts.acting.title(acting.postName, acting.holder)}</b>
          {acting.absence !== undefined && `　${acts.acting.registered(acting.absence)}`}
        </p>
      )}
      {own.length > 1 && (
        <div role="group" aria-label={acts.capacity} className="flex flex-wrap items-center gap-2">
          <span>{acts.capacity}</span>
          {own.map((it) => (
            <TogglePill
              key={it.id}
              isSelected={(as ?? own[0]?.post) === it.post}
              onChange={() => onAs(it.post)}
            >
              {it.postName}
            </TogglePill>
          ))}
        </div>
      )}
      {paperToCheck !== undefined && (
        <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-1" data-paper-tick>
          <span className="text-ink-2">{acts.paper.what(paperToCheck)}</span>
          <Checkbox isSelected={paperChecked} onChange={onPaperChecked}>
            <b>{acts.paper.tick}</b>
          </Checkbox>
        </div>
      )}
    </div>
  )
}
