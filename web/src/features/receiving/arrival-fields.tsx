import type { ArrivalBody } from '../../../../server/contract/receipts.ts'
import { peopleChoices } from '../../api/choices.ts'
import { useOrganisation, useReference } from '../../api/queries.ts'
import { todayInJapan } from '../../i18n/format.ts'
import { useText } from '../../i18n/index.tsx'
import {
  Checkbox,
  Disclosure,
  PickSeveral,
  SearchSelect,
  Select,
  TextArea,
  TextField,
} from '../../ui/index.ts'

type Props = {
  readonly arrival: ArrivalBody
  readonly onChange: (arrival: ArrivalBody) => void
  /** Before this day a 収受日 needs its reason. */
  readonly since?: string
}

type Day = 'sentOn' | 'receivedOn' | 'dueOn'

/** What is typed of something that arrived: few fields first, the others behind a line. */
export function ArrivalFields({ arrival, onChange, since = todayInJapan() }: Props) {
  const all = useText()
  const { fields, form, channels, signatures, today } = all.receiving
  const organisation = useOrganisation().data
  const reference = useReference().data
  const set = (change: Partial<ArrivalBody>) => onChange({ ...arrival, ...change })
  const setDay = (field: Day, day: string) => {
    const { [field]: _, ...rest } = arrival
    onChange(day === '' ? rest : { ...rest, [field]: day })
  }
  const people = peopleChoices(organisation?.posts)
  const isEarlier = arrival.receivedOn !== undefined && arrival.receivedOn < since
  return (
    <div className="grid gap-4">
      <TextArea
        label={fields.title}
        requiredMark={all.common.required}
        rows={2}
        maxLength={400}
        value={arrival.title}
        onChange={(title) => set({ title: title.replaceAll('\n', ' ') })}
        name="title"
      />
      <TextField
        label={fields.sender}
        requiredMark={all.common.required}
        maxLength={400}
        value={arrival.sender}
        onChange={(sender) => set({ sender })}
        name="sender"
      />
      <Select
        label={fields.channel}
        value={arrival.channel}
        onChange={(id) => {
          const { signature: _, ...rest } = arrival
          const channel = id as ArrivalBody['channel']
          onChange(channel === 'lgwan' ? { ...arrival, channel } : { ...rest, channel })
        }}
        options={Object.entries(channels).map(([id, label]) => ({ id, label }))}
        placeholder={all.common.choose}
      />
      {arrival.channel === 'lgwan' && (
        <Select
          label={fields.signature}
          requiredMark={all.common.required}
          hint={form.signatureRequired}
          value={arrival.signature ?? ''}
          onChange={(it) => set({ signature: it as NonNullable<ArrivalBody['signature']> })}
          options={Object.entries(signatures).map(([id, label]) => ({ id, label }))}
          placeholder={all.common.choose}
        />
      )}
      <Disclosure title={form.more} defaultExpanded={hasMore(arrival)}>
        <div className="grid gap-4 pt-3">
          <TextField
            label={fields.senderNumber}
            maxLength={100}
            value={arrival.senderNumber}
            onChange={(senderNumber) => set({ senderNumber })}
            name="senderNumber"
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              label={fields.sentOn}
              type="date"
              value={arrival.sentOn ?? ''}
              onChange={(day) => setDay('sentOn', day)}
            />
            <TextField
              label={fields.dueOn}
              type="date"
              value={arrival.dueOn ?? ''}
              onChange={(day) => setDay('dueOn', day)}
            />
          </div>
          <TextField
            label={fields.receivedOn}
            hint={today}
            type="date"
            value={arrival.receivedOn ?? ''}
            onChange={(day) => setDay('receivedOn', day)}
          />
          {isEarlier && (
            <TextField
              label={fields.earlierReason}
              requiredMark={all.common.required}
              maxLength={400}
              value={arrival.earlierReason}
              onChange={(earlierReason) => set({ earlierReason })}
            />
          )}
          <SearchSelect
            label={fields.folderId}
            value={arrival.folderId}
            onChange={(folderId) => set({ folderId })}
            options={(reference?.folders ?? []).map((it) => ({
              id: it.id,
              label: it.name,
              note: `${it.classification} ・ ${it.code}`,
            }))}
            placeholder={form.chooseFolder}
            noMatch={all.common.noMatch}
          />
          <Checkbox isSelected={arrival.personalData} onChange={(personalData) => set({ personalData })}>
            {fields.personalData}
          </Checkbox>
          <Checkbox
            isSelected={arrival.secrecy === 'secret'}
            onChange={(on) => set(on ? { secrecy: 'secret' } : { secrecy: 'none', accessList: [] })}
          >
            {fields.secrecy}
          </Checkbox>
          {arrival.secrecy === 'secret' && (
            <PickSeveral
              label={fields.accessList}
              chosen={arrival.accessList}
              onChange={(accessList) => set({ accessList })}
              options={people}
              placeholder={form.choosePerson}
              noMatch={all.common.noMatch}
              removeLabel={form.removeName}
            />
          )}
        </div>
      </Disclosure>
    </div>
  )
}

function hasMore(arrival: ArrivalBody): boolean {
  const { senderNumber, sentOn, receivedOn, dueOn, folderId, personalData, secrecy } = arrival
  return (
    senderNumber !== '' ||
    folderId !== '' ||
    personalData ||
    secrecy !== 'none' ||
    [sentOn, receivedOn, dueOn].some((it) => it !== undefined)
  )
}
