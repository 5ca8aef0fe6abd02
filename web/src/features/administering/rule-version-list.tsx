import type { RuleVersion } from '../../../../server/contract/rules.ts'
import { dayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button } from '../../ui/index.ts'

type Props = {
  readonly versions: readonly RuleVersion[]
  readonly open: string | undefined
  readonly onOpen: (version: string | undefined) => void
}

const tones = {
  in_force: 'lead',
  ahead: 'done',
  past: 'plain',
  replaced: 'plain',
  withdrawn: 'plain',
} as const

/** Every version there ever was, newest first: from when, who settled it and why, and what became of it. */
export function RuleVersionList({ versions, open, onOpen }: Props) {
  const { rules: text } = useText()
  const { language } = useLanguage()
  if (versions.length === 0) return null
  return (
    <section aria-label={text.versions} className="paper px-4 py-3 sm:px-5">
      <h3 className="mb-1 font-bold">{text.versions}</h3>
      <ol className="divide-y divide-line">
        {versions.map((it) => (
          <li key={it.version} className="flex items-center gap-3 py-2 text-sm">
            <div className="grid min-w-0 flex-1 gap-0.5">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Badge tone={tones[it.state]}>{text.states[it.state]}</Badge>
                <span className="font-bold tabular">{text.version(it.version)}</span>
                <span>{text.from(dayOf(it.from, language))}</span>
                {it.published !== undefined && (
                  <span className="text-ink-3">{text.publishedBy(it.published.by)}</span>
                )}
              </div>
              {it.reason !== undefined && <p className="text-ink-2">{text.reasonOf(it.reason)}</p>}
              {it.withdrawn !== undefined && (
                <p className="text-ink-2">{text.withdrawnBy(it.withdrawn.by, it.withdrawn.reason)}</p>
              )}
            </div>
            <Button
              size="small"
              variant={it.version === open ? 'secondary' : 'quiet'}
              aria-label={it.version === open ? text.closeVersion(it.version) : text.openVersion(it.version)}
              onPress={() => onOpen(it.version === open ? undefined : it.version)}
            >
              {it.version === open ? text.close : text.open}
            </Button>
          </li>
        ))}
      </ol>
    </section>
  )
}
