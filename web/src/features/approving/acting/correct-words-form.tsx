import { useState } from 'react'
import { type Weight, WeightChoice } from '../../../editing/weight-choice.tsx'
import { useText } from '../../../i18n/index.tsx'
import { TextArea, TextField } from '../../../ui/index.ts'
import { type FormProps, FormFrame } from './form-frame.tsx'
import { WordsField } from './words-field.tsx'

const slots = { title: 'revise title', body: 'revise body', reason: 'revise reason' } as const

/** 件名 and 伺い文 corrected on the way: how weighty the change is, why, and who would have to act again. */
export function CorrectWordsForm(form: FormProps) {
  const { acts, common, editing, reader } = useText()
  const { proposal, words } = form
  const { content } = proposal
  // What was begun on an earlier visit comes back, and an emptied field stays empty.
  const [title, setTitle] = useState(() => words.get(slots.title) || content.title)
  const [body, setBody] = useState(() => words.get(slots.body) || content.body)
  const [weight, setWeight] = useState<Weight>()
  const [tried, setTried] = useState(false)
  const reason = words.get(slots.reason).trim()
  const changed = {
    ...(title === content.title ? {} : { title }),
    ...(body === content.body ? {} : { body }),
  }
  const nothing = Object.keys(changed).length === 0
  const empty = (text: string) => (tried && text.trim() === '' ? editing.words.empty : undefined)
  const confirm = () => {
    if (nothing || title.trim() === '' || body.trim() === '' || weight === undefined || reason === '')
      return setTried(true)
    form.onSend({ type: 'revise', effect: weight, reason, ...changed }, Object.values(slots))
  }
  return (
    <FormFrame {...form} act="revise" confirm={editing.words.confirm} onConfirm={confirm}>
      <div className="grid gap-0.5">
        <h2 className="font-bold">{editing.words.title}</h2>
        <p className="text-sm text-ink-3">{editing.words.other}</p>
      </div>
      <div className="grid content-start gap-x-6 gap-y-3 lg:grid-cols-2">
        <div className="grid content-start gap-3">
          <TextField
            label={reader.form.subject}
            requiredMark={common.required}
            value={title}
            onChange={(text) => {
              setTitle(text)
              words.set(slots.title, text === content.title ? '' : text)
            }}
            maxLength={400}
            name="title"
            error={empty(title)}
          />
          <TextArea
            label={reader.form.body}
            requiredMark={common.required}
            value={body}
            onChange={(text) => {
              setBody(text)
              words.set(slots.body, text === content.body ? '' : text)
            }}
            maxLength={100_000}
            rows={6}
            name="body"
            error={empty(body) ?? (tried && nothing ? editing.words.unchanged : undefined)}
          />
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
