import { useState } from 'react'
import type { AbsenceView } from '../../../../server/contract/absences.ts'
import { request } from '../../api/client.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useAbsences, useMe, useOrganisationMoved } from '../../api/queries.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button, EmptyState, Spinner, toast } from '../../ui/index.ts'
import { AbsenceForm } from './absence-form.tsx'
import { DeciderSection } from './decider-section.tsx'

/** 不在: my absences, who is away, and who stands in for whom. */
export function AbsencesPage() {
  const text = useText().administering.absences
  const me = useMe().data
  const [changing, setChanging] = useState<AbsenceView | undefined>()
  const mine = useAbsences(me?.id ?? '')
  if (me === undefined) return null
  return (
    <div className="grid gap-5">
      <h2 className="text-lg font-bold">{text.title}</h2>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <AbsenceForm
          key={changing?.id ?? 'new'}
          me={me}
          before={changing}
          onDone={() => setChanging(undefined)}
        />
        <section className="paper" aria-labelledby="my-absences">
          <h3 id="my-absences" className="border-b border-line px-4 py-3 font-bold">
            {text.mine}
          </h3>
          <AbsenceList
            query={mine}
            empty={text.noneMine}
            items={(mine.data?.items ?? []).toReversed()}
            onChange={setChanging}
            named={false}
          />
        </section>
      </div>
      <Everybody onChange={setChanging} />
      <DeciderSection />
    </div>
  )
}

function Everybody({ onChange }: { readonly onChange: (it: AbsenceView) => void }) {
  const text = useText().administering.absences
  const all = useAbsences()
  return (
    <section className="paper" aria-labelledby="everybody">
      <h3 id="everybody" className="border-b border-line px-4 py-3 font-bold">
        {text.everybody}
      </h3>
      <AbsenceList
        query={all}
        empty={text.noneAway}
        items={all.data?.items ?? []}
        onChange={onChange}
        named
      />
    </section>
  )
}

type ListProps = {
  readonly query: {
    readonly isPending: boolean
    readonly isError: boolean
    readonly error: unknown
    readonly refetch: () => unknown
  }
  readonly items: readonly AbsenceView[]
  readonly empty: string
  readonly onChange: (it: AbsenceView) => void
  readonly named: boolean
}

function AbsenceList({ query, items, empty, onChange, named }: ListProps) {
  const all = useText()
  const text = all.administering.absences
  if (query.isPending) {
    return (
      <div className="px-4 py-4">
        <Spinner label={all.common.loading} small />
      </div>
    )
  }
  if (query.isError && items.length === 0) {
    return (
      <EmptyState
        title={text.failed}
        text={problemText(query.error, all)}
        action={<Button onPress={() => void query.refetch()}>{all.common.retry}</Button>}
      />
    )
  }
  if (items.length === 0) return <p className="px-4 py-4 text-ink-2">{empty}</p>
  return (
    <ul className="divide-y divide-line">
      {items.map((it) => (
        <Row key={it.id} absence={it} named={named} onChange={() => onChange(it)} />
      ))}
    </ul>
  )
}

const tones = { now: 'shu', ahead: 'lead', over: 'plain' } as const

type RowProps = { readonly absence: AbsenceView; readonly named: boolean; readonly onChange: () => void }

function Row({ absence, named, onChange }: RowProps) {
  const all = useText()
  const text = all.administering.absences
  const { language } = useLanguage()
  const moved = useOrganisationMoved()
  const [isSending, setSending] = useState(false)
  const callOff = async () => {
    setSending(true)
    try {
      await request('DELETE', `/v1/absences/${absence.id}`)
      await moved()
      toast(text.calledOff)
    } catch (error) {
      toast(problemText(error, all), 'warning')
      await moved()
    }
    setSending(false)
  }
  const { recordedBy } = absence
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      <Badge tone={tones[absence.when]}>{text[absence.when]}</Badge>
      {named && (
        <span className="leading-snug">
          <span className="font-bold">{absence.person.name}</span>{' '}
          <span className="text-sm text-ink-3">{absence.person.title}</span>
        </span>
      )}
      <span className="tabular">
        {dateTimeOf(absence.from, language)} – {dateTimeOf(absence.to, language)}
      </span>
      <span className="min-w-0 flex-1 text-sm text-ink-2">
        {[
          absence.reason,
          recordedBy !== undefined && recordedBy.id !== absence.person.id
            ? text.recordedBy(recordedBy.name)
            : undefined,
        ]
          .filter((it) => it !== undefined)
          .join('・')}
      </span>
      {absence.mayChange && (
        <span className="flex gap-2">
          <Button size="small" onPress={onChange} isDisabled={isSending}>
            {text.edit}
          </Button>
          <Button size="small" variant="danger" onPress={() => void callOff()} isPending={isSending}>
            {absence.when === 'now' ? text.back : text.callOff}
          </Button>
        </span>
      )}
    </li>
  )
}
