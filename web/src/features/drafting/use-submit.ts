import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useLocation } from 'wouter'
import type { ActBody } from '../../../../server/contract/acts.ts'
import type { ProposalContent, ProposalView } from '../../../../server/contract/proposals.ts'
import { isProblem, request } from '../../api/client.ts'
import { problemText } from '../../api/problem-text.tsx'
import { keys } from '../../api/queries.ts'
import { type Resubmission, sentResubmission } from '../../editing/resubmit-fields.tsx'
import { useText } from '../../i18n/index.tsx'
import { toast } from '../../ui/index.ts'
import type { Field } from './content.ts'
import type { DraftSaver } from './draft-saver.ts'
import { missingOf, type Missing } from './missing.ts'
import type { Uploads } from './use-uploads.ts'

export type Submit = {
  /** With a choice: 再提出 of a returned one. */
  readonly run: (again: Resubmission | undefined) => void
  readonly working: boolean
  /** What the last refusal found missing and nobody has touched since. */
  readonly missing: readonly Missing[]
  /** Why it was refused, when nothing is missing. */
  readonly refusal: ReactNode
  /** 再提出 was tried without saying whether the change is 軽微 or 重要. */
  readonly effectMissing: boolean
  /** Counts refusals, so that the notice can be brought into sight again each time. */
  readonly refusals: number
}

type Said = {
  readonly missing: readonly Missing[]
  readonly refusal: ReactNode
  /** What was written when it was said. */
  readonly content?: ProposalContent
}

const nothingSaid: Said = { missing: [], refusal: undefined }

/** Whether both have the same files with the same content; their order may be on its way. */
function hasSameFiles(a: ProposalView, b: ProposalView): boolean {
  const revisions = (it: ProposalView) => it.attachments.map(({ revisionId }) => revisionId).toSorted()
  return revisions(a).join() === revisions(b).join()
}

/** 提出 (and 再提出 with a mode): saves first, then asks with what was really shown. */
export function useSubmit(saver: DraftSaver, uploads: Uploads, isAmountUnreadable: boolean): Submit {
  const text = useText()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [working, setWorking] = useState(false)
  const [said, setSaid] = useState<Said>(nothingSaid)
  const [refusals, setRefusals] = useState(0)
  const [effectMissing, setEffectMissing] = useState(false)
  const refuse = (missing: readonly Missing[], refusal: ReactNode) => {
    setSaid({ missing, refusal, content: saver.snapshot().content })
    setRefusals((count) => count + 1)
  }

  const submit = async (again: Resubmission | undefined) => {
    if (uploads.busy) return refuse([], text.drafting.waitUploads)
    if (uploads.queue.some((it) => it.state === 'failed')) return refuse([], text.drafting.failedUploads)
    if (isAmountUnreadable)
      return refuse([{ field: 'amountYen', text: text.drafting.amountUnreadable }], undefined)
    const id = await saver.ensureId()
    if (!(await saver.flush())) {
      const { save } = saver.snapshot()
      return refuse([], save.kind === 'conflict' ? text.drafting.save.conflict : text.drafting.notSaved)
    }
    const seen = client.getQueryData<ProposalView>(keys.proposal(id))
    const shown = await request<ProposalView>('GET', `/v1/proposals/${id}`)
    if (!saver.agreesWith(shown) || (seen !== undefined && !hasSameFiles(seen, shown))) {
      await client.invalidateQueries({ queryKey: keys.proposal(id) })
      return refuse([], text.drafting.changedMeanwhile)
    }
    const basis = { version: shown.version, manifestSha256: shown.manifestSha256 }
    const sent = again && sentResubmission(shown, again)
    if (again !== undefined && sent === undefined) {
      setEffectMissing(true)
      return refuse([], text.editing.weight.missing)
    }
    const body: ActBody =
      sent === undefined ? { type: 'submit', ...basis } : { type: 'resubmit', ...basis, ...sent }
    await request('POST', `/v1/proposals/${id}/acts`, { body })
    await client.invalidateQueries({ queryKey: keys.proposal(id) })
    void client.invalidateQueries({ queryKey: keys.lists })
    void client.invalidateQueries({ queryKey: keys.inboxes })
    toast(text.drafting.submitted)
    navigate(`/proposals/${id}`)
  }

  const run = (again: Resubmission | undefined) => {
    if (working) return
    setWorking(true)
    setSaid(nothingSaid)
    submit(again)
      .catch((error: unknown) => {
        const missing = missingOf(error)
        const changed = isProblem(error, 'version_changed') || isProblem(error, 'manifest_changed')
        refuse(
          missing,
          missing.length > 0
            ? undefined
            : changed
              ? text.drafting.changedMeanwhile
              : problemText(error, text),
        )
      })
      .finally(() => setWorking(false))
  }
  const { content } = saver.snapshot()
  const missing = said.missing.filter((it) => {
    const [field] = it.field.split('.') as [Field]
    return JSON.stringify(content[field]) === JSON.stringify(said.content?.[field])
  })
  return { run, working, missing, refusal: said.refusal, refusals, effectMissing }
}
