import { ChartColumn, Download } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import type { CountedWhat, Measures } from '../../../../server/contract/measures.ts'
import { type Counted, measuresCsv, useMeasures } from '../../api/measures.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useReference } from '../../api/queries.ts'
import { fiscalYearOf, todayInJapan } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/measuring/index.ts'
import { Button, EmptyState, LinkButton, Select, Spinner } from '../../ui/index.ts'
import { CasesBehind } from './cases-behind.tsx'
import { DecisionChart } from './decision-chart.tsx'
import { DecisionTable } from './decision-table.tsx'
import { type Months, listMonths, monthsOfYear, monthsUpTo } from './months.ts'
import { PaperDecisions } from './paper-decisions.tsx'
import { PostTimes } from './post-times.tsx'
import { RateHead } from './rate-head.tsx'
import { Savings } from './savings.tsx'
import { tallyOf } from './tally.ts'

/** How many 年度 may be chosen, this one included. */
const yearsShown = 5

/** 集計: how much is decided electronically, how long cases wait for whom, and what it saves. */
export function MeasuresPage() {
  const all = useText()
  const text = all.measuring
  const { language } = useLanguage()
  const { fiscalYear } = useReference().data ?? {}
  const [params, setParams] = useSearchParams()
  const month = todayInJapan().slice(0, 7)
  const period = params.get('period') ?? 'last'
  const section = params.get('section') ?? ''
  const months = /^\d{4}$/.test(period) ? monthsOfYear(Number(period)) : monthsUpTo(month)
  const counted: Counted = { ...months, section }
  const measures = useMeasures(counted)
  const show = (next: { readonly period?: string; readonly section?: string }) =>
    setParams({ period: next.period ?? period, section: next.section ?? section }, { replace: true })
  const years =
    fiscalYear === undefined ? [] : Array.from({ length: yearsShown }, (_, index) => fiscalYear - index)
  return (
    <div className="mx-auto grid max-w-[84rem] gap-4 px-3 py-4 pb-16 sm:px-6">
      <header className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <h1 className="flex-1 self-center text-xl font-bold max-sm:basis-full">{text.title}</h1>
        <Select
          label={text.period}
          value={period}
          onChange={(it) => show({ period: it })}
          options={[
            { id: 'last', label: text.lastMonths },
            ...years.map((it) => ({
              id: String(it),
              label: text.fiscalYear(it, fiscalYearOf(it, language)),
            })),
          ]}
          placeholder={all.common.choose}
          className="w-full sm:w-64"
        />
        <Select
          label={text.section}
          // No choice has an empty name.
          value={section === '' ? 'all' : section}
          onChange={(it) => show({ section: it === 'all' ? '' : it })}
          options={[
            { id: 'all', label: text.allSections },
            ...(measures.data?.sections ?? []).map(({ code, name }) => ({ id: code, label: name })),
          ]}
          placeholder={all.common.choose}
          className="w-full sm:w-64"
        />
        <LinkButton href={measuresCsv(counted)} download>
          <Download className="size-4" aria-hidden />
          {text.csv}
        </LinkButton>
      </header>
      {measures.isPending ? (
        <div className="grid place-items-center p-16">
          <Spinner label={all.common.loading} />
        </div>
      ) : measures.isError ? (
        <EmptyState
          title={text.failed}
          text={problemText(measures.error, all)}
          action={<Button onPress={() => void measures.refetch()}>{all.common.retry}</Button>}
        />
      ) : (
        <Figures measures={measures.data} counted={counted} months={months} last={month} />
      )}
    </div>
  )
}

type FiguresProps = {
  readonly measures: Measures
  readonly counted: Counted
  readonly months: Months
  readonly last: string
}

function Figures({ measures, counted, months, last }: FiguresProps) {
  const text = useText().measuring
  const [chosen, setChosen] = useState<CountedWhat>()
  const tally = tallyOf(measures.months)
  const byMonth = listMonths(months, last).map((month) => ({
    key: month,
    name: text.monthOf(Number(month.slice(0, 4)), Number(month.slice(5))),
    short: text.shortMonth(Number(month.slice(5))),
    tally: tallyOf(measures.months.filter((it) => it.month === month)),
  }))
  const bySection = measures.sections
    .map(({ code, name }) => ({
      key: code,
      name,
      rows: measures.months.filter((it) => it.section === code),
    }))
    .filter((it) => it.rows.length > 0)
    .map(({ rows, ...it }) => ({ ...it, tally: tallyOf(rows) }))
  const isEmpty = measures.months.length === 0
  return (
    <>
      <RateHead
        tally={tally}
        overdue={measures.overdue}
        chosen={chosen}
        onChoose={(it) => setChosen(chosen === it ? undefined : it)}
      />
      {chosen !== undefined && (
        <CasesBehind key={chosen} counted={counted} what={chosen} onClose={() => setChosen(undefined)} />
      )}
      {isEmpty ? (
        <div className="paper">
          <EmptyState
            picture={<ChartColumn className="size-14" strokeWidth={1.2} aria-hidden />}
            title={text.noDecisions}
            text={text.noDecisionsText}
          />
        </div>
      ) : (
        <>
          <section className="paper overflow-hidden">
            <h2 className="px-4 pt-3 font-bold sm:px-5">{text.byMonth}</h2>
            <div className="px-2 pt-2 pb-3 sm:px-4">
              <DecisionChart rows={byMonth.map(({ short, tally: it }) => ({ name: short, tally: it }))} />
            </div>
            <div className="border-t border-line">
              <DecisionTable
                caption={text.byMonth}
                head={text.month}
                rows={byMonth.filter(({ key }) => measures.months.some((it) => it.month === key))}
              />
            </div>
          </section>
          {bySection.length > 1 && (
            <section className="paper overflow-hidden">
              <h2 className="border-b border-line px-4 py-3 font-bold sm:px-5">{text.bySection}</h2>
              <DecisionTable caption={text.bySection} head={text.section} rows={bySection} />
            </section>
          )}
        </>
      )}
      <PostTimes posts={measures.posts} />
      <Savings savings={measures.savings} />
      <PaperDecisions
        counted={counted}
        months={listMonths(months, last).toReversed()}
        sections={measures.sections}
      />
      <p className="text-sm text-ink-3">{text.withoutSecrets}</p>
    </>
  )
}
