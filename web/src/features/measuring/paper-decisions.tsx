import { type FormEvent, useId, useState } from 'react'
import type { Measures } from '../../../../server/contract/measures.ts'
import { type Counted, useCountPaper, usePaperDecisions } from '../../api/measures.ts'
import { useSending } from '../../api/use-sending.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/measuring/index.ts'
import { Button, Notice, Select, TextField, toast } from '../../ui/index.ts'

type Props = {
  readonly counted: Counted
  /** Months that may be chosen, newest first. */
  readonly months: readonly string[]
  readonly sections: Measures['sections']
}

/** What was decided on paper only: the form to count it, and what was counted. */
export function PaperDecisions({ counted, months, sections }: Props) {
  const all = useText()
  const text = all.measuring
  const heading = useId()
  const { language } = useLanguage()
  const items = usePaperDecisions(counted).data?.items ?? []
  const nameOf = (code: string) => sections.find((it) => it.code === code)?.name ?? code
  return (
    <section aria-labelledby={heading} className="paper overflow-hidden">
      <header className="border-b border-line px-4 py-3 sm:px-5">
        <h2 id={heading} className="font-bold">
          {text.paperDecisions}
        </h2>
        <p className="text-sm leading-relaxed text-ink-2">{text.paperHint}</p>
      </header>
      <PaperForm key={counted.section} section={counted.section} months={months} sections={sections} />
      {items.length === 0 ? (
        <p className="border-t border-line px-4 py-3 text-sm text-ink-2 sm:px-5">{text.paperNone}</p>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {items.map((it) => (
            <li
              key={`${it.at} ${it.section} ${it.count}`}
              className="grid gap-x-4 px-4 py-2.5 sm:grid-cols-[14rem_5rem_minmax(0,1fr)] sm:px-5"
            >
              <span className="text-sm">
                {text.monthOf(Number(it.month.slice(0, 4)), Number(it.month.slice(5)))}　{nameOf(it.section)}
              </span>
              <span className="font-bold tabular sm:text-right">{text.cases(it.count)}</span>
              <span className="leading-relaxed">
                {it.reason}
                <span className="block text-sm text-ink-3">
                  {text.paperBy(it.by.name, dateTimeOf(it.at, language))}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** A whole number other than 0, also with full-width digits and a minus of any kind; undefined for any other text. */
function countOf(typed: string): number | undefined {
  const plain = typed
    .normalize('NFKC')
    .trim()
    .replace(/^[−－‐ー]/, '-')
  return /^-?\d{1,5}$/.test(plain) && Number(plain) !== 0 ? Number(plain) : undefined
}

function PaperForm({
  section: chosen,
  months,
  sections,
}: Pick<Props, 'months' | 'sections'> & { readonly section: string }) {
  const all = useText()
  const text = all.measuring
  const countPaper = useCountPaper()
  const { isSending, problem, run } = useSending()
  const [section, setSection] = useState(chosen === '' ? (sections[0]?.code ?? '') : chosen)
  const [month, setMonth] = useState(months[0] ?? '')
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const count = countOf(typed)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (count === undefined || !(await run(() => countPaper({ section, month, count, reason })))) return
    toast(text.paperDone)
    setTyped('')
    setReason('')
  }
  return (
    <form
      aria-label={text.paperDecisions}
      className="grid gap-3 px-4 py-3 sm:px-5"
      onSubmit={(it) => void submit(it)}
    >
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_11rem_8rem]">
        <Select
          label={text.section}
          value={section}
          onChange={setSection}
          options={sections.map(({ code, name }) => ({ id: code, label: name }))}
          placeholder={all.common.choose}
        />
        <Select
          label={text.paperMonth}
          value={month}
          onChange={setMonth}
          options={months.map((it) => ({
            id: it,
            label: text.monthOf(Number(it.slice(0, 4)), Number(it.slice(5))),
          }))}
          placeholder={all.common.choose}
        />
        <TextField
          label={text.paperCount}
          value={typed}
          onChange={setTyped}
          inputMode="numeric"
          error={typed !== '' && typed !== '-' && count === undefined ? text.wholeNumber : undefined}
        />
      </div>
      <TextField
        label={text.paperReason}
        hint={text.paperReasonHint}
        value={reason}
        onChange={setReason}
        maxLength={400}
      />
      {problem !== undefined && <Notice tone="warning">{problem}</Notice>}
      <div>
        <Button type="submit" isPending={isSending} isDisabled={count === undefined || reason.trim() === ''}>
          {text.paperAdd}
        </Button>
      </div>
    </form>
  )
}
