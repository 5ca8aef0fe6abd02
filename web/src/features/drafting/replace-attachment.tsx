import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { AttachmentsChanged } from '../../../../server/contract/attachments.ts'
import type { AttachmentView } from '../../../../server/contract/proposals.ts'
import { isStopped } from '../../api/client.ts'
import { problemText } from '../../api/problem-text.tsx'
import { keys } from '../../api/queries.ts'
import { keptName } from '../../editing/kept-name.ts'
import { ReplacementBox } from '../../editing/replacement-box.tsx'
import { useFileSending } from '../../editing/use-file-sending.ts'
import { useText } from '../../i18n/index.tsx'
import { Button, Notice } from '../../ui/index.ts'

type Props = {
  readonly proposalId: string
  readonly attachment: AttachmentView
  /** Done with, replaced or not. */
  readonly onClose: () => void
}

/** 差替え of an attached file by its drafter: another content under its name, at its place. */
export function ReplaceAttachment({ proposalId, attachment, onClose }: Props) {
  const text = useText()
  const { replace: words } = text.editing
  const client = useQueryClient()
  const sending = useFileSending()
  const [file, setFile] = useState<File>()
  const [missing, setMissing] = useState(false)
  const [refusal, setRefusal] = useState<ReactNode>()
  const send = async () => {
    if (file === undefined) return setMissing(true)
    setRefusal(undefined)
    try {
      const address = `/v1/attachments/${attachment.id}/revisions`
      await sending.send<AttachmentsChanged>(address, file, keptName(attachment.name, file.name))
      onClose()
    } catch (error) {
      if (!isStopped(error)) setRefusal(problemText(error, text))
    }
    await client.invalidateQueries({ queryKey: keys.proposal(proposalId) })
  }
  return (
    <section
      aria-label={words.title(attachment.name)}
      className="grid gap-2.5 px-3 pb-2"
      data-replacing={attachment.id}
    >
      <ReplacementBox
        hint={words.drafterHint}
        file={file}
        onChange={setFile}
        sending={sending}
        missing={missing}
      />
      {refusal !== undefined && (
        <Notice tone="warning" live>
          {refusal}
        </Notice>
      )}
      <div className="flex justify-end gap-2">
        <Button variant="quiet" onPress={onClose}>
          {text.common.cancel}
        </Button>
        <Button
          variant="primary"
          isDisabled={sending.percent !== undefined}
          onPress={() => void send()}
          data-confirm-replace
        >
          {words.confirm}
        </Button>
      </div>
    </section>
  )
}
