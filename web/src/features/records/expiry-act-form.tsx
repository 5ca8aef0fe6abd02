import { useState } from 'react'
import type { ExpiringFolder, ExpiryList } from '../../../../server/contract/expiry.ts'
import { ActForm } from '../../api/act-form.tsx'
import { type ExpiryAct, useExpiryAct, useTransferActs } from '../../api/expiry.ts'
import { useText } from '../../i18n/records/index.ts'
import { isWholeDay } from '../../i18n/typed.ts'
import { decidingCases } from './deciding-cases.ts'
import type { ShownStep } from './shown-step.ts'
import { RadioGroup, SearchSelect, Select, TextField, toast } from '../../ui/index.ts'

type Props = {
  readonly list: ExpiryList
  readonly step: Exclude<ShownStep, 'packaged'>
  /** At least one, all of that step. */
  readonly folders: readonly ExpiringFolder[]
  readonly onDone: () => void
}

const actOf = {
  running: 'appraise',
  expired: 'appraise',
  appraised: 'decide',
  decided: 'publish',
  toTransfer: 'package',
  transferred: 'erase',
  published: 'dispose',
  disposed: undefined,
} as const
const outcomes = ['destroy', 'transfer', 'extend'] as const
const papers = ['dissolved', 'shredded', 'burned', 'wiped'] as const
type Outcome = (typeof outcomes)[number]

/** The 起案 that all of some 簿冊 have; undefined where they have not the same. */
export function draftOf(folders: readonly ExpiringFolder[]): ExpiringFolder['draft'] {
  const [first, ...others] = folders.map((it) => it.draft)
  return others.every((it) => it?.id === first?.id) ? first : undefined
}

/** What is next for the chosen 簿冊, done to all of them or to none. */
export function ExpiryActForm({ list, step, folders, onDone }: Props) {
  const { expiry: text } = useText()
  const send = useExpiryAct()
  const { begin } = useTransferActs()
  const [outcome, setOutcome] = useState<Outcome>('destroy')
  const [years, setYears] = useState('5')
  const [reason, setReason] = useState('')
  const draft = draftOf(folders)
  const own = draft?.status === 'decided' ? [draft] : []
  const cases = decidingCases(list, folders)
  const [decidedBy, setDecidedBy] = useState(own[0]?.id ?? '')
  const [on, setOn] = useState(list.today)
  const [paper, setPaper] = useState('none')
  const type = actOf[step]
  if (type === undefined) return null
  const act = ((): ExpiryAct | undefined => {
    switch (type) {
      case 'appraise': {
        const said = reason.trim()
        if (said === '') return undefined
        return outcome === 'extend'
          ? { type, outcome, years: Number(years), reason: said }
          : { type, outcome, reason: said }
      }
      case 'decide':
        return decidedBy === '' ? undefined : { type, case: decidedBy }
      case 'publish':
        return isWholeDay(on) ? { type, on } : undefined
      case 'package':
        return undefined
      case 'erase':
        return { type: 'dispose' }
      case 'dispose': {
        const known = papers.find((it) => it === paper)
        return known === undefined ? { type } : { type, paper: known }
      }
    }
  })()
  const help = type === 'dispose' ? text.actHelp.dispose(list.waitingDays) : text.actHelp[type]
  return (
    <ActForm
      level={2}
      title={text.acts[type]}
      help={help}
      confirm={text.confirm[type](folders.length)}
      isDanger={type === 'dispose' || type === 'erase'}
      isWhole={type === 'package' || act !== undefined}
      send={async () => {
        if (type === 'package') toast(text.transfer.begun((await begin(folders)).items.length))
        if (act !== undefined) toast(text.done(await send(act, folders)))
      }}
      onDone={onDone}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2" data-expiry-act={type}>
        {type === 'appraise' && (
          <>
            <RadioGroup
              label={text.outcome}
              value={outcome}
              onChange={(it) => setOutcome(it as Outcome)}
              options={outcomes.map((value) => ({ value, label: text.outcomes[value] }))}
            />
            {outcome === 'extend' && (
              <Select
                label={text.years}
                value={years}
                onChange={setYears}
                options={Array.from({ length: 30 }, (_, index) => ({
                  id: String(index + 1),
                  label: text.yearsOf(index + 1),
                }))}
                placeholder={text.choose}
              />
            )}
            <TextField
              label={text.reason}
              value={reason}
              onChange={setReason}
              maxLength={400}
              requiredMark={text.required}
              className="sm:col-span-2"
            />
          </>
        )}
        {type === 'decide' && (
          <SearchSelect
            label={text.case}
            value={decidedBy}
            onChange={setDecidedBy}
            options={[...own.filter((it) => !cases.some((one) => one.id === it.id)), ...cases].map((it) => ({
              id: it.id,
              label: it.title,
              ...('number' in it && it.number !== undefined ? { note: it.number, keywords: it.number } : {}),
            }))}
            placeholder={text.choose}
            noMatch={text.noCase}
            requiredMark={text.required}
          />
        )}
        {type === 'publish' && (
          <TextField
            label={text.publishedDay}
            type="date"
            value={on}
            onChange={setOn}
            requiredMark={text.required}
          />
        )}
        {type === 'dispose' && (
          <Select
            label={text.paper}
            value={paper}
            onChange={setPaper}
            options={(['none', ...papers] as const).map((id) => ({ id, label: text.papers[id] }))}
            placeholder={text.choose}
          />
        )}
      </div>
    </ActForm>
  )
}
