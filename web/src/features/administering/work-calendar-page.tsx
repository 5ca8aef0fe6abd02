import { useMemo, useState } from 'react'
import type { WorkCalendarPreviewBody, WorkCalendarView } from '../../../../server/contract/work-calendar.ts'
import { isProblem } from '../../api/client.ts'
import { Loaded } from '../../api/loaded.tsx'
import { problemText } from '../../api/problem-text.tsx'
import { useChangeWorkCalendar, useWorkCalendar, useWorkCalendarPreview } from '../../api/work-calendar.ts'
import { useText } from '../../i18n/settings/index.ts'
import { wholeNumberOf } from '../../i18n/typed.ts'
import { Button, Notice, Spinner, TextField, toast, useSettled } from '../../ui/index.ts'
import { ClosedDays } from './closed-days.tsx'
import { WorkCalendarMeaning } from './work-calendar-meaning.tsx'
import { ComingYear } from './work-calendar-year.tsx'
import { SectionHead } from './section-head.tsx'

/** 閉庁日・督促: when the body works, and after how many working days it reminds. */
export function WorkCalendarPage() {
  const text = useText().administering.workCalendar
  // What is being edited must not change under its editor: another version waits until it is asked for.
  const [times, setTimes] = useState(0)
  return (
    <div className="grid gap-4 pb-16">
      <SectionHead title={text.title} help={text.help} />
      <Loaded query={useWorkCalendar()} failed={text.failed}>
        {(view) => (
          <>
            <Editor key={times} view={view} onAgain={() => setTimes(times + 1)} />
            <ComingYear view={view} />
          </>
        )}
      </Loaded>
    </div>
  )
}

const thresholds = ['remindAfter', 'remindUrgentAfter', 'remindPostReviewAfter'] as const
type Thresholds = Readonly<Record<(typeof thresholds)[number], string>>

function isNumber(typed: string): boolean {
  const days = wholeNumberOf(typed)
  return days !== undefined && days >= 1 && days <= 60
}

type EditorProps = { readonly view: WorkCalendarView; readonly onAgain: () => void }

function Editor({ view, onAgain }: EditorProps) {
  const all = useText()
  const text = all.administering.workCalendar
  const [start] = useState(view)
  const [closedDays, setClosedDays] = useState<readonly string[]>(start.closedDays)
  const [days, setDays] = useState<WorkCalendarPreviewBody['days']>(start.days)
  const [typed, setTyped] = useState<Thresholds>({
    remindAfter: String(start.remindAfter),
    remindUrgentAfter: String(start.remindUrgentAfter),
    remindPostReviewAfter: String(start.remindPostReviewAfter),
  })
  const [refusal, setRefusal] = useState<unknown>()
  const [isSending, setSending] = useState(false)
  const change = useChangeWorkCalendar()
  const body: WorkCalendarPreviewBody = {
    closedDays: [...closedDays],
    days,
    remindAfter: wholeNumberOf(typed.remindAfter) ?? 0,
    remindUrgentAfter: wholeNumberOf(typed.remindUrgentAfter) ?? 0,
    remindPostReviewAfter: wholeNumberOf(typed.remindPostReviewAfter) ?? 0,
  }
  const key = JSON.stringify(body)
  const settled = useSettled(key, 300)
  const asked = useMemo(() => JSON.parse(settled) as WorkCalendarPreviewBody, [settled])
  const isWhole = thresholds.every((it) => isNumber(typed[it]))
  const isChanged = key !== JSON.stringify(bodyOf(start))
  const preview = useWorkCalendarPreview(asked, isChanged && isWhole && key === settled)
  const isCurrent = key === settled && !preview.isFetching
  const problem: unknown = refusal ?? (isCurrent ? preview.error : null) ?? undefined
  const save = async () => {
    setSending(true)
    try {
      await change({ ...body, version: start.version })
      toast(text.saved)
      onAgain()
    } catch (error) {
      setRefusal(error)
      setSending(false)
    }
  }
  return (
    <>
      <ClosedDays
        today={start.today}
        closedDays={closedDays}
        days={days}
        onClosedDays={(next) => {
          setClosedDays(next)
          setRefusal(undefined)
        }}
        onDays={(next) => {
          setDays([...next])
          setRefusal(undefined)
        }}
      />
      <section aria-labelledby="reminding" className="paper grid gap-3 px-4 py-4 sm:px-5">
        <div>
          <h3 id="reminding" className="font-bold">
            {text.reminding}
          </h3>
          <p className="text-sm leading-relaxed text-ink-2">{text.remindHelp}</p>
        </div>
        <div className="grid items-start gap-4 sm:grid-cols-3 lg:max-w-2xl">
          {thresholds.map((it) => (
            <TextField
              key={it}
              label={text[it]}
              inputMode="numeric"
              value={typed[it]}
              suffix={text.workingDays}
              inputClassName="pr-24"
              maxLength={2}
              error={isNumber(typed[it]) ? undefined : text.badNumber}
              onChange={(value) => {
                setTyped({ ...typed, [it]: value })
                setRefusal(undefined)
              }}
            />
          ))}
        </div>
      </section>
      <section aria-labelledby="calendar-look" className="paper grid gap-4 px-4 py-4 sm:px-5">
        <div className="flex flex-wrap items-center gap-3">
          <h3 id="calendar-look" className="flex-1 font-bold">
            {text.look}
          </h3>
          {isChanged && (
            <Button size="small" variant="quiet" className="text-lead" onPress={onAgain}>
              {text.reset}
            </Button>
          )}
        </div>
        <div aria-live="polite" className="grid gap-4">
          {!isChanged ? (
            <p className="text-ink-2">{text.untouched}</p>
          ) : !isWhole ? (
            <p className="text-shu">{text.badNumber}</p>
          ) : problem !== undefined ? (
            <Notice
              tone="warning"
              action={
                isProblem(problem, 'calendar_changed') ? (
                  <Button size="small" onPress={onAgain}>
                    {text.latest}
                  </Button>
                ) : undefined
              }
            >
              {problemText(problem, all)}
            </Notice>
          ) : !isCurrent || preview.data === undefined ? (
            <Spinner small label={text.looking} />
          ) : (
            <>
              <WorkCalendarMeaning seen={preview.data} />
              <div>
                <Button variant="primary" isPending={isSending} onPress={() => void save()}>
                  {text.save}
                </Button>
              </div>
            </>
          )}
        </div>
      </section>
    </>
  )
}

function bodyOf({
  closedDays,
  days,
  remindAfter,
  remindUrgentAfter,
  remindPostReviewAfter,
}: WorkCalendarView): WorkCalendarPreviewBody {
  return { closedDays, days, remindAfter, remindUrgentAfter, remindPostReviewAfter }
}
