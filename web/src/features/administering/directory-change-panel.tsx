import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type {
  DirectoryChangePreview,
  DirectoryChangeView,
} from '../../../../server/contract/directory-changes.ts'
import { isProblem } from '../../api/client.ts'
import { useApplyDirectoryChange, useDirectoryChangePreview } from '../../api/directory-changes.ts'
import { problemText } from '../../api/problem-text.tsx'
import { dayOf, todayInJapan } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { isWholeDay } from '../../i18n/typed.ts'
import { Button, Notice, Spinner, toast, useSettled } from '../../ui/index.ts'
import { DayField } from './day-field.tsx'
import type { ChangeForm, ShowFields } from './directory-change.ts'
import { PersonChangeFields } from './directory-person-fields.tsx'
import { UnitChangeFields } from './directory-unit-fields.tsx'
import { RehearsalTables } from './rehearsal-tables.tsx'

type Props = {
  readonly form: ChangeForm
  /** The day the organisation is shown for. */
  readonly shownOn: string
  readonly onDone: (day: string) => void
  readonly onClose: () => void
  readonly onPerson: (id: string) => void
}

/** One change of the directory: its fields, what it would mean, and only then the button that makes it so. */
export function DirectoryChangePanel({ form, onClose, ...made }: Props) {
  const all = useText()
  const text = all.administering.changes
  const top = useRef<HTMLElement>(null)
  // The button that opened it may be far below.
  useEffect(() => {
    top.current?.scrollIntoView({ block: 'start' })
    top.current?.focus({ preventScroll: true })
  }, [])
  const show: ShowFields = (change, fields) => <Made {...made} change={change} fields={fields} />
  return (
    <section
      ref={top}
      tabIndex={-1}
      aria-labelledby="change-title"
      className="paper mb-4 scroll-mt-20 outline-none"
    >
      <header className="flex flex-wrap items-center gap-x-3 border-b border-line px-4 py-3">
        <h3 id="change-title" className="flex-1 text-lg font-bold">
          {'title' in form ? text.endOf(form.title) : text[form.form]}
        </h3>
        <Button size="small" onPress={onClose}>
          {all.common.cancel}
        </Button>
        <p className="basis-full text-sm leading-relaxed text-ink-2">
          {'name' in form && <span className="mr-2 font-bold text-ink">{form.name}</span>}
          {text[`${form.form}Help`]}
        </p>
      </header>
      {form.form === 'newUnit' || form.form === 'unit' || form.form === 'endUnit' ? (
        <UnitChangeFields form={form}>{show}</UnitChangeFields>
      ) : (
        <PersonChangeFields form={form}>{show}</PersonChangeFields>
      )}
    </section>
  )
}

type MadeProps = Pick<Props, 'shownOn' | 'onDone' | 'onPerson'> & {
  readonly change: DirectoryChangeView | undefined
  readonly fields: ReactNode
}

/** The day and the fields, what they would mean, and the button that makes it so. */
function Made({ shownOn, onDone, onPerson, change, fields }: MadeProps) {
  const all = useText()
  const text = all.administering.changes
  const { language } = useLanguage()
  const today = todayInJapan()
  const [effectiveOn, setEffectiveOn] = useState(shownOn < today ? today : shownOn)
  const [refused, setRefused] = useState<{ readonly of: string; readonly error: unknown }>()
  const [isSending, setSending] = useState(false)
  const apply = useApplyDirectoryChange()
  const typed = JSON.stringify({ effectiveOn, change })
  const settled = useSettled(typed, 300)
  const asked = useMemo(() => {
    const it = JSON.parse(settled) as { effectiveOn: string; change?: DirectoryChangeView }
    return it.change === undefined || !isWholeDay(it.effectiveOn) ? undefined : { ...it, change: it.change }
  }, [settled])
  const preview = useDirectoryChangePreview(asked)
  const isCurrent = typed === settled && !preview.isFetching
  // What was refused is another change as soon as anything is typed.
  const refusal = refused?.of === typed ? refused.error : undefined
  const problem: unknown = refusal ?? (isCurrent ? preview.error : null) ?? undefined
  const send = async (seen: DirectoryChangePreview) => {
    if (asked === undefined) return
    setSending(true)
    try {
      await apply({ ...asked, organisationSha256: seen.organisationSha256 })
      toast(text.applied)
      onDone(effectiveOn)
    } catch (error) {
      setRefused({ of: typed, error })
      setSending(false)
    }
  }
  return (
    <>
      <div className="grid gap-4 px-4 py-4">
        <DayField
          label={text.day}
          hint={text.dayHint}
          min={today}
          value={effectiveOn}
          onChange={setEffectiveOn}
          className="w-full sm:w-64"
        />
        {fields}
      </div>
      <section aria-labelledby="change-look" className="grid gap-4 border-t border-line bg-well px-4 py-4">
        <h4 id="change-look" className="font-bold">
          {text.look}
        </h4>
        <div aria-live="polite" className="grid gap-4">
          {!isWholeDay(effectiveOn) ? (
            <p className="text-shu">{all.common.wholeDay}</p>
          ) : change === undefined ? (
            <p className="text-ink-2">{text.incomplete}</p>
          ) : problem !== undefined ? (
            <Notice
              tone="warning"
              action={
                isProblem(problem, 'directory_person_known') && 'person' in change ? (
                  <Button size="small" onPress={() => onPerson(change.person)}>
                    {text.openPerson}
                  </Button>
                ) : isProblem(problem, 'import_stale') ? (
                  <Button size="small" onPress={() => (setRefused(undefined), void preview.refetch())}>
                    {all.administering.transfers.again}
                  </Button>
                ) : undefined
              }
            >
              {problemText(problem, all)}
            </Notice>
          ) : !isCurrent || preview.data === undefined ? (
            <Spinner small label={text.looking} />
          ) : (
            <Meaning seen={preview.data} />
          )}
          {isCurrent && problem === undefined && isReady(preview.data) && (
            <div>
              <Button
                variant="primary"
                isPending={isSending}
                onPress={() => preview.data !== undefined && void send(preview.data)}
              >
                {text.apply(dayOf(effectiveOn, language))}
              </Button>
            </div>
          )}
        </div>
      </section>
    </>
  )
}

function isReady(seen: DirectoryChangePreview | undefined): boolean {
  return seen !== undefined && !seen.nothing && seen.problems.every((it) => it.severity !== 'error')
}

function Meaning({ seen }: { readonly seen: DirectoryChangePreview }) {
  const text = useText().administering.changes
  const { rehearsal, problems } = seen
  if (seen.nothing && problems.length === 0) return <p className="text-ink-2">{text.nothing}</p>
  const { proposals, vacated, doubled, proxies, folders } = rehearsal
  const isCalm = [problems, proposals, vacated, doubled, proxies, folders].every((it) => it.length === 0)
  return (
    <>
      {problems.map((it) => (
        <Notice key={it.text} tone="warning">
          {it.text}
        </Notice>
      ))}
      {isCalm && <p>{text.calm}</p>}
      <RehearsalTables made={{ problems: [], rehearsal }} isShort />
    </>
  )
}
