import { useState } from 'react'
import type { RoleGrantView, RoleList } from '../../../../server/contract/roles.ts'
import { Loaded } from '../../api/loaded.tsx'
import { useRoles } from '../../api/roles.ts'
import { dateTimeOf, dayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button, Disclosure, Notice } from '../../ui/index.ts'
import { EndRoleForm, GiveRoleForm } from './role-forms.tsx'
import { type RoleName, roleNames } from './role-names.ts'
import { SectionHead } from './section-head.tsx'

/** 役割: who has which, what it means, who gave it and why; given and ended here by a システム管理者. */
export function RolesPage() {
  const text = useText().administering.roles
  return (
    <div className="grid gap-4 pb-16">
      <SectionHead title={text.title} help={text.help} />
      <Loaded query={useRoles()} failed={text.failed}>
        {(list) => <Roles list={list} />}
      </Loaded>
    </div>
  )
}

function Roles({ list }: { readonly list: RoleList }) {
  const text = useText().administering.roles
  return (
    <>
      {list.mayGive ? <GiveRoleForm today={list.today} /> : <Notice>{text.readOnly}</Notice>}
      {roleNames.map((role) => (
        <Role key={role} role={role} today={list.today} items={list.items.filter((it) => it.role === role)} />
      ))}
    </>
  )
}

type RoleProps = {
  readonly role: RoleName
  readonly today: string
  readonly items: readonly RoleGrantView[]
}

function Role({ role, today, items }: RoleProps) {
  const text = useText().administering.roles
  const open = items.filter((it) => it.state !== 'past')
  const past = items.filter((it) => it.state === 'past')
  return (
    <section aria-labelledby={`role-${role}`} className="paper overflow-hidden">
      <header className="grid gap-1 border-b border-line px-4 py-3 sm:px-5">
        <h3 id={`role-${role}`} className="font-bold">
          {text.names[role]}
        </h3>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-sm leading-relaxed">
          <dt className="text-ink-3">{text.mayLabel}</dt>
          <dd>{text.may[role]}</dd>
          <dt className="text-ink-3">{text.mayNotLabel}</dt>
          <dd>{text.mayNot[role]}</dd>
        </dl>
      </header>
      {open.length === 0 ? (
        <p className="px-4 py-3 text-ink-2 sm:px-5">{text.nobody}</p>
      ) : (
        <ul className="divide-y divide-line">
          {open.map((it) => (
            <Grant key={it.id} grant={it} role={role} today={today} />
          ))}
        </ul>
      )}
      {past.length > 0 && (
        <div className="border-t border-line px-4 py-2 sm:px-5">
          <Disclosure title={text.past(past.length)}>
            <ul className="-mx-4 divide-y divide-line sm:-mx-5">
              {past.map((it) => (
                <Grant key={it.id} grant={it} role={role} today={today} />
              ))}
            </ul>
          </Disclosure>
        </div>
      )}
    </section>
  )
}

const tones = { in_force: 'lead', ahead: 'done', past: 'plain' } as const

type GrantProps = { readonly grant: RoleGrantView; readonly role: RoleName; readonly today: string }

function Grant({ grant, role, today }: GrantProps) {
  const text = useText().administering.roles
  const { language } = useLanguage()
  const [isEnding, setEnding] = useState(false)
  const { person, from, to, given, ended, reason, state } = grant
  const name = text.endOf(person.name, text.names[role])
  return (
    <li className="grid gap-1 px-4 py-2.5 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={tones[state]}>{text.states[state]}</Badge>
        <span className="leading-snug max-sm:flex-1">
          <span className="font-bold">{person.name}</span>{' '}
          <span className="text-sm text-ink-3">{person.title}</span>
        </span>
        <span className="text-sm text-ink-2 tabular max-sm:order-last max-sm:basis-full sm:flex-1">
          {from === undefined ? text.beginning : text.since(dayOf(from, language))}
          {to !== undefined && ` ${text.until(dayOf(to, language))}`}
        </span>
        {grant.mayEnd && (
          <Button
            size="small"
            variant="danger"
            aria-label={name}
            aria-expanded={isEnding}
            onPress={() => setEnding(!isEnding)}
          >
            {text.end}
          </Button>
        )}
      </div>
      {given !== undefined && (
        <p className="text-sm text-ink-2">
          {text.givenBy(given.by.name, dateTimeOf(given.at, language), reason)}
        </p>
      )}
      {ended !== undefined && (
        <p className="text-sm text-ink-2">
          {text.endedBy(ended.by.name, dateTimeOf(ended.at, language), ended.reason)}
        </p>
      )}
      {isEnding && <EndRoleForm id={grant.id} label={name} today={today} onClose={() => setEnding(false)} />}
    </li>
  )
}
