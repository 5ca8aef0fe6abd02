import { type ReactNode, type RefObject, useState } from 'react'
import type { AttachmentsChanged } from '../../../../server/contract/attachments.ts'
import type { AttachmentView } from '../../../../server/contract/proposals.ts'
import { type ProblemError, isProblem, request } from '../../api/client.ts'
import { useRevised } from '../../api/editing.ts'
import { problemText } from '../../api/problem-text.tsx'
import { sendFile } from '../../api/send-file.ts'
import { useText } from '../../i18n/editing/index.ts'
import { toast } from '../../ui/index.ts'
import type { EditorHandle } from './editor-props.ts'
import type { Merged } from './merge-panel.tsx'
import type { Basis, Weighed } from './on-the-way.ts'
import type { Keeping } from './use-keeping.ts'

export type Conflict = { readonly copyId: string; readonly problem: ProblemError }

/** What a correction on the way says besides its content. */
type Said = Basis & Weighed

type Place = {
  readonly proposalId: string
  readonly attachment: Pick<AttachmentView, 'id' | 'name'>
  readonly from: string
  readonly lease: string | undefined
  /** The 控え that is being merged into it. */
  readonly settles: string | undefined
  /** Somebody was faster. */
  readonly onConflict: () => void
  readonly handle: RefObject<EditorHandle | null>
  readonly keeping: Keeping
  /** A save is on its way, or it is known that it came to nothing. */
  readonly onWay: (isOn: boolean) => void
  readonly onOwnSave: () => void
  readonly onSaved: () => void
}

export type SavingEdit = {
  readonly isSaving: boolean
  /** Why it was not saved; undefined when nothing went wrong, or it is a conflict. */
  readonly problem: ReactNode
  readonly conflict: Conflict | undefined
  /** Saves what is in the editor. `throws`: for an act, which has to know that it failed. */
  readonly save: (said?: Said, how?: 'throws') => Promise<void>
  /** Saves the 控え as the newest revision. */
  readonly keepMine: (said?: Said, how?: 'throws') => Promise<void>
  /** Saves the 控え and the newest revision as one. */
  readonly saveMerged: (merged: Merged, said?: Said, how?: 'throws') => Promise<void>
  /** Drops the 控え and leaves the edit. */
  readonly dropCopy: () => Promise<void>
  readonly forgetConflict: () => void
}

/** Sends an edit, and tells what came of it. */
export function useSavingEdit(place: Place): SavingEdit {
  const {
    proposalId,
    attachment,
    from,
    lease,
    settles,
    onConflict,
    handle,
    keeping,
    onWay,
    onOwnSave,
    onSaved,
  } = place
  const text = useText()
  const revised = useRevised(proposalId)
  const [isSaving, setSaving] = useState(false)
  const [problem, setProblem] = useState<ReactNode>()
  const [conflict, setConflict] = useState<Conflict>()
  const run = async (send: () => Promise<unknown>, how: 'throws' | undefined, isAct: boolean) => {
    setSaving(true)
    setProblem(undefined)
    onWay(true)
    if (!isAct) onOwnSave()
    try {
      await send()
      await keeping.drop()
      toast(text.inPlace.saved(attachment.name))
      if (!isAct) await revised()
      onSaved()
    } catch (error) {
      onWay(false)
      const copyId = isProblem(error, 'edit_conflict') ? error.problem.facts?.['copyId'] : undefined
      if (isProblem(error, 'edit_conflict') && typeof copyId === 'string') {
        setConflict({ copyId, problem: error })
        onConflict()
        await revised()
      } else setProblem(problemText(error, text))
      if (how === 'throws') throw error
    } finally {
      setSaving(false)
    }
  }
  return {
    isSaving,
    problem,
    conflict,
    async save(said, how) {
      await run(
        async () => {
          const given = await handle.current?.given()
          if (given === undefined) throw new Error('there is no editor')
          const query = new URLSearchParams({
            from,
            ...(lease === undefined ? {} : { lease }),
            ...(settles === undefined ? {} : { settles }),
            ...written(said),
          })
          const address = `/v1/attachments/${attachment.id}/edits?${query.toString()}`
          await sendFile<AttachmentsChanged>(address, { blob: given, name: 'edit' }, () => {}).done
        },
        how,
        said !== undefined,
      )
    },
    async keepMine(said, how) {
      const copyId = conflict?.copyId
      await run(
        () => request('POST', `/v1/attachments/${attachment.id}/restored`, { body: { copyId, ...said } }),
        how,
        said !== undefined,
      )
    },
    async saveMerged(merged, said, how) {
      const copyId = conflict?.copyId
      await run(
        () => request('POST', `/v1/copies/${copyId}/merged`, { body: { ...merged, ...said } }),
        how,
        said !== undefined,
      )
    },
    async dropCopy() {
      if (conflict !== undefined) await request('DELETE', `/v1/copies/${conflict.copyId}`).catch(() => {})
      await keeping.drop()
      await revised()
      onSaved()
    },
    forgetConflict: () => setConflict(undefined),
  }
}

function written(said: Said | undefined): Readonly<Record<string, string>> {
  if (said === undefined) return {}
  const { version, ...rest } = said
  return { version: String(version), ...rest }
}
