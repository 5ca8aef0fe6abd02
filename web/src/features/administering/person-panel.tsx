import type { PersonView } from '../../../../server/contract/organisation.ts'
import { Loaded } from '../../api/loaded.tsx'
import { usePerson } from '../../api/queries.ts'
import { dayOf, todayInJapan } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button } from '../../ui/index.ts'
import type { ChangeForm, OnChange } from './directory-change.ts'

type Props = {
  readonly id: string
  readonly day: string
  readonly onClose: () => void
  readonly onChange: OnChange
}

/** The form that ends an appointment; undefined for 派遣 and 休職, which are in no post. */
function endOf(
  person: string,
  { post, kind, title }: PersonView['appointments'][number],
): ChangeForm | undefined {
  const [unit = '', position = ''] = post?.split(':') ?? []
  if (post === undefined || kind === 'seconded' || kind === 'on_leave') return undefined
  return { form: 'end', person, unit, position, as: kind, title }
}

/** One person's appointments with their history; those of the chosen day stand out. */
export function PersonPanel(props: Props) {
  return (
    <Loaded query={usePerson(props.id)} failed={useText().administering.organisation.failed} isSmall>
      {(person) => <Person {...props} person={person} />}
    </Loaded>
  )
}

function Person({ id, day, onClose, onChange, person }: Props & { readonly person: PersonView }) {
  const { common, shell, administering } = useText()
  const { organisation: text, changes } = administering
  const { language } = useLanguage()
  const kinds = { ...shell, seconded: text.seconded, on_leave: text.onLeave }
  const { name, nameKana } = person
  return (
    <section className="paper mb-4" aria-labelledby="person-name">
      <header className="flex flex-wrap items-center gap-x-3 border-b border-line px-4 py-3">
        <h3 id="person-name" className="text-lg font-bold">
          {name}
        </h3>
        <span className="flex-1 text-sm text-ink-3">
          {nameKana}・{person.id}
        </span>
        {onChange !== undefined && (
          <span className="flex flex-wrap gap-1">
            <Button
              variant="quiet"
              size="small"
              className="text-lead"
              onPress={() => onChange({ form: 'appoint', person: id })}
            >
              {changes.appoint}
            </Button>
            <Button
              variant="quiet"
              size="small"
              className="text-lead"
              onPress={() => onChange({ form: 'person', person: id, name, nameKana })}
            >
              {changes.person}
            </Button>
          </span>
        )}
        <Button size="small" onPress={onClose}>
          {common.close}
        </Button>
      </header>
      <ol className="divide-y divide-line">
        {person.appointments.map((it) => {
          const inForce = it.from <= day && (it.to === undefined || day <= it.to)
          const isOver = it.to !== undefined && it.to < todayInJapan()
          const end = isOver || onChange === undefined ? undefined : endOf(id, it)
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
              {end !== undefined && (
                <Button
                  variant="quiet"
                  size="small"
                  className="ml-auto text-lead"
                  aria-label={changes.endOf(it.title)}
                  onPress={() => onChange?.(end)}
                >
                  {changes.end}
                </Button>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
