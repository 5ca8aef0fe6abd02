import type { ExpiringFolder, ExpiryList } from '../../../../server/contract/expiry.ts'
import { DraftDisposal } from './draft-disposal.tsx'
import { ExpiryActForm, draftOf } from './expiry-act-form.tsx'
import { ReceiptForm } from './receipt-form.tsx'
import type { ShownStep } from './shown-step.ts'

type Props = {
  readonly list: ExpiryList
  readonly step: ShownStep
  /** All of that step; nothing is shown for none. */
  readonly folders: readonly ExpiringFolder[]
  readonly onDone: () => void
}

/** What can be done next to some 簿冊 at their end. */
export function NextSteps({ list, step, folders, onDone }: Props) {
  if (folders.length === 0) return null
  if (step === 'packaged') return <ReceiptForm folders={folders} today={list.today} onDone={onDone} />
  return (
    <>
      {step === 'appraised' && <DraftDisposal folders={folders} />}
      <ExpiryActForm key={`${step} ${draftOf(folders)?.id ?? ''}`} {...{ list, step, folders, onDone }} />
    </>
  )
}
