import { useState } from 'react'
import type { NumberFormatPreviewBody, NumberFormats } from '../../../../server/contract/numbers.ts'
import { useAddNumberFormat, useNumberFormatPreview } from '../../api/numbers.ts'
import { problemText } from '../../api/problem-text.tsx'
import { dayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { isWholeDay, wholeNumberOf } from '../../i18n/typed.ts'
import { Notice, Select, TextField, toast, useSettled } from '../../ui/index.ts'
import { DayField } from './day-field.tsx'
import { ReasonField } from './reason-field.tsx'
import { SettingsForm } from './settings-form.tsx'
import { UnitSelect } from './unit-select.tsx'

type Props = {
  /** Absent: a new kind. */
  readonly kind?: NumberFormats['kinds'][number]
  /** 課 whose numbers the preview shows. */
  readonly unit: string
  readonly today: string
  readonly onClose: () => void
}

type Format = Omit<NumberFormatPreviewBody, 'kind' | 'section' | 'from' | 'newKind' | 'unit'>

const fresh: Format = {
  ...{ pattern: '{unit.symbol}第{n}号', numerals: 'half', digits: 1, yearWritten: 'era', branch: 'の{b}' },
  ...{ yearCounts: 'fiscal', yearOf: 'numbered' },
}

/** What stands in the form at first: as the kind is written for all 課 today. */
function formatOf(kind: Props['kind']): Format {
  const now = kind?.versions.find((it) => it.state === 'current' && it.section === undefined)
  if (now === undefined) return fresh
  const { pattern, numerals, digits, yearWritten, branch, yearCounts, yearOf } = now
  return { pattern, numerals, digits, yearWritten, branch, yearCounts, yearOf }
}

/** A version of how numbers of a kind are written, with the next numbers as they would be. */
export function NumberFormatForm({ kind, unit, today, onClose }: Props) {
  const text = useText().administering.numbers
  const add = useAddNumberFormat()
  const [format, setFormat] = useState(() => formatOf(kind))
  const [name, setName] = useState('')
  const [of, setOf] = useState<'section' | 'body'>('section')
  const [section, setSection] = useState('')
  const [from, setFrom] = useState(today)
  const [digits, setDigits] = useState(String(format.digits))
  const [reason, setReason] = useState('')
  const change = (more: Partial<Format>) => setFormat({ ...format, ...more })
  const mayHaveSection = (kind?.of ?? of) === 'section'
  const filled = wholeNumberOf(digits) ?? 0
  const isNamed = kind !== undefined || name.trim() !== ''
  const isWritten = format.pattern !== '' && format.branch !== ''
  const isFormat = isWholeDay(from) && filled >= 1 && filled <= 8 && isWritten && isNamed
  const body = {
    ...{ ...format, digits: filled, from, kind: kind?.kind ?? name.trim() },
    ...(kind === undefined ? { newKind: { of } } : {}),
    ...(section === '' || !mayHaveSection ? {} : { section }),
  }
  return (
    <SettingsForm
      title={kind === undefined ? text.addKind : text.changeOf(kind.kind)}
      confirm={text.formatSave}
      isWhole={isFormat && reason.trim() !== ''}
      send={() => add({ ...body, reason: reason.trim() })}
      onDone={() => {
        toast(text.formatSaved)
        onClose()
      }}
      onClose={onClose}
      className="border-t border-line bg-well px-4 py-4 sm:px-5"
    >
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:max-w-3xl">
        {kind === undefined && (
          <>
            <TextField
              label={text.kindName}
              hint={text.kindHint}
              value={name}
              onChange={setName}
              maxLength={40}
              autoFocus
            />
            <Choice
              label={text.bookOf}
              names={{ section: text.perSection, body: text.ofBody }}
              value={of}
              onChange={setOf}
            />
          </>
        )}
        <TextField
          label={text.pattern}
          hint={text.patternHint}
          value={format.pattern}
          onChange={(pattern) => change({ pattern })}
          maxLength={80}
        />
        <TextField
          label={text.branch}
          hint={text.branchHint}
          value={format.branch}
          onChange={(branch) => change({ branch })}
          maxLength={20}
        />
        <Choice
          label={text.numerals}
          names={text.numeralsOf}
          value={format.numerals}
          onChange={(numerals) => change({ numerals })}
        />
        <TextField
          label={text.digits}
          inputMode="numeric"
          value={digits}
          onChange={setDigits}
          maxLength={1}
        />
        <Choice
          label={text.yearCounts}
          names={text.yearCountsOf}
          value={format.yearCounts}
          onChange={(yearCounts) => change({ yearCounts })}
        />
        <Choice
          label={text.yearOf}
          names={text.yearOfOf}
          value={format.yearOf}
          onChange={(yearOf) => change({ yearOf })}
        />
        <Choice
          label={text.yearWritten}
          names={text.yearWrittenOf}
          value={format.yearWritten}
          onChange={(yearWritten) => change({ yearWritten })}
        />
        {mayHaveSection && <UnitSelect label={text.sectionOnly} value={section} onChange={setSection} />}
        <DayField label={text.fromDay} value={from} onChange={setFrom} />
        <ReasonField
          label={text.reason}
          placeholder={text.formatReasonHint}
          value={reason}
          onChange={setReason}
        />
      </div>
      <Samples body={isFormat && unit !== '' ? { ...body, unit } : undefined} />
    </SettingsForm>
  )
}

function Samples({ body }: { readonly body: NumberFormatPreviewBody | undefined }) {
  const all = useText()
  const text = all.administering.numbers
  const { language } = useLanguage()
  const settled = useSettled(JSON.stringify(body), 300)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it was written as text a moment ago
  const asked = settled === undefined ? undefined : (JSON.parse(settled) as NumberFormatPreviewBody)
  const seen = useNumberFormatPreview(asked)
  if (seen.isError) return <Notice tone="warning">{problemText(seen.error, all)}</Notice>
  if (seen.data === undefined) return null
  return (
    <div className="grid gap-1">
      <p className="text-sm font-bold">{text.preview}</p>
      <dl className="grid max-w-3xl grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {seen.data.samples.map(({ what, day, text: written }) => (
          <div key={what} className="contents">
            <dt className="text-sm text-ink-2">{text.previewOf[what]}</dt>
            <dd className="tabular" data-sample={what}>
              {written}
              <span className="ml-3 inline-block text-sm text-ink-3">{dayOf(day, language)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

type ChoiceProps<Key extends string> = {
  readonly label: string
  readonly names: Readonly<Record<Key, string>>
  readonly value: Key
  readonly onChange: (key: Key) => void
}

/** One of the ways a format has. */
function Choice<Key extends string>({ label, names, value, onChange }: ChoiceProps<Key>) {
  const { common } = useText()
  const options = Object.entries<string>(names).map(([id, name]) => ({ id, label: name }))
  return (
    <Select
      label={label}
      value={value}
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is the id of one of the options
      onChange={(id) => onChange(id as Key)}
      options={options}
      placeholder={common.choose}
    />
  )
}
