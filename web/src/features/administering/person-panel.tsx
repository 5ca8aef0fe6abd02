import { problemText } from '../../api/problem-text.ts'
import { usePerson } from '../../api/queries.ts'
import { dayOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, Button, EmptyState, Spinner } from '../../ui/index.ts'

type Props = { readonly id: string; readonly day: string; readonly onClose: () => void }

/** One person's appointments with their history; those of the chosen day stand out. */
export function PersonPanel({ id, day, onClose }: Props) {
  const all = useText()
  const { shell, administering } = all
  const text = administering.organisation
  const { language } = useLanguage()
  const person = usePerson(id)
  const kinds = { ...shell, seconded: text.seconded, on_leave: text.onLeave }
  if (person.data === undefined) {
    return person.isError ? (
      <EmptyState title={text.failed} text={problemText(person.error, all)} />
    ) : (
      <Spinner label={all.common.loading} />
    )
  }
  return (
    <section className="paper mb-4" aria-labelledby="person-name">
      <header className="flex flex-wrap items-center gap-x-3 border-b border-line px-4 py-3">
        <h3 id="person-name" className="text-lg font-bold">
          {person.data.name}
        </h3>
        <span className="flex-1 text-sm text-ink-3">
          {person.data.nameKana}・{person.data.id}
        </span>
        <Button size="small" onPress={onClose}>
          {all.common.close}
        </Button>
      </header>
      <ol className="divide-y divide-line">
        {person.data.appointments.map((it) => {
          const inForce = it.from <= day && (it.to === undefined || day <= it.to)
          return (
            <li
              key={`${it.kind} ${it.post ?? ''} ${it.from}`}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5"
            >
              <Badge tone={inForce ? 'lead' : 'plain'}>{kinds[it.kind]}</Badge>
              <span className={inForce ? 'font-bold' : ''}>{it.title}</span>
              <span className="text-sm text-ink-2 tabular">
                {dayOf(it.from, language)} – {it.to === undefined ? '' : dayOf(it.to, language)}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
