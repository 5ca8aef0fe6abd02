import { useState } from 'react'
import type { AttachmentsChanged } from '../../../../../server/contract/attachments.ts'
import { keptName } from '../../../editing/kept-name.ts'
import { ReplacementBox } from '../../../editing/replacement-box.tsx'
import { useFileSending } from '../../../editing/use-file-sending.ts'
import { type Weight, WeightChoice } from '../../../editing/weight-choice.tsx'
import { useText } from '../../../i18n/index.tsx'
import { type FormProps, FormFrame } from './form-frame.tsx'
import { WordsField } from './words-field.tsx'

/** 差替え of one file on the way: the corrected file, how weighty the change is, why, and who would have to act again. */
export function ReplaceForm({ attachmentId, ...form }: FormProps & { readonly attachmentId: string }) {
  const { acts, editing } = useText()
  const { proposal, words } = form
  const attachment = proposal.attachments.find((it) => it.id === attachmentId)
  const sending = useFileSending()
  const [file, setFile] = useState<File>()
  const [weight, setWeight] = useState<Weight>()
  const [tried, setTried] = useState(false)
  const slot = `replace ${attachmentId}`
  const reason = words.get(slot).trim()
  if (attachment === undefined) return null
  const confirm = () => {
    if (file === undefined || weight === undefined || reason === '') return setTried(true)
    form.onSend({ type: 'revise', effect: weight, reason }, [slot], ({ version, manifestSha256 }) => {
      const { as } = form.seal
      const correction = {
        ...{ version: String(version), manifestSha256, effect: weight, reason },
        ...(as === undefined ? {} : { as }),
      }
      const address = `/v1/attachments/${attachmentId}/revisions?${new URLSearchParams(correction).toString()}`
      return sending.send<AttachmentsChanged>(address, file, keptName(attachment.name, file.name))
    })
  }
  return (
    <FormFrame
      {...form}
      act="revise"
      confirm={editing.replace.confirm}
      isDisabled={sending.percent !== undefined}
      onConfirm={confirm}
    >
      <h2 className="font-bold break-words">{editing.replace.title(attachment.name)}</h2>
      <div className="grid content-start gap-x-6 gap-y-3 lg:grid-cols-2">
        <ReplacementBox
          hint={editing.replace.drop}
          file={file}
          onChange={setFile}
          sending={sending}
          missing={tried}
        />
        <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <WeightChoice
            value={weight}
            onChange={setWeight}
            outcomes={proposal.editOutcomes}
            missing={tried}
          />
        </div>
        <WordsField
          words={words}
          slot={slot}
          name="reason"
          label={acts.reason}
          hint={editing.replace.reasonHint}
          required
          maxLength={1000}
          error={tried && reason === '' ? acts.reasonMissing : undefined}
        />
      </div>
    </FormFrame>
  )
}
