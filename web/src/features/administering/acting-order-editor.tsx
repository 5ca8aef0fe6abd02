import { useMemo, useState } from 'react'
import type {
  ActingOrderList,
  ActingOrderView,
  ActingPlaceView,
} from '../../../../server/contract/acting-orders.ts'
import { useActingOrderPreview, useRecordActingOrder } from '../../api/acting-orders.ts'
import { ProblemError, isProblem } from '../../api/client.ts'
import { problemText } from '../../api/problem-text.tsx'
import { dayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { isWholeDay } from '../../i18n/typed.ts'
import { Button, Notice, Spinner, toast, useSettled } from '../../ui/index.ts'
import { ActingOrderAdd } from './acting-order-add.tsx'
import { type PlaceRow, ActingOrderPlaces } from './acting-order-places.tsx'
import { toPlace } from './acting-place.ts'
import { ActingOrderMeaning } from './acting-order-meaning.tsx'
import { DayField } from './day-field.tsx'

type Props = {
  readonly position: string
  readonly start: {
    readonly places: readonly ActingPlaceView[]
    readonly version: number
    /** It starts from an earlier version, which is a change by itself. */
    readonly isCopy: boolean
  }
  readonly list: ActingOrderList
  readonly onRecorded: (done: ActingOrderView) => void
  readonly onLatest: () => void
}

/** The first day of the month after a day. */
function nextMonth(today: string): string {
  const [year = 0, month = 0] = today.split('-').map(Number)
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
}

/** The place in the order that a refusal is about, from 1; undefined when it is about none. */
function placeOf(error: unknown): number | undefined {
  const place = error instanceof ProblemError ? error.problem.facts?.['place'] : undefined
  return typeof place === 'number' ? place : undefined
}

/** The next order of a position: its places, from which day, what it would mean, and only then the button. */
export function ActingOrderEditor({ position, start, list, onRecorded, onLatest }: Props) {
  const all = useText()
  const text = all.administering.actingOrders
  const { language } = useLanguage()
  const [rows, setRows] = useState<readonly PlaceRow[]>(() =>
    start.places.map((place, index) => ({ id: index + 1, place })),
  )
  const [added, setAdded] = useState(start.places.length)
  const [from, setFrom] = useState(nextMonth(list.today))
  const [refusal, setRefusal] = useState<unknown>()
  const [isSending, setSending] = useState(false)
  const record = useRecordActingOrder(position)
  const body = { position, from, order: rows.map((it) => toPlace(it.place)) }
  const typed = JSON.stringify(body)
  const settled = useSettled(typed, 300)
  const asked = useMemo(() => JSON.parse(settled) as typeof body, [settled])
  const isChanged = start.isCopy || JSON.stringify(start.places.map(toPlace)) !== JSON.stringify(body.order)
  const preview = useActingOrderPreview(asked, isChanged && isWholeDay(asked.from))
  // What was looked at must be what is put into force.
  const isCurrent = typed === settled && preview.data !== undefined && !preview.isFetching
  const problem: unknown = refusal ?? (typed === settled ? preview.error : null) ?? undefined
  const change = (next: readonly PlaceRow[]) => {
    setRows(next)
    setRefusal(undefined)
  }
  const publish = async () => {
    setSending(true)
    try {
      const { order } = body
      onRecorded(await record({ from, order, version: start.version }))
      toast(text.published(dayOf(from, language)))
    } catch (error) {
      setRefusal(error)
    }
    setSending(false)
  }
  return (
    <>
      <section aria-labelledby="next-order" className="paper grid gap-4 px-4 py-4 sm:px-5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h4 id="next-order" className="flex-1 font-bold">
            {text.next}
          </h4>
          {isChanged && (
            <Button size="small" variant="quiet" className="text-lead" onPress={onLatest}>
              {text.reset}
            </Button>
          )}
          <p className="basis-full text-sm leading-relaxed text-ink-2">{text.nextHelp}</p>
        </div>
        <ActingOrderPlaces
          rows={rows}
          wrong={placeOf(problem)}
          problem={problem === undefined ? undefined : problemText(problem, all)}
          onChange={change}
        />
        <ActingOrderAdd
          positions={list.positions}
          onAdd={(place) => {
            change([...rows, { id: added + 1, place }])
            setAdded(added + 1)
          }}
        />
      </section>
      <section aria-labelledby="order-look" className="paper grid gap-4 px-4 py-4 sm:px-5">
        <h4 id="order-look" className="font-bold">
          {text.look}
        </h4>
        <DayField
          label={text.day}
          hint={text.dayHint}
          value={from}
          min={list.today}
          onChange={(value) => {
            setFrom(value)
            setRefusal(undefined)
          }}
          className="w-full sm:w-80"
        />
        <div aria-live="polite" className="grid gap-4">
          {!isChanged ? (
            <p className="text-ink-2">{text.untouched}</p>
          ) : !isWholeDay(from) ? (
            <p className="text-shu">{all.common.wholeDay}</p>
          ) : problem !== undefined ? (
            placeOf(problem) === undefined && (
              <Notice
                tone="warning"
                action={
                  isProblem(problem, 'acting_order_changed') ? (
                    <Button size="small" onPress={onLatest}>
                      {text.latest}
                    </Button>
                  ) : undefined
                }
              >
                {problemText(problem, all)}
              </Notice>
            )
          ) : preview.data === undefined || preview.isFetching ? (
            <Spinner small label={text.looking} />
          ) : (
            <ActingOrderMeaning preview={preview.data} />
          )}
          {isChanged && isCurrent && problem === undefined && preview.data.changes.length > 0 && (
            <div>
              <Button variant="primary" isPending={isSending} onPress={() => void publish()}>
                {text.publish(dayOf(from, language))}
              </Button>
            </div>
          )}
        </div>
      </section>
    </>
  )
}
