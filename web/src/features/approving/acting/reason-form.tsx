import { type ReactNode, useState } from 'react'
import { OutcomeLists } from '../../../editing/outcome-lists.tsx'
import { useText } from '../../../i18n/index.tsx'
import { RadioGroup } from '../../../ui/index.ts'
import { type FormProps, FormFrame } from './form-frame.tsx'
import { WordsField } from './words-field.tsx'

/** Acts that need a reason and nothing else. */
export type ReasonAct =
  'reject' | 'withdraw' | 'abandon' | 'pull_up' | 'hold' | 'judge_edit' | 'release_secrecy'

const ending: readonly string[] = ['reject', 'withdraw', 'abandon']

type ReasonProps = FormProps & { readonly type: ReasonAct; readonly children?: ReactNode }

/** An act that needs a reason. */
export function ReasonForm({ type, children, ...form }: ReasonProps) {
  const { acts } = useText()
  const [missing, setMissing] = useState(false)
  const { words } = form
  const confirm = () => {
    const reason = words.get(type).trim()
    if (reason === '') return setMissing(true)
    form.onSend({ type, reason }, [type])
  }
  return (
    <FormFrame
      {...form}
      act={type}
      confirm={acts.confirm[type]}
      danger={ending.includes(type)}
      onConfirm={confirm}
    >
      {children}
      <WordsField
        words={words}
        slot={type}
        name="reason"
        label={`${acts.name[type]} ${acts.reason}`}
        hint={acts.hint[type]}
        required
        error={missing ? acts.reasonMissing : undefined}
        onChange={() => setMissing(false)}
        autoFocus
      />
    </FormFrame>
  )
}

/** A 軽微な変更 of somebody else is 重要: who then has to act again, and why. */
export function JudgeEditForm(form: FormProps) {
  const { judge } = useText().editing
  const { editOutcomes } = form.proposal
  const falls = editOutcomes?.major.falls ?? []
  return (
    <ReasonForm {...form} type="judge_edit">
      {editOutcomes !== undefined && (
        <div className="grid gap-2">
          <p className="text-sm">{falls.length === 0 ? judge.fallNobody : judge.fall}</p>
          <OutcomeLists outcome={editOutcomes.major} changed />
        </div>
      )}
    </ReasonForm>
  )
}

const drafter = 'drafter'

/** 差戻し: to the drafter, or to somebody who acted before. */
export function ReturnForm(form: FormProps) {
  const { acts } = useText()
  const { proposal, words } = form
  const [to, setTo] = useState(drafter)
  const [missing, setMissing] = useState(false)
  const confirm = () => {
    const reason = words.get('return').trim()
    if (reason === '') return setMissing(true)
    form.onSend({ type: 'return', reason, ...(to === drafter ? {} : { to }) }, ['return'])
  }
  return (
    <FormFrame {...form} act="return" confirm={acts.confirm.return} onConfirm={confirm}>
      {proposal.returnTargets.length > 0 && (
        <RadioGroup
          label={acts.returnTo}
          value={to}
          onChange={setTo}
          options={[
            { value: drafter, label: acts.toDrafter(proposal.drafter.name) },
            ...proposal.returnTargets.map((it) => ({
              value: it.step,
              label: `${it.postName}（${it.name}）`,
            })),
          ]}
        />
      )}
      <WordsField
        words={words}
        slot="return"
        name="reason"
        label={`${acts.name.return} ${acts.reason}`}
        hint={acts.hint.return}
        required
        error={missing ? acts.reasonMissing : undefined}
        onChange={() => setMissing(false)}
        autoFocus
      />
    </FormFrame>
  )
}

/** 引戻し of one's own act: asked once more, needs no word. */
export function TakeBackForm(form: FormProps) {
  const { acts } = useText()
  return (
    <FormFrame
      {...form}
      act="take_back"
      confirm={acts.confirm.take_back}
      onConfirm={() => form.onSend({ type: 'take_back' })}
    >
      <p>{acts.takeBackText}</p>
    </FormFrame>
  )
}
