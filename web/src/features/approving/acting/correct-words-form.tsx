import { useState } from 'react'
import { type Weight, WeightChoice } from '../../../editing/weight-choice.tsx'
import { useText } from '../../../i18n/index.tsx'
import { TextArea, TextField } from '../../../ui/index.ts'
import { CorrectedField } from './corrected-field.tsx'
import { type FormProps, FormFrame } from './form-frame.tsx'
import { slotsOf, useCorrectedText } from './use-corrected-text.ts'
import { WordsField } from './words-field.tsx'

const slots = { title: 'revise title', body: 'revise body', reason: 'revise reason' } as const
const allSlots = [...slotsOf(slots.title), ...slotsOf(slots.body), slots.reason]

/** 件名 and 伺い文 corrected on the way: how weighty the change is, why, and who would have to act again. */
export function CorrectWordsForm(form: FormProps) {
  const { acts, common, editing, reader } = useText()
  const { proposal, words } = form
  const { content } = proposal
  const title = useCorrectedText(words, slots.title, content.title)
  const body = useCorrectedText(words, slots.body, content.body)
  const [weight, setWeight] = useState<Weight>()
  const [tried, setTried] = useState(false)
  const reason = words.get(slots.reason).trim()
  const changed = {
    ...(title.changed === undefined ? {} : { title: title.changed }),
    ...(body.changed === undefined ? {} : { body: body.changed }),
  }
  const nothing = Object.keys(changed).length === 0
  const empty = (text: string) => (tried && text.trim() === '' ? editing.words.empty : undefined)
  const confirm = () => {
    const isOpen = [title, body].some((it) => it.text.trim() === '' || it.isOvertaken)
    if (nothing || isOpen || weight === undefined || reason === '') return setTried(true)
    form.onSend({ type: 'revise', effect: weight, reason, ...changed }, allSlots)
  }
  return (
    <FormFrame {...form} act="revise" confirm={editing.words.confirm} onConfirm={confirm}>
      <div className="grid gap-0.5">
        <h2 className="font-bold">{editing.words.title}</h2>
        <p className="text-sm text-ink-3">{editing.words.other}</p>
      </div>
      <div className="grid content-start gap-x-6 gap-y-3 lg:grid-cols-2">
        <div className="grid content-start gap-3">
          <CorrectedField text={title} current={content.title} isMissing={tried}>
            <TextField
              label={reader.form.subject}
              requiredMark={common.required}
              value={title.text}
              onChange={title.write}
              maxLength={400}
              name="title"
              error={empty(title.text)}
            />
          </CorrectedField>
          <CorrectedField text={body} current={content.body} isMissing={tried}>
            <TextArea
              label={reader.form.body}
              requiredMark={common.required}
              value={body.text}
              onChange={body.write}
              maxLength={100_000}
              rows={6}
              name="body"
              error={empty(body.text) ?? (tried && nothing ? editing.words.unchanged : undefined)}
            />
          </CorrectedField>
        </div>
        <div className="grid content-start gap-3">
          <WeightChoice
            value={weight}
            onChange={setWeight}
            outcomes={proposal.editOutcomes}
            missing={tried}
          />
          <WordsField
            words={words}
            slot={slots.reason}
            name="reason"
            label={acts.reason}
            hint={editing.replace.reasonHint}
            required
            error={tried && reason === '' ? acts.reasonMissing : undefined}
          />
        </div>
      </div>
    </FormFrame>
  )
}
