import { useEffect, useState, useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import type { Me } from '../../../../server/contract/me.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { useAuthorityItems, useOrganisation, useProposal, useReference } from '../../api/queries.ts'
import { useText } from '../../i18n/index.tsx'
import { Select, DropOverlay } from '../../ui/index.ts'
import { AttachmentsSection } from './attachments-section.tsx'
import { AuthoritySection } from './authority-section.tsx'
import { ComposeHeader } from './compose-header.tsx'
import { ComposeNotices } from './compose-notices.tsx'
import { DeadlineSection } from './deadline-section.tsx'
import type { DraftSaver } from './draft-saver.ts'
import { IssueSection } from './issue-section.tsx'
import { KeepingSection } from './keeping-section.tsx'
import { MatterSection } from './matter-section.tsx'
import type { Missing } from './missing.ts'
import { PaperSection } from './paper-section.tsx'
import { RoutePanel } from './route-panel.tsx'
import { useSubmit } from './use-submit.ts'
import { useUploads } from './use-uploads.ts'

type Props = { readonly me: Me; readonly saver: DraftSaver }

/** The compose page of one draft. */
export function ComposeForm({ me, saver }: Props) {
  const { drafting: text, common } = useText()
  const [, navigate] = useLocation()
  const draft = useSyncExternalStore(saver.subscribe, saver.snapshot)
  const proposal = useProposal(draft.id).data
  const reference = useReference().data
  const table = useAuthorityItems().data
  const organisation = useOrganisation().data
  const [post, setPost] = useState<string | undefined>()
  const uploads = useUploads(saver)
  const { content } = draft
  const [cannotReadAmount, setCannotReadAmount] = useState(false)
  const isAmountUnreadable = cannotReadAmount && content.amountYen === undefined
  const submit = useSubmit(saver, uploads, isAmountUnreadable)

  useEffect(() => {
    if (draft.id !== undefined) navigate(`/compose/${draft.id}`, { replace: true })
  }, [draft.id, navigate])

  const missing = (field: string) => findMissing(submit.missing, field)
  const part = { content, change: (to: Parameters<DraftSaver['change']>[0]) => saver.change(to), missing }
  const capacity =
    proposal?.drafterCapacity ?? me.capacities.find((it) => it.post === post) ?? me.capacities[0]
  return (
    <div className="mx-auto max-w-[84rem] px-3 pb-28 sm:px-6 lg:pb-12">
      <ComposeHeader draft={draft} proposal={proposal} submit={submit} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22.5rem]">
        <div className="grid min-w-0 gap-5">
          <ComposeNotices me={me} saver={saver} draft={draft} proposal={proposal} submit={submit} />
          {draft.id === undefined && me.capacities.length > 1 && (
            <div className="paper px-4 py-5 sm:px-6">
              <Select
                label={text.drafterPost}
                hint={text.drafterPostHint}
                value={capacity?.post ?? ''}
                onChange={(id) => {
                  setPost(id)
                  saver.choosePost(id)
                }}
                options={me.capacities.map((it) => ({ id: it.post, label: it.title }))}
                placeholder={text.drafterPost}
                className="max-w-md"
              />
            </div>
          )}
          <MatterSection {...part} />
          <AttachmentsSection
            proposal={proposal}
            uploads={uploads}
            softLimitMb={reference?.attachmentSoftLimitMb}
            error={missing('attachments')}
          />
          <AuthoritySection
            {...part}
            isAmountUnreadable={isAmountUnreadable}
            onAmountUnreadable={setCannotReadAmount}
            table={table}
            organisation={organisation}
          />
          <IssueSection {...part} reference={reference} />
          <KeepingSection
            {...part}
            filed={filedIn(proposal)}
            reference={reference}
            organisation={organisation}
          />
          <DeadlineSection {...part} />
          <PaperSection {...part} id={draft.id} />
        </div>
        <div className="min-w-0 lg:sticky lg:top-20 lg:max-h-[calc(100dvh-11rem)] lg:overflow-y-auto">
          <RoutePanel
            {...part}
            table={table}
            organisation={organisation}
            drafterPost={capacity?.post}
            drafter={{ name: me.name, title: capacity?.title ?? '' }}
          />
        </div>
      </div>
      <DropOverlay
        title={text.files.drop}
        text={text.files.dropText}
        unreadable={common.unreadable}
        onFiles={uploads.add}
      />
    </div>
  )
}

/** Where a returned case lies, by the 簿冊 its content names. */
function filedIn(
  proposal: ProposalView | undefined,
): { readonly id: string; readonly name: string } | undefined {
  if (proposal?.status !== 'returned' || proposal.content.folderId === '') return undefined
  const { content, names, movedTo } = proposal
  return { id: content.folderId, name: movedTo?.name ?? names.folder }
}

function findMissing(list: readonly Missing[], field: string): string | undefined {
  return list.find((it) => it.field === field)?.text
}
