import { useState } from 'react'
import type { FolderActType, FolderView } from '../../../../server/contract/folders.ts'
import { ActForm } from '../../api/act-form.tsx'
import { unitChoices } from '../../api/choices.ts'
import { useClassifications, useFolderAct } from '../../api/folders.ts'
import { useOrganisation } from '../../api/queries.ts'
import { fiscalYearOf, todayInJapan } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/records/index.ts'
import { isWholeDay } from '../../i18n/typed.ts'
import { SearchSelect, Select, TextField, toast } from '../../ui/index.ts'
import { classOptions } from './classes.ts'
import { FolderSelect } from './folder-select.tsx'
import { DispositionSelect } from './open-folder-form.tsx'
import { type Part, PartsField, partsOf } from './parts-field.tsx'

type Props = {
  readonly folder: FolderView
  readonly act: FolderActType
  readonly onClose: () => void
}
type Send = Parameters<ReturnType<typeof useFolderAct>>[0]

/** The form of one act on a 簿冊: what it needs, and the reason that stays. */
export function FolderActForm({ folder, act, onClose }: Props) {
  const text = useText().folders
  const { language } = useLanguage()
  const send = useFolderAct(folder)
  const scheme = useClassifications().data
  const units = unitChoices(useOrganisation().data?.units)
  const [name, setName] = useState(folder.name)
  const [classification, setClass] = useState(folder.classification)
  const [retention, setRetention] = useState(act === 'amend' ? folder.retention.code : '')
  const [disposition, setDisposition] = useState(folder.disposition)
  const [on, setOn] = useState(todayInJapan())
  const [to, setTo] = useState('')
  const [parts, setParts] = useState<readonly Part[]>(
    folder.parts.map((it) => ({ ...it, quantity: String(it.quantity) })),
  )
  const [reason, setReason] = useState('')
  const isConstant = folder.term.kind === 'constant_use'
  const periods = scheme?.retentionPeriods ?? []
  const lastYear = Number((folder.term.endsOn ?? todayInJapan()).slice(0, 4))
  const said = { reason: reason.trim() }
  const body = ((): Send | undefined => {
    switch (act) {
      case 'amend':
        return name.trim() === ''
          ? undefined
          : { type: act, name: name.trim(), classification, retention, disposition, ...said }
      case 'shelve': {
        const whole = partsOf(parts)
        return whole === undefined ? undefined : { type: act, parts: whole }
      }
      case 'end_use':
        if (!isWholeDay(on) || (isConstant && retention === '')) return undefined
        return { type: act, on, ...(isConstant ? { retention } : {}), ...said }
      case 'extend':
      case 'hand_over':
      case 'merge':
        return to === '' ? undefined : { type: act, to, ...said }
      case 'hold':
      case 'release':
        return { type: act, ...said }
      case 'move_case':
        return undefined
    }
  })()
  const isSaid = act === 'shelve' || reason.trim() !== ''
  return (
    <ActForm
      level={2}
      title={text.acts[act]}
      help={act === 'move_case' ? '' : text.actHelp[act]}
      confirm={text.acts[act]}
      isDanger={act === 'merge'}
      isWhole={body !== undefined && isSaid}
      send={async () => {
        if (body !== undefined) await send(body)
      }}
      onDone={() => {
        toast(text.done)
        onClose()
      }}
      onClose={onClose}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {act === 'amend' && (
          <>
            <TextField label={text.name} value={name} onChange={setName} maxLength={100} />
            <SearchSelect
              label={text.classification}
              value={classification}
              onChange={setClass}
              options={classOptions(scheme?.items ?? [], (it) => it.takesFolders)}
              placeholder={text.choose}
              noMatch={text.noMatch}
            />
          </>
        )}
        {act === 'end_use' && (
          <TextField label={text.on} type="date" value={on} onChange={setOn} requiredMark={text.required} />
        )}
        {(act === 'amend' || (act === 'end_use' && isConstant)) && (
          <Select
            label={act === 'amend' ? text.retention : text.newRetention}
            value={retention}
            onChange={setRetention}
            options={periods
              .filter((it) => act === 'amend' || (it.years !== null && it.years > 0))
              .map((it) => ({ id: it.code, label: it.name }))}
            placeholder={text.choose}
          />
        )}
        {act === 'amend' && <DispositionSelect value={disposition} onChange={setDisposition} />}
        {act === 'extend' && (
          <Select
            label={text.newEnd}
            value={to}
            onChange={setTo}
            options={Array.from({ length: 30 }, (_, index) => lastYear + 1 + index).map((year) => ({
              id: `${year}-03-31`,
              label: `${fiscalYearOf(year - 1, language)}末`,
              note: `${year}-03-31`,
            }))}
            placeholder={text.choose}
            requiredMark={text.required}
          />
        )}
        {act === 'hand_over' && (
          <SearchSelect
            label={text.to}
            value={to}
            onChange={setTo}
            options={units}
            placeholder={text.choose}
            noMatch={text.noMatch}
            requiredMark={text.required}
          />
        )}
        {act === 'merge' && <FolderSelect folder={folder} value={to} onChange={setTo} />}
        {act === 'shelve' && <PartsField parts={parts} onChange={setParts} />}
        {act !== 'shelve' && (
          <TextField
            label={text.reason}
            value={reason}
            onChange={setReason}
            maxLength={400}
            requiredMark={text.required}
            className="sm:col-span-2"
          />
        )}
      </div>
    </ActForm>
  )
}
