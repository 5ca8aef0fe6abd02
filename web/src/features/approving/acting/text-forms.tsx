import { useState } from 'react'
import { useText } from '../../../i18n/index.tsx'
import { RadioGroup, Select } from '../../../ui/index.ts'
import type { Ask } from '../use-acting.ts'
import { type FormProps, FormFrame } from './form-frame.tsx'
import { WordsField } from './words-field.tsx'

/** Acts that are a text. */
export type TextAct = 'comment' | 'explain' | 'move_paper' | 'add_cover_note'

function askOf(type: TextAct, text: string): Ask {
  switch (type) {
    case 'explain':
      return { type, to: text }
    case 'move_paper':
      return { type, place: text }
    default:
      return { type, text }
  }
}

/** An act that is a text. */
export function TextForm({ type, ...form }: FormProps & { readonly type: TextAct }) {
  const { acts } = useText()
  const [missing, setMissing] = useState(false)
  // The words beside a seal have a slot of their own.
  const slot = `text ${type}`
  const confirm = () => {
    const text = form.words.get(slot).trim()
    if (text === '') return setMissing(true)
    form.onSend(askOf(type, text), [slot])
  }
  return (
    <FormFrame {...form} act={type} confirm={acts.confirm[type]} onConfirm={confirm}>
      <WordsField
        words={form.words}
        slot={slot}
        name="text"
        label={acts.name[type]}
        hint={acts.hint[type]}
        required
        error={missing ? acts.wordsMissing : undefined}
        onChange={() => setMissing(false)}
        maxLength={type === 'explain' || type === 'move_paper' ? 400 : 4000}
        autoFocus
      />
    </FormFrame>
  )
}

/** 処理意見 on an objection of the 合議. */
export function RespondForm(form: FormProps) {
  const { acts } = useText()
  const open = form.proposal.opinions.filter((it) => it.opinion === 'object' && it.response === undefined)
  const [chosen, setChosen] = useState(open[0]?.step ?? '')
  const [missing, setMissing] = useState(false)
  const objection = open.find((it) => it.step === chosen) ?? open[0]
  const slot = `respond ${objection?.step ?? ''}`
  const confirm = () => {
    const text = form.words.get(slot).trim()
    if (text === '' || objection === undefined) return setMissing(true)
    form.onSend({ type: 'respond', step: objection.step, text }, [slot])
  }
  return (
    <FormFrame {...form} act="respond" confirm={acts.confirm.respond} onConfirm={confirm}>
      {open.length > 1 && (
        <RadioGroup
          label={acts.objection}
          value={objection?.step ?? ''}
          onChange={setChosen}
          options={open.map((it) => ({ value: it.step, label: `${it.unitName} ${it.name}` }))}
        />
      )}
      {objection !== undefined && (
        <blockquote className="grid gap-1 border-l-2 border-shu-line pl-3 text-sm">
          <b>
            {acts.objection}　{objection.unitName} {objection.name}
          </b>
          <span className="whitespace-pre-wrap">{objection.text}</span>
        </blockquote>
      )}
      <WordsField
        words={form.words}
        slot={slot}
        name="text"
        label={acts.name.respond}
        hint={acts.hint.respond}
        required
        error={missing ? acts.wordsMissing : undefined}
        onChange={() => setMissing(false)}
        autoFocus
      />
    </FormFrame>
  )
}

/** The answer to a question put to the reader. */
export function AnswerForm(form: FormProps) {
  const { acts } = useText()
  const open = form.proposal.questions.filter((it) => it.own)
  const [chosen, setChosen] = useState(open[0]?.id ?? '')
  const [missing, setMissing] = useState(false)
  const question = open.find((it) => it.id === chosen) ?? open[0]
  const slot = `answer ${question?.id ?? ''}`
  const confirm = () => {
    const text = form.words.get(slot).trim()
    if (text === '') return setMissing(true)
    form.onSend({ type: 'answer', text, ...(question === undefined ? {} : { question: question.id }) }, [
      slot,
    ])
  }
  return (
    <FormFrame {...form} act="answer" confirm={acts.confirm.answer} onConfirm={confirm}>
      {open.length > 1 && (
        <Select
          label={acts.question}
          value={question?.id ?? ''}
          onChange={setChosen}
          options={open.map((it) => ({ id: it.id, label: it.by, note: it.text }))}
          placeholder={acts.choiceMissing}
        />
      )}
      {question !== undefined && (
        <blockquote className="grid gap-1 border-l-2 border-lead-line pl-3 text-sm">
          <b>{question.by}</b>
          <span className="whitespace-pre-wrap">{question.text}</span>
        </blockquote>
      )}
      <WordsField
        words={form.words}
        slot={slot}
        name="text"
        label={acts.name.answer}
        required
        error={missing ? acts.wordsMissing : undefined}
        onChange={() => setMissing(false)}
        autoFocus
      />
    </FormFrame>
  )
}
