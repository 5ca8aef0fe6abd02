import { type ReactNode, useState } from 'react'
import { useLocation } from 'wouter'
import type { ReceiptAct, ReceiptActBody, ReceiptView } from '../../../../server/contract/receipts.ts'
import { peopleChoices, postChoices, unitChoices } from '../../api/choices.ts'
import { useOrganisation } from '../../api/queries.ts'
import { useReceiptActions } from '../../api/receipts.ts'
import { useSending } from '../../api/use-sending.ts'
import { useText } from '../../i18n/index.tsx'
import { Button, Notice, PickSeveral, SearchSelect, TextArea, toast } from '../../ui/index.ts'
import { ArrivalFields } from './arrival-fields.tsx'

/** Those first that bring it on. */
const order: readonly ReceiptAct[] = [
  'see',
  'accept',
  'draft',
  'distribute',
  'circulate',
  'forward',
  'close',
  'end_circulation',
  'correct',
  'cancel',
]
const primary: readonly ReceiptAct[] = ['see', 'accept', 'draft', 'distribute']

type Filled = { readonly unit: string; readonly words: string; readonly people: readonly string[] } & {
  readonly posts: readonly string[]
  readonly units: readonly string[]
}
const nothing: Filled = { unit: '', words: '', people: [], posts: [], units: [] }

/** What the reader may do with a 収受文書, each with its few fields in place. */
export function ReceiptActs({ receipt }: { readonly receipt: ReceiptView }) {
  const all = useText()
  const text = all.receiving
  const [, navigate] = useLocation()
  const actions = useReceiptActions(receipt.id)
  const { isSending, problem, run } = useSending()
  const [asked, setAsked] = useState<ReceiptAct>()
  const [filled, setFilled] = useState(nothing)
  const [arrival, setArrival] = useState(receipt.arrival)
  const { version } = receipt
  const open = (act: ReceiptAct | undefined) => {
    setAsked(act)
    setFilled(nothing)
    setArrival(receipt.arrival)
  }
  const send = (type: ReceiptAct) =>
    void run(async () => {
      if (type === 'draft') {
        const { proposalId } = await actions.draft(version)
        navigate(`/compose/${proposalId}`)
        return
      }
      await actions.act(bodyOf(type, version, filled, arrival))
      toast(text.done[type], 'done')
      open(undefined)
    })
  const possible = order.filter((it) => receipt.allowed.includes(it))
  if (possible.length === 0) return <p className="text-sm text-ink-3">{text.acts.nothing}</p>
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2" role="group" aria-label={text.acts.heading}>
        {possible.map((it) => (
          <Button
            key={it}
            size="small"
            variant={it === 'cancel' ? 'danger' : primary.includes(it) ? 'primary' : 'secondary'}
            {...(it === 'accept' || it === 'draft' ? {} : { 'aria-expanded': asked === it })}
            isPending={isSending && (it === 'accept' || it === 'draft')}
            onPress={() =>
              it === 'accept' || it === 'draft' ? send(it) : open(asked === it ? undefined : it)
            }
            data-act={it}
          >
            {text.acts[it]}
          </Button>
        ))}
      </div>
      {asked !== undefined && (
        <form
          className="grid gap-4 rounded-8 border border-line bg-well p-3"
          data-act-form={asked}
          onSubmit={(event) => {
            event.preventDefault()
            send(asked)
          }}
        >
          <ActFields act={asked} receipt={receipt} filled={filled} onChange={setFilled}>
            {asked === 'correct' && (
              <ArrivalFields
                arrival={arrival}
                onChange={setArrival}
                {...(receipt.arrival.receivedOn === undefined ? {} : { since: receipt.arrival.receivedOn })}
              />
            )}
          </ActFields>
          <div className="flex gap-2">
            <Button type="submit" variant={asked === 'cancel' ? 'danger' : 'primary'} isPending={isSending}>
              {text.acts[asked]}
            </Button>
            <Button variant="quiet" onPress={() => open(undefined)}>
              {all.common.close}
            </Button>
          </div>
        </form>
      )}
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
    </div>
  )
}

type FieldsProps = {
  readonly act: ReceiptAct
  readonly receipt: ReceiptView
  readonly filled: Filled
  readonly onChange: (filled: Filled) => void
  readonly children: ReactNode
}

function ActFields({ act, receipt, filled, onChange, children }: FieldsProps) {
  const all = useText()
  const text = all.receiving
  const { form } = text
  const organisation = useOrganisation().data
  const set = (change: Partial<Filled>) => onChange({ ...filled, ...change })
  const words = (label: string, isRequired: boolean) => (
    <TextArea
      label={label}
      rows={2}
      maxLength={4000}
      value={filled.words}
      onChange={(it) => set({ words: it })}
      {...(isRequired ? { requiredMark: all.common.required } : {})}
    />
  )
  const several = { noMatch: all.common.noMatch, removeLabel: form.removeName }
  switch (act) {
    case 'distribute':
    case 'forward':
      return (
        <>
          <SearchSelect
            label={act === 'forward' ? text.forwardUnit : text.unit}
            requiredMark={all.common.required}
            value={filled.unit}
            onChange={(unit) => set({ unit })}
            options={unitChoices(
              organisation?.units.filter((it) => it.code !== receipt.holder.unit),
              (it) => it.kind === 'section' || it.kind === 'institution',
            )}
            placeholder={form.chooseUnit}
            noMatch={all.common.noMatch}
          />
          {act === 'forward' ? words(text.reason, true) : words(text.note, false)}
        </>
      )
    case 'circulate':
      return (
        <>
          <PickSeveral
            {...several}
            label={text.viewerPeople}
            chosen={filled.people}
            onChange={(people) => set({ people })}
            options={peopleChoices(organisation?.posts)}
            placeholder={form.choosePerson}
          />
          <PickSeveral
            {...several}
            label={text.viewerPosts}
            chosen={filled.posts}
            onChange={(posts) => set({ posts })}
            options={postChoices(organisation?.posts)}
            placeholder={form.choosePost}
          />
          <PickSeveral
            {...several}
            label={text.viewerUnits}
            chosen={filled.units}
            onChange={(units) => set({ units })}
            options={unitChoices(organisation?.units)}
            placeholder={form.chooseUnit}
          />
          {words(text.note, false)}
        </>
      )
    case 'see':
      return words(text.comment, false)
    case 'close':
      return words(text.closeReason, true)
    case 'correct':
      return (
        <>
          {children}
          {words(text.reason, true)}
        </>
      )
    default:
      return words(text.reason, true)
  }
}

function bodyOf(
  type: Exclude<ReceiptAct, 'draft'>,
  version: number,
  { unit, words, people, posts, units }: Filled,
  arrival: ReceiptView['arrival'],
): ReceiptActBody {
  const note = words.trim() === '' ? {} : { note: words }
  switch (type) {
    case 'distribute':
      return { type, version, unit, ...note }
    case 'forward':
      return { type, version, unit, reason: words }
    case 'accept':
      return { type, version }
    case 'circulate':
      return { type, version, people: [...people], posts: [...posts], units: [...units], ...note }
    case 'see':
      return { type, version, ...(words.trim() === '' ? {} : { comment: words }) }
    case 'correct':
      return { type, version, arrival, reason: words }
    default:
      return { type, version, reason: words }
  }
}
