import { useState } from 'react'
import type { ActDone } from '../../../../../server/contract/proposals.ts'
import type { IssuedFile } from '../../../../../server/contract/issuance.ts'
import { useFileSending } from '../../../editing/use-file-sending.ts'
import { request } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.tsx'
import { Checkbox, FileBox, ProgressBar, RadioGroup, TextField } from '../../../ui/index.ts'
import { today } from './today.ts'
import { type FormProps, FormFrame } from './form-frame.tsx'
import { editorOf } from '../../../../../server/contract/editor-of.ts'

const brought = 'brought'

/** 浄書: a decided file once more, or one that was made elsewhere. */
export function FairCopyForm(form: FormProps) {
  const { acts, issuing } = useText()
  const { form: text } = issuing
  const { proposal } = form
  const open = proposal.issuance?.documents.filter(
    (it) => it.voided === undefined && it.sealing === undefined,
  )
  // What was found to differ is made anew; else another document.
  const again = open?.find((it) => it.collation?.matches === false)?.id
  const [from, setFrom] = useState(proposal.attachments[0]?.revisionId ?? brought)
  const [datedOn, setDatedOn] = useState(today())
  const [fill, setFill] = useState(true)
  const [file, setFile] = useState<File>()
  const [missing, setMissing] = useState(false)
  const sending = useFileSending()
  const attachment = proposal.attachments.find((it) => it.revisionId === from)
  const isWord = attachment !== undefined && editorOf(attachment.kind) === 'word'
  const confirm = () => {
    if (from === brought && file === undefined) return setMissing(true)
    const ask = {
      type: 'make_fair_copy' as const,
      from,
      ...(again === undefined ? {} : { document: again }),
      ...(datedOn === '' ? {} : { datedOn }),
      ...(isWord ? { fill } : {}),
    }
    if (file === undefined || from !== brought) return form.onSend(ask)
    form.onSend(ask, [], async (basis) => {
      const kept = await sending.send<IssuedFile>(
        `/v1/proposals/${proposal.id}/issued-files`,
        file,
        file.name,
      )
      return request<ActDone>('POST', `/v1/proposals/${proposal.id}/acts`, {
        body: { ...ask, ...basis, from: kept.revisionId },
      })
    })
  }
  return (
    <FormFrame
      {...form}
      act="make_fair_copy"
      title={acts.name.make_fair_copy}
      confirm={acts.confirm.make_fair_copy}
      isDisabled={sending.percent !== undefined}
      onConfirm={confirm}
    >
      <RadioGroup
        label={text.from}
        hint={text.fromHint}
        value={from}
        onChange={setFrom}
        options={[
          ...proposal.attachments.map((it) => ({ value: it.revisionId, label: it.name })),
          { value: brought, label: text.upload },
        ]}
      />
      {from === brought && (
        <>
          <FileBox
            label={text.file}
            hint={text.fileHint}
            choose={text.choose}
            remove={text.removeFile}
            file={file}
            onChange={(to) => {
              setFile(to)
              setMissing(false)
            }}
          />
          {missing && <p className="text-sm text-shu">{text.fileMissing}</p>}
          {sending.percent !== undefined && <ProgressBar label={text.file} value={sending.percent} />}
        </>
      )}
      <TextField
        label={text.datedOn}
        type="date"
        name="datedOn"
        value={datedOn}
        onChange={setDatedOn}
        className="max-w-56"
      />
      {isWord && (
        <Checkbox isSelected={fill} onChange={setFill}>
          {text.fill}
        </Checkbox>
      )}
    </FormFrame>
  )
}
