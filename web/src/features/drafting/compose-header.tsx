import { useState } from 'react'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { SaveStatus } from '../../api/save-status.tsx'
import { dateTimeOf } from '../../i18n/format.ts'
import { type Resubmission, ResubmitFields } from '../../editing/resubmit-fields.tsx'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, Button, Notice } from '../../ui/index.ts'
import type { DraftSnapshot } from './draft-saver.ts'
import type { Submit } from './use-submit.ts'

type Props = {
  readonly draft: DraftSnapshot
  readonly proposal: ProposalView | undefined
  readonly submit: Submit
}

/** The head of the page, always in sight: what this is, whether it is saved, and 提出. At phone width it lies at the foot. */
export function ComposeHeader({ draft, proposal, submit }: Props) {
  const { common, drafting: text } = useText()
  const { language } = useLanguage()
  const returned = proposal?.status === 'returned'
  const because = proposal?.returned
  const [resubmission, setResubmission] = useState<Resubmission>({ mode: 'resume', effect: undefined })
  const title = returned ? text.returnedTitle : draft.id === undefined ? text.title : text.editTitle
  const button = (
    <Button
      variant="primary"
      onPress={() => submit.run(returned ? resubmission : undefined)}
      isPending={submit.working}
      className="min-w-32"
    >
      {submit.working ? text.submitting : returned ? text.resubmit : text.submit}
    </Button>
  )
  return (
    <>
      <header className="sticky top-0 z-20 -mx-3 mb-4 flex min-h-16 items-center gap-4 bg-desk px-3 sm:-mx-6 sm:px-6">
        {proposal?.application?.trial === true && <Badge tone="solid-shu">{common.trial}</Badge>}
        <h1 className="text-xl font-bold">{title}</h1>
        {proposal?.number !== undefined && <span className="text-ink-2 tabular">{proposal.number}</span>}
        <span className="flex-1" />
        <span className="max-lg:text-right">
          <SaveStatus save={draft.save} words={text.save} />
        </span>
        <span className="hidden lg:block">{button}</span>
      </header>
      {returned && (
        <div className="mb-5 grid gap-4">
          {because !== undefined && (
            <Notice
              tone="warning"
              title={text.returnedBy(because.title, because.by, dateTimeOf(because.at, language))}
            >
              <p className="whitespace-pre-wrap">{because.reason}</p>
            </Notice>
          )}
          {proposal !== undefined && (
            <div className="paper grid gap-4 px-4 py-4 sm:px-6" data-resubmit>
              <ResubmitFields
                proposal={proposal}
                value={resubmission}
                onChange={setResubmission}
                tried={submit.effectMissing}
              />
            </div>
          )}
        </div>
      )}
      <div className="fixed inset-x-0 bottom-[calc(3.5rem+env(safe-area-inset-bottom)+1px)] z-20 grid border-t border-line bg-paper px-4 py-2.5 md:bottom-0 md:left-20 lg:hidden">
        {button}
      </div>
    </>
  )
}
