import { useState } from 'react'
import { useText } from '../../../i18n/index.tsx'
import { Checkbox, PickSeveral, RadioGroup, SearchSelect, Select } from '../../../ui/index.ts'
import { stepsOf } from '../main-acts.ts'
import { type FormProps, FormFrame } from './form-frame.tsx'
import { RoutePreview } from './route-preview.tsx'
import { usePeople } from './use-people.ts'
import { WordsField } from './words-field.tsx'

type AddedRole = 'concur' | 'examine' | 'review'

/** A lawful change of the rest of the route: 合議・審査・回議 added, optional steps taken out. */
export function ChangeRouteForm(form: FormProps) {
  const { acts, common } = useText()
  const { units } = usePeople()
  const [added, setAdded] = useState<readonly string[]>([])
  const [role, setRole] = useState<AddedRole>('concur')
  const [removed, setRemoved] = useState<readonly string[]>([])
  const [tried, setTried] = useState(false)
  const slot = 'change_route'
  const removable = stepsOf(form.proposal).filter(
    (it) => it.removable === true && (it.state === 'ahead' || it.state === 'waiting'),
  )
  const nothing = added.length === 0 && removed.length === 0
  const change = {
    ...(added.length === 0 ? {} : { add: added.map((unit) => ({ unit, role })) }),
    ...(removed.length === 0 ? {} : { remove: [...removed] }),
  }
  const confirm = () => {
    const reason = form.words.get(slot).trim()
    if (nothing || reason === '') return setTried(true)
    form.onSend({ type: 'change_route', reason, ...change }, [slot])
  }
  return (
    <FormFrame
      {...form}
      act="change_route"
      title={acts.name.change_route}
      confirm={acts.confirm.change_route}
      onConfirm={confirm}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <PickSeveral
          label={acts.route.add}
          hint={acts.route.addHint}
          chosen={added}
          options={units}
          placeholder={acts.people.unitPlaceholder}
          noMatch={common.noMatch}
          removeLabel={acts.people.remove}
          error={tried && nothing ? acts.route.empty : undefined}
          onChange={setAdded}
        />
        <RadioGroup
          label={acts.route.role}
          value={role}
          onChange={(it) => setRole(it as AddedRole)}
          options={(['concur', 'examine', 'review'] as const).map((value) => ({
            value,
            label: common.role[value],
          }))}
        />
      </div>
      <fieldset className="grid gap-1">
        <legend className="text-sm font-bold">{acts.route.remove}</legend>
        {removable.length === 0 ? (
          <p className="text-sm text-ink-3">{acts.route.removeNone}</p>
        ) : (
          removable.map((it) => (
            <Checkbox
              key={it.id}
              isSelected={removed.includes(it.id)}
              onChange={(on) =>
                setRemoved((was) => (on ? [...was, it.id] : was.filter((id) => id !== it.id)))
              }
            >
              {common.role[it.role]}　{it.postName}
            </Checkbox>
          ))
        )}
      </fieldset>
      {!nothing && <RoutePreview proposal={form.proposal} change={change} />}
      <WordsField
        words={form.words}
        slot={slot}
        name="reason"
        label={acts.reason}
        hint={acts.hint.change_route}
        required
        error={tried && form.words.get(slot).trim() === '' ? acts.reasonMissing : undefined}
      />
    </FormFrame>
  )
}

/** 席の確認 by the 文書主管課: somebody who acted before in another post may act in this one. */
export function ConfirmSeatForm(form: FormProps) {
  const { acts } = useText()
  const conflicts = stepsOf(form.proposal).filter((it) => it.conflict !== undefined)
  const [chosen, setChosen] = useState(conflicts[0]?.id ?? '')
  const [missing, setMissing] = useState(false)
  const slot = 'confirm_seat'
  const confirm = () => {
    const reason = form.words.get(slot).trim()
    if (chosen === '' || reason === '') return setMissing(true)
    form.onSend({ type: 'confirm_seat', step: chosen, reason }, [slot])
  }
  return (
    <FormFrame
      {...form}
      act="confirm_seat"
      title={acts.name.confirm_seat}
      confirm={acts.confirm.confirm_seat}
      onConfirm={confirm}
    >
      <RadioGroup
        label={acts.step}
        hint={acts.about.confirm_seat}
        value={chosen}
        onChange={setChosen}
        options={conflicts.map((it) => ({
          value: it.id,
          label: acts.seat(it.postName, it.conflict?.name ?? '', it.conflict?.earlier ?? ''),
        }))}
      />
      <WordsField
        words={form.words}
        slot={slot}
        name="reason"
        label={acts.reason}
        hint={acts.hint.confirm_seat}
        required
        error={missing ? acts.reasonMissing : undefined}
        onChange={() => setMissing(false)}
      />
    </FormFrame>
  )
}

/** 振替 by the 文書主管課: a step that nobody has acted in goes to another post. */
export function ReassignForm(form: FormProps) {
  const { acts, common } = useText()
  const { posts } = usePeople()
  const open = stepsOf(form.proposal).filter(
    (it) => (it.state === 'waiting' || it.state === 'ahead') && it.role !== 'decide',
  )
  const [step, setStep] = useState(open[0]?.id ?? '')
  const [post, setPost] = useState('')
  const [tried, setTried] = useState(false)
  const slot = 'reassign'
  const confirm = () => {
    const reason = form.words.get(slot).trim()
    if (step === '' || post === '' || reason === '') return setTried(true)
    form.onSend({ type: 'reassign', step, post, reason }, [slot])
  }
  return (
    <FormFrame
      {...form}
      act="reassign"
      title={acts.name.reassign}
      confirm={acts.confirm.reassign}
      onConfirm={confirm}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Select
          label={acts.step}
          requiredMark={common.required}
          value={step}
          onChange={setStep}
          options={open.map((it) => ({
            id: it.id,
            label: `${common.role[it.role]}　${it.postName}`,
            note: it.holders.map((one) => one.name).join('、'),
          }))}
          placeholder={acts.choiceMissing}
        />
        <SearchSelect
          label={acts.newPost}
          requiredMark={common.required}
          value={post}
          onChange={setPost}
          options={posts}
          placeholder={acts.people.placeholder}
          noMatch={common.noMatch}
          error={tried && post === '' ? acts.choiceMissing : undefined}
        />
      </div>
      <WordsField
        words={form.words}
        slot={slot}
        name="reason"
        label={acts.reason}
        hint={acts.hint.reassign}
        required
        error={tried && form.words.get(slot).trim() === '' ? acts.reasonMissing : undefined}
      />
    </FormFrame>
  )
}
