import { X } from 'lucide-react'
import type { HistoryEntry, ProposalView } from '../../../../server/contract/proposals.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { IconButton, cx } from '../../ui/index.ts'
import { RoutePanel } from './route-panel.tsx'
import type { SeenMarks } from './seal-box.tsx'

type Props = {
  readonly proposal: ProposalView
  readonly seen: SeenMarks
  readonly me: string | undefined
  readonly onClose: () => void
}

/** Route, opinions and history beside the paper. */
export function SidePanel({ proposal, seen, me, onClose }: Props) {
  const text = useText()
  const opinions = proposal.history.filter((it) => it.comment !== undefined && it.comment !== '')
  return (
    <div className="h-full overflow-y-auto overscroll-contain px-4 pb-8" data-side>
      <div className="sticky top-0 z-10 -mx-4 flex justify-end bg-paper px-2 pt-1 lg:hidden">
        <IconButton label={text.common.close} icon={<X className="size-5" />} onPress={onClose} />
      </div>
      <Section title={text.reader.side.route}>
        <RoutePanel proposal={proposal} seen={seen} me={me} />
      </Section>
      <Section title={text.reader.side.opinions} count={opinions.length}>
        {opinions.length === 0 ? (
          <p className="text-sm text-ink-3">{text.reader.side.noOpinions}</p>
        ) : (
          <ul className="grid gap-3">
            {opinions.map((it) => (
              <Opinion key={it.seq} entry={it} />
            ))}
          </ul>
        )}
      </Section>
      <Section title={text.reader.side.history} count={proposal.history.length}>
        <ol className="grid gap-2.5">
          {proposal.history.toReversed().map((it) => (
            <Entry key={it.seq} entry={it} />
          ))}
        </ol>
      </Section>
    </div>
  )
}

type SectionProps = { readonly title: string; readonly count?: number; readonly children: React.ReactNode }

function Section({ title, count, children }: SectionProps) {
  return (
    <section className="border-b border-line py-4 last:border-0">
      <h2 className="mb-3 flex items-baseline gap-2 text-sm font-bold">
        {title}
        {count !== undefined && count > 0 && (
          <span className="text-xs font-normal text-ink-3 tabular">{count}</span>
        )}
      </h2>
      {children}
    </section>
  )
}

function Opinion({ entry }: { readonly entry: HistoryEntry }) {
  const { language } = useLanguage()
  return (
    <li
      className={cx(
        'rounded-8 border px-3 py-2',
        entry.type === 'returned' ? 'border-shu-line bg-shu-soft' : 'border-line bg-well',
      )}
    >
      <p className="flex flex-wrap items-baseline justify-between gap-x-2 text-xs text-ink-3">
        <span className="font-bold text-ink-2">
          {entry.title}　{entry.name}
        </span>
        <time dateTime={entry.at} className="tabular">
          {dateTimeOf(entry.at, language)}
        </time>
      </p>
      <p className="mt-1 text-sm leading-relaxed whitespace-pre-wrap">{entry.comment}</p>
    </li>
  )
}

function Entry({ entry }: { readonly entry: HistoryEntry }) {
  const text = useText()
  const { language } = useLanguage()
  return (
    <li className="text-sm leading-snug" data-event={entry.type}>
      <p>
        <span className="block text-xs font-bold text-ink-2">
          {entry.title}　{entry.name}
        </span>
        {entry.text}
      </p>
      <p className="mt-0.5 flex flex-wrap gap-x-2 text-xs text-ink-3">
        <time dateTime={entry.at} className="tabular">
          {dateTimeOf(entry.at, language)}
        </time>
        <span className="font-mono" title={`${text.reader.side.hash} ${entry.hash}`}>
          #{entry.seq} {entry.hash.slice(0, 8)}
        </span>
      </p>
    </li>
  )
}
