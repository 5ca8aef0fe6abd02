import type { ReactNode } from 'react'
import type { ActType } from '../../../../server/contract/acts.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { useText } from '../../i18n/index.tsx'
import { LinkButton } from '../../ui/index.ts'
import { stepsOf } from './main-acts.ts'
import { NextMatter } from './next-matter.tsx'
import { RedraftButtons } from './redraft-buttons.tsx'
import type { Acting, Ask } from './use-acting.ts'

type Props = {
  readonly proposal: ProposalView
  readonly acting: Acting
  /** What is left to be seen before the seal. */
  readonly children: ReactNode
}

/** The left of the bar: what became of it, whom it waits for, or what is not yet seen. */
export function Standing({ proposal, acting, children }: Props): ReactNode {
  const { acts } = useText()
  return (
    <div
      className="mr-auto flex min-w-0 flex-1 basis-64 flex-wrap items-center gap-x-4 gap-y-2 text-sm empty:hidden sm:empty:flex"
      data-standing
    >
      {acting.done !== undefined ? (
        <>
          <p role="status" className="text-base font-bold">
            {acts.done[doneKey(acting.done)]}
          </p>
          {ending.includes(acting.done.type) && <NextMatter after={proposal.id} />}
          {children}
        </>
      ) : proposal.editable ? (
        <>
          {proposal.status === 'draft' && <p className="text-ink-2">{acts.draftText}</p>}
          <LinkButton href={`/compose/${proposal.id}`} data-edit>
            {proposal.status === 'draft' ? acts.openDraft : acts.editDraft}
          </LinkButton>
        </>
      ) : (
        <>
          <Waiting proposal={proposal} />
          {children}
        </>
      )}
      <StampedPdf proposal={proposal} />
      {proposal.redraftable && (
        <span className="hidden sm:contents">
          <RedraftButtons proposal={proposal} />
        </span>
      )}
    </div>
  )
}

/** After these the case is out of one's hands. */
const ending: readonly ActType[] = ['approve', 'provisionally_decide', 'examine', 'concur', 'decide', 'reject', 'return', 'withdraw', 'abandon', 'resubmit', 'post_review', 'acknowledge', 'answer'] // prettier-ignore
const moving: readonly ActType[] = ['approve', 'provisionally_decide', 'examine', 'concur', 'decide']

/** Whom it waits for, for somebody whose turn it is not. */
function Waiting({ proposal }: Pick<Props, 'proposal'>) {
  const { acts } = useText()
  if (proposal.status !== 'in_approval' || proposal.allowed.some((it) => moving.includes(it))) return null
  const waiting = stepsOf(proposal).filter((it) => it.state === 'waiting')
  const blocked =
    waiting.every((it) => it.role === 'decide') &&
    proposal.opinions.some((it) => it.opinion === 'object' && it.response === undefined)
  return (
    <p className="text-ink-2">
      {blocked ? acts.objectionWaits : acts.waitingFor(waiting.map((it) => it.postName).join('、'))}
    </p>
  )
}

function doneKey(ask: Ask) {
  if (ask.type === 'concur' && ask.opinion !== 'agree') return ask.opinion
  if (ask.type === 'concur' && ask.acting !== undefined) return 'actConcur'
  if (ask.type !== 'decide' || ask.acting === undefined) return ask.type
  return ask.acting.postReview === false ? 'actDecideAlone' : 'actDecide'
}

function StampedPdf({ proposal }: Pick<Props, 'proposal'>) {
  const text = useText()
  switch (proposal.stampedPdf) {
    case 'none':
      return null
    case 'preparing':
      return (
        <p role="status" className="text-ink-2">
          {text.reader.stamped.preparing}
        </p>
      )
    case 'failed':
      return <p className="text-shu">{text.reader.stamped.failed}</p>
    case 'ready':
      return (
        <LinkButton href={`/v1/proposals/${proposal.id}/stamped.pdf`} download data-stamped-pdf>
          {text.reader.stamped.ready}
        </LinkButton>
      )
  }
}
