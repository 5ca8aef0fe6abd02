import { useState } from 'react'
import type { SeatTroubleItem } from '../../../../server/contract/seat-conflicts.ts'
import { postChoices } from '../../api/choices.ts'
import { useAct, useOrganisation } from '../../api/queries.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Button, SearchSelect, TextArea, toast } from '../../ui/index.ts'
import { usePeopleOptions } from './people-options.ts'
import { SettingsForm } from './settings-form.tsx'

type SeatAct = 'confirm_seat' | 'reassign' | 'hand_over_draft'

/** What settles each kind of trouble, the likeliest first. */
const actsFor: Readonly<Record<SeatTroubleItem['kind'], readonly SeatAct[]>> = {
  same_person: ['confirm_seat', 'reassign'],
  vacant: ['reassign'],
  absent: ['reassign'],
  drafter_only: ['reassign'],
  drafter_left: ['hand_over_draft'],
}

type Props = {
  readonly item: SeatTroubleItem
  /** What is the matter, for whoever hears the buttons out of their place. */
  readonly about: string
  readonly onSettled: () => void
}

/** The acts of the 文書主管課 on a case it does not read: the buttons, and the chosen one's form beneath them. */
export function SeatActs({ item, about, onSettled }: Props) {
  const text = useText().administering.seats
  const [open, setOpen] = useState<SeatAct>()
  return (
    <div className="grid gap-3 md:col-span-2">
      <div className="flex flex-wrap gap-2">
        {actsFor[item.kind].map((act) => (
          <Button
            key={act}
            aria-label={`${text.act[act]}：${about}`}
            aria-expanded={open === act}
            onPress={() => setOpen(open === act ? undefined : act)}
          >
            {text.act[act]}
          </Button>
        ))}
      </div>
      {open !== undefined && (
        <SeatForm
          key={open}
          act={open}
          item={item}
          about={about}
          onSettled={onSettled}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  )
}

type FormProps = Props & { readonly act: SeatAct; readonly onClose: () => void }

function SeatForm({ act, item, about, onSettled, onClose }: FormProps) {
  const { common, administering } = useText()
  const text = administering.seats
  const { proposalId, step, version, manifestSha256 } = item
  const send = useAct(proposalId)
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const isWhole = reason.trim() !== '' && (act === 'confirm_seat' || to !== '')
  const basis = { version, manifestSha256, reason: reason.trim() }
  const body =
    act === 'confirm_seat'
      ? { ...basis, type: act, step }
      : act === 'reassign'
        ? { ...basis, type: act, step, post: to }
        : { ...basis, type: act, person: to }
  return (
    <SettingsForm
      title={`${text.act[act]}：${about}`}
      confirm={text.act[act]}
      isWhole={isWhole}
      send={() => send(body)}
      onDone={() => {
        toast(text.done[act])
        onSettled()
      }}
      onClose={onClose}
    >
      {act === 'reassign' && <PostField value={to} onChange={setTo} />}
      {act === 'hand_over_draft' && <PersonField value={to} onChange={setTo} />}
      <TextArea
        label={text.reason}
        hint={text.reasonHint[act]}
        requiredMark={common.required}
        value={reason}
        onChange={setReason}
        maxLength={4000}
        rows={2}
        autoFocus={act === 'confirm_seat'}
      />
    </SettingsForm>
  )
}

type FieldProps = { readonly value: string; readonly onChange: (id: string) => void }

/** A post somebody holds today. */
function PostField(props: FieldProps) {
  const { common, administering } = useText()
  const { newPost, listed } = administering.seats
  return (
    <SearchSelect
      {...props}
      label={newPost}
      hint={listed}
      requiredMark={common.required}
      options={postChoices(useOrganisation().data?.posts)}
      placeholder={common.choose}
      noMatch={common.noMatch}
      className="md:max-w-md"
    />
  )
}

function PersonField(props: FieldProps) {
  const { common, administering } = useText()
  const { newDrafter, listed } = administering.seats
  return (
    <SearchSelect
      {...props}
      label={newDrafter}
      hint={listed}
      requiredMark={common.required}
      options={usePeopleOptions()}
      placeholder={common.choose}
      noMatch={common.noMatch}
      className="md:max-w-md"
    />
  )
}
