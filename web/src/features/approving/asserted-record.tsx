import type { AssertedView } from '../../../../server/contract/asserted.ts'
import { dateTimeOf, dayOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { longWareki } from '../../stamps/wareki.ts'
import { CoverRow, Faint } from './cover-row.tsx'

type Props = { readonly asserted: AssertedView }
type Role = 'drafter' | 'approver' | 'decider'
type Person = AssertedView['approvers'][number]

function peopleIn({ drafter, approvers, decider }: AssertedView): readonly (readonly [Role, Person])[] {
  return [
    ...(drafter === undefined ? [] : [['drafter', drafter] as const]),
    ...approvers.map((it) => ['approver', it] as const),
    ...(decider === undefined ? [] : [['decider', decider] as const]),
  ]
}

function useDay(): (on: string | undefined) => string | undefined {
  const { language } = useLanguage()
  return (on) => (on === undefined ? undefined : language === 'ja' ? longWareki(on) : dayOf(on, language))
}

/** 移行: rows of the sheet in the place of the seals, each saying whose word it is. */
export function AssertedRows({ asserted }: Props) {
  const { reader } = useText()
  const day = useDay()
  const { form, asserted: text } = reader
  const said = (on: string | undefined) => day(on) ?? <Faint>{text.unknownDay}</Faint>
  return (
    <>
      <CoverRow name={text.state}>{text.word}</CoverRow>
      <CoverRow name={text.number} right>
        {asserted.number ?? <Faint>{reader.empty}</Faint>}
      </CoverRow>
      <CoverRow name={text.source}>{asserted.source}</CoverRow>
      <CoverRow name={text.key} right>
        {asserted.key}
      </CoverRow>
      <CoverRow name={form.draftedOn}>{said(asserted.draftedOn)}</CoverRow>
      <CoverRow name={form.decidedOn} right>
        {said(asserted.decidedOn)}
      </CoverRow>
      <CoverRow name={text.issuedOn}>{said(asserted.issuedOn)}</CoverRow>
      <CoverRow name={text.completedOn} right>
        {said(asserted.completedOn)}
      </CoverRow>
      <CoverRow name={text.people} wide>
        <AssertedPeople asserted={asserted} />
        <p className="mt-1 text-sm text-ink-2">（{text.by}）</p>
      </CoverRow>
    </>
  )
}

/** Who drafted, approved and decided as the old system has it, as words and without a seal. */
export function AssertedPeople({ asserted }: Props) {
  const { asserted: text } = useText().reader
  const { language } = useLanguage()
  const day = useDay()
  const people = peopleIn(asserted)
  return (
    <div className="grid gap-1.5 text-sm" data-asserted>
      {people.length === 0 ? (
        <p className="text-ink-2">{text.nobody}</p>
      ) : (
        <ol className="grid gap-1">
          {people.map(([role, it], index) => (
            // What the old system says never changes.
            <li key={index} className="flex flex-wrap gap-x-3">
              <span className="w-12 shrink-0 text-ink-2">{text.role[role]}</span>
              <span>{`${it.title ?? ''}　${it.name}`.trim()}</span>
              <span className="text-ink-2 tabular">{day(it.on) ?? text.unknownDay}</span>
            </li>
          ))}
        </ol>
      )}
      <p className="text-xs leading-relaxed text-ink-2">
        {text.imported(
          `${asserted.importedBy.title} ${asserted.importedBy.name}`,
          dateTimeOf(asserted.importedAt, language),
        )}
        {asserted.decision !== undefined && ` ${text.decision(asserted.decision)}`}
      </p>
    </div>
  )
}
