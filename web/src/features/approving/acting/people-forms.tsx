import { useState } from 'react'
import { useText } from '../../../i18n/index.tsx'
import { PickSeveral, RadioGroup, SearchSelect } from '../../../ui/index.ts'
import { type FormProps, FormFrame } from './form-frame.tsx'
import { usePeople } from './use-people.ts'
import { WordsField } from './words-field.tsx'

/** 供覧・回覧: shown to people, or to everybody of a 所属. */
export function CirculateForm(form: FormProps) {
  const { acts, common } = useText()
  const { people, units, peopleIn, nameOf } = usePeople()
  const [kind, setKind] = useState<'circulate' | 'inform'>('circulate')
  const [to, setTo] = useState<readonly string[]>([])
  const [missing, setMissing] = useState(false)
  const choose = (ids: readonly string[]) => {
    setMissing(false)
    setTo(ids)
  }
  const confirm = () => {
    if (to.length === 0) return setMissing(true)
    const note = form.words.get('circulate').trim()
    form.onSend({ type: 'circulate', kind, people: [...to], ...(note === '' ? {} : { note }) }, ['circulate'])
  }
  return (
    <FormFrame
      {...form}
      act="circulate"
      title={acts.name.circulate}
      confirm={acts.confirm.circulate}
      onConfirm={confirm}
    >
      <RadioGroup
        label={acts.people.kind}
        hint={acts.about.circulate}
        value={kind}
        onChange={(it) => setKind(it === 'inform' ? 'inform' : 'circulate')}
        options={[
          { value: 'circulate', label: acts.people.circulate },
          { value: 'inform', label: acts.people.inform },
        ]}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <PickSeveral
          label={acts.people.add}
          chosenLabel={acts.people.to}
          chosen={to}
          options={people}
          nameOf={nameOf}
          placeholder={acts.people.placeholder}
          noMatch={common.noMatch}
          removeLabel={acts.people.remove}
          error={missing ? acts.people.missing : undefined}
          onChange={choose}
        />
        <SearchSelect
          label={acts.people.addUnit}
          value=""
          clearOnChoose
          onChange={(id) => choose([...new Set([...to, ...peopleIn(id)])])}
          options={units}
          placeholder={acts.people.unitPlaceholder}
          noMatch={common.noMatch}
        />
      </div>
      <WordsField words={form.words} slot="circulate" name="note" label={acts.people.note} maxLength={1000} />
    </FormFrame>
  )
}

/** 相談: a question to somebody, on the route or not. */
export function AskForm(form: FormProps) {
  const { acts, common } = useText()
  const { people } = usePeople()
  const [to, setTo] = useState('')
  const [tried, setTried] = useState(false)
  const confirm = () => {
    const text = form.words.get('ask').trim()
    if (to === '' || text === '') return setTried(true)
    form.onSend({ type: 'ask', to, text }, ['ask'])
  }
  return (
    <FormFrame {...form} act="ask" title={acts.name.ask} confirm={acts.confirm.ask} onConfirm={confirm}>
      <SearchSelect
        label={acts.people.to}
        requiredMark={common.required}
        value={to}
        onChange={setTo}
        options={people}
        placeholder={acts.people.placeholder}
        noMatch={common.noMatch}
        error={tried && to === '' ? acts.people.missing : undefined}
      />
      <WordsField
        words={form.words}
        slot="ask"
        name="text"
        label={acts.question}
        required
        error={tried && form.words.get('ask').trim() === '' ? acts.wordsMissing : undefined}
      />
    </FormFrame>
  )
}

/** 起案の引継ぎ by the 文書主管課. */
export function HandOverForm(form: FormProps) {
  const { acts, common } = useText()
  const { people } = usePeople()
  const [person, setPerson] = useState('')
  const [tried, setTried] = useState(false)
  const slot = 'hand_over_draft'
  const confirm = () => {
    const reason = form.words.get(slot).trim()
    if (person === '' || reason === '') return setTried(true)
    form.onSend({ type: 'hand_over_draft', person, reason }, [slot])
  }
  return (
    <FormFrame
      {...form}
      act="hand_over_draft"
      title={acts.name.hand_over_draft}
      confirm={acts.confirm.hand_over_draft}
      onConfirm={confirm}
    >
      <SearchSelect
        label={acts.newDrafter}
        requiredMark={common.required}
        value={person}
        onChange={setPerson}
        options={people}
        placeholder={acts.people.placeholder}
        noMatch={common.noMatch}
        error={tried && person === '' ? acts.people.missing : undefined}
      />
      <WordsField
        words={form.words}
        slot={slot}
        name="reason"
        label={acts.reason}
        hint={acts.hint.hand_over_draft}
        required
        error={tried && form.words.get(slot).trim() === '' ? acts.reasonMissing : undefined}
      />
    </FormFrame>
  )
}
