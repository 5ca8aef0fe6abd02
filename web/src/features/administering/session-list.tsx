import type { SignInsOf } from '../../../../server/contract/sign-ins.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button } from '../../ui/index.ts'

type Props = {
  readonly sessions: SignInsOf['sessions']
  /** Ends one of them; absent where they are only looked at. */
  readonly onEnd?: (id: string) => void
}

/** サインイン中の端末: which, since when, from where. */
export function SessionList({ sessions, onEnd }: Props) {
  const text = useText().administering.signIns
  const { language } = useLanguage()
  const at = (instant: string): string => dateTimeOf(instant, language)
  if (sessions.length === 0) return <p className="px-4 py-3 text-ink-2">{text.none}</p>
  return (
    <ul className="divide-y divide-line">
      {sessions.map((it) => {
        const device = it.device === '' ? text.unknownDevice : it.device
        const facts = [
          text.since(at(it.startedAt)),
          text.used(at(it.lastUsedAt)),
          ...(it.authenticatedAt === undefined ? [] : [text.authenticated(at(it.authenticatedAt))]),
          ...(it.address === undefined ? [] : [text.from(it.address)]),
        ]
        return (
          <li key={it.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
            <div className="grid min-w-0 flex-1 basis-60 gap-0.5">
              <span className="flex flex-wrap items-center gap-2 font-bold">
                {device}
                {it.isThis && <Badge tone="lead">{text.thisOne}</Badge>}
              </span>
              <span className="text-sm text-ink-2 tabular">{facts.join(' ・ ')}</span>
            </div>
            {onEnd !== undefined && !it.isThis && (
              <Button
                size="small"
                aria-label={text.endOf(device, at(it.startedAt))}
                onPress={() => onEnd(it.id)}
              >
                {text.end}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
