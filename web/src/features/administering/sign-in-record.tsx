import { useState } from 'react'
import type { SignInEntryView, SignInRefusals, SignInsOf } from '../../../../server/contract/sign-ins.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button } from '../../ui/index.ts'

type Props = {
  readonly title: string
  readonly id: string
  readonly of: SignInRefusals
  /** How long it is kept. */
  readonly years?: number
  /** What stands there without entries. */
  readonly nothing?: string
  /** Goes on from an entry; undefined: from the newest. */
  readonly onFrom: (before: number | undefined) => void
}

const tones = { signed_in: 'lead', refused: 'shu', ended: 'plain', unlinked: 'shu' } as const

/** サインインの記録, a page of it. */
export function SignInRecord({ title, id, of, years, nothing, onFrom }: Props) {
  const text = useText().administering.signIns
  const [isFirst, setFirst] = useState(true)
  const go = (before: number | undefined): void => {
    setFirst(before === undefined)
    onFrom(before)
  }
  return (
    <section className="paper" aria-labelledby={`record-${id}`}>
      <header className="border-b border-line px-4 py-3">
        <h3 id={`record-${id}`} className="font-bold">
          {title}
        </h3>
        {years !== undefined && <p className="text-sm text-ink-2">{text.historyHelp(years)}</p>}
      </header>
      {of.items.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">{nothing ?? text.noHistory}</p>
      ) : (
        <ol className="divide-y divide-line">
          {of.items.map((it) => (
            <Entry key={it.id} entry={it} />
          ))}
        </ol>
      )}
      {(of.next !== undefined || !isFirst) && (
        <footer className="flex flex-wrap gap-2 border-t border-line px-4 py-2">
          {!isFirst && (
            <Button size="small" onPress={() => go(undefined)}>
              {text.latest}
            </Button>
          )}
          {of.next !== undefined && (
            <Button size="small" onPress={() => go(of.next)}>
              {text.more}
            </Button>
          )}
        </footer>
      )}
    </section>
  )
}

function Entry({ entry }: { readonly entry: SignInEntryView }) {
  const text = useText().administering.signIns
  const { language } = useLanguage()
  const { at, what, because, device, address, login, provider, by, reason } = entry
  const facts = [
    ...(because === undefined ? [] : [text.because[because]]),
    ...(by === undefined ? [] : [text.by(by.name, reason ?? '')]),
    ...(device === '' ? [] : [device]),
    ...(address === undefined ? [] : [text.from(address)]),
    ...(login === undefined ? [] : [text.login(login)]),
    ...(what === 'ended' || provider === undefined ? [] : [text.provider(provider)]),
  ]
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2.5">
      <span className="text-sm tabular">{dateTimeOf(at, language)}</span>
      <Badge tone={tones[what]}>{text.what[what]}</Badge>
      <span className="min-w-0 flex-1 basis-60 text-sm break-words text-ink-2">{facts.join(' ・ ')}</span>
    </li>
  )
}

/** The accounts a person is joined to. */
export function AccountList({ accounts }: Pick<SignInsOf, 'accounts'>) {
  const text = useText().administering.signIns
  const { language } = useLanguage()
  if (accounts.length === 0) return <p className="px-4 py-3 text-ink-2">{text.noAccount}</p>
  return (
    <ul className="divide-y divide-line">
      {accounts.map((it) => (
        <li key={`${it.provider} ${it.subject}`} className="grid gap-0.5 px-4 py-2.5 text-sm break-words">
          <span>{text.provider(it.provider)}</span>
          <span className="text-ink-2 tabular">
            {text.subject(it.subject)} ・ {text.linked(dateTimeOf(it.linkedAt, language))}
          </span>
        </li>
      ))}
    </ul>
  )
}
