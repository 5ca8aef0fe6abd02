import { useState } from 'react'
import type { ActBody } from '../../../../../server/contract/acts.ts'
import { channels } from '../../../../../server/contract/issuing-acts.ts'
import { useText } from '../../../i18n/index.tsx'
import { Checkbox, RadioGroup, Select, TextField } from '../../../ui/index.ts'
import { type FormProps, FormFrame } from './form-frame.tsx'
import { today } from './today.ts'

type To = Extract<ActBody, { type: 'dispatch' }>['to'][number]

/** 発送: to whom, by which way, on which day; what failed before comes first. */
export function DispatchForm(form: FormProps) {
  const { acts, issuing } = useText()
  const { form: text } = issuing
  const { documents = [], dispatches = [], plan, unreached = [] } = form.proposal.issuance ?? {}
  const sealed = documents.filter((it) => it.voided === undefined && it.sealing !== undefined)
  const failed = dispatches.filter((it) => it.failure !== undefined && it.again === undefined)
  const [chosen, setChosen] = useState(failed[0]?.document ?? sealed[0]?.id ?? '')
  const [on, setOn] = useState(today())
  const offered: readonly To[] = [
    ...failed
      .filter((it) => it.document === chosen)
      .map((it) => ({ name: it.addressee, channel: it.channel, again: it.id })),
    ...(plan?.addressees ?? []).filter(
      (it) =>
        unreached.includes(it.name) &&
        !dispatches.some((one) => one.document === chosen && one.addressee === it.name),
    ),
  ]
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [ways, setWays] = useState<Readonly<Record<string, To['channel']>>>({})
  const [extra, setExtra] = useState('')
  const [extraBy, setExtraBy] = useState<To['channel']>(offered[0]?.channel ?? 'post')
  const [tried, setTried] = useState(false)
  const to = [
    ...offered
      .filter((it) => !left.has(it.name))
      .map((it) => ({ ...it, channel: ways[it.name] ?? it.channel })),
    ...(extra.trim() === '' ? [] : [{ name: extra.trim(), channel: extraBy }]),
  ]
  const confirm = () => {
    if (on === '' || to.length === 0) return setTried(true)
    form.onSend({ type: 'dispatch', document: chosen, on, to })
  }
  const options = channels.map((id) => ({ id, label: issuing.channel[id] }))
  return (
    <FormFrame
      {...form}
      act="dispatch"
      title={acts.name.dispatch}
      confirm={acts.confirm.dispatch}
      onConfirm={confirm}
    >
      {sealed.length > 1 && (
        <RadioGroup
          label={text.document}
          value={chosen}
          onChange={setChosen}
          options={sealed.map((it) => ({ value: it.id, label: it.name }))}
        />
      )}
      <TextField
        label={text.on}
        type="date"
        name="on"
        value={on}
        onChange={setOn}
        error={tried && on === '' ? text.dayMissing : undefined}
        className="max-w-56"
      />
      <div role="group" aria-labelledby="dispatch-to" className="grid gap-2">
        <span id="dispatch-to" className="text-sm font-bold">
          {text.to}
        </span>
        {offered.map((it) => (
          <div key={it.name} className="flex flex-wrap items-center justify-between gap-2" data-to={it.name}>
            <Checkbox
              isSelected={!left.has(it.name)}
              onChange={(isSent) =>
                setLeft(
                  (was) => new Set(isSent ? [...was].filter((one) => one !== it.name) : [...was, it.name]),
                )
              }
            >
              {it.again === undefined ? it.name : text.again(it.name)}
            </Checkbox>
            <Select
              label={issuing.plan.channel(offered.indexOf(it) + 1)}
              value={ways[it.name] ?? it.channel}
              onChange={(way) => setWays((was) => ({ ...was, [it.name]: way as To['channel'] }))}
              options={options}
              placeholder=""
              className="w-36 [&>*:first-child]:sr-only"
            />
          </div>
        ))}
        <div className="flex items-end gap-2">
          <TextField
            label={text.extra}
            name="extra"
            value={extra}
            onChange={setExtra}
            maxLength={400}
            error={tried && to.length === 0 ? text.toMissing : undefined}
            className="min-w-0 flex-1"
          />
          <Select
            label={issuing.plan.channel(offered.length + 1)}
            value={extraBy}
            onChange={(way) => setExtraBy(way as To['channel'])}
            options={options}
            placeholder=""
            className="w-36 [&>*:first-child]:sr-only"
          />
        </div>
      </div>
    </FormFrame>
  )
}
