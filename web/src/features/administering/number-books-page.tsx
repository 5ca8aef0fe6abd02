import { useState } from 'react'
import { useSearch } from 'wouter'
import { draftNumberKind, receiptNumberKind } from '../../../../server/contract/numbers.ts'
import { useMe, useReference } from '../../api/queries.ts'
import { fiscalYearOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Select } from '../../ui/index.ts'
import { NumberBookPanel } from './number-book-panel.tsx'
import { UnitSelect } from './unit-select.tsx'
import { NumberFormatsPart } from './number-formats-part.tsx'
import { SectionHead } from './section-head.tsx'

/** How many 年度 back a book may be asked for. */
const yearsBack = 5

/** 番号・欠番: the books of numbers of a 課 in a 年度, with every number that went to no document and why. */
export function NumberBooksPage() {
  const { common, administering } = useText()
  const text = administering.numbers
  const { language } = useLanguage()
  const { fiscalYear, numberKinds = [] } = useReference().data ?? {}
  const own = useMe().data?.capacities[0]?.post.split(':')[0]
  const asked = new URLSearchParams(useSearch()).get('unit')
  const [chosenUnit, setUnit] = useState<string>()
  const [chosenYear, setYear] = useState('')
  const unit = chosenUnit ?? asked ?? own ?? ''
  const year = chosenYear === '' ? fiscalYear : Number(chosenYear)
  const years =
    fiscalYear === undefined ? [] : Array.from({ length: yearsBack + 1 }, (_, i) => fiscalYear - i)
  return (
    <div className="grid gap-4 pb-16">
      <SectionHead title={text.title} help={text.help} />
      <div className="grid gap-4 sm:grid-cols-2 lg:max-w-2xl">
        <UnitSelect label={text.unit} value={unit} onChange={setUnit} />
        <Select
          label={text.fiscalYear}
          value={year === undefined ? '' : String(year)}
          onChange={setYear}
          options={years.map((it) => ({ id: String(it), label: fiscalYearOf(it, language) }))}
          placeholder={common.choose}
        />
      </div>
      {unit === '' || year === undefined ? (
        <p className="text-ink-2">{text.chooseUnit}</p>
      ) : (
        [draftNumberKind, ...numberKinds, receiptNumberKind].map((kind) => (
          <NumberBookPanel
            key={`${kind} ${unit} ${year}`}
            kind={kind}
            unit={unit}
            fiscalYear={year === fiscalYear ? undefined : year}
          />
        ))
      )}
      <NumberFormatsPart unit={unit} />
    </div>
  )
}
