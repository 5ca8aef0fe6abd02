import { X } from 'lucide-react'
import { Suspense, lazy } from 'react'
import { Link } from 'wouter'
import type { ActType } from '../../../../server/contract/acts.ts'
import type { HistoryEntry, ProposalView } from '../../../../server/contract/proposals.ts'
import { compareAddress } from '../../api/comparison.ts'
import { Renewed } from '../../api/renewed.tsx'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Boundary, IconButton, cx, SideSection } from '../../ui/index.ts'
import { AssertedPeople } from './asserted-record.tsx'
import { OnTheWay, PostReviews, Questions, Showings } from './beside-lists.tsx'
import { IssuingPanel } from './issuing-panel.tsx'
import { OpinionBoard } from './opinion-board.tsx'
import { RoutePanel } from './route-panel.tsx'
import type { SeenMarks } from './seal-box.tsx'
import type { Acting } from './use-acting.ts'

/** Its code comes with a decided case. */
const ClassPanel = lazy(async () => ({ default: (await import('./class-panel.tsx')).ClassPanel }))

type Props = {
  readonly proposal: ProposalView
  readonly acting: Acting
  readonly seen: SeenMarks
  readonly me: string | undefined
  readonly onClose: () => void
  /** Opens the form of an act. */
  readonly onAsk: (type: ActType) => void
}

/** Everything beside the paper: the route, what was said and shown, and the history. */
export function SidePanel({ proposal, acting, seen, me, onClose, onAsk }: Props) {
  const text = useText()
  const { side } = text.reader
  const board = proposal.opinions.length > 0 && (
    <SideSection title={side.board} count={proposal.opinions.length}>
      <OpinionBoard proposal={proposal} acting={acting} />
    </SideSection>
  )
  // Who decides weighs the opinions first, and who answers an objection finds it on top.
  const boardFirst = proposal.allowed.some((it) => it === 'decide' || it === 'respond')
  const opinions = proposal.history.filter(
    (it) => it.comment !== undefined && it.comment !== '' && it.type !== 'concurred',
  )
  return (
    <div className="h-full overflow-y-auto overscroll-contain px-4 pb-8" data-side>
      <div className="sticky top-0 z-10 -mx-4 flex justify-end bg-paper px-2 pt-1 lg:hidden">
        <IconButton label={text.common.close} icon={<X className="size-5" />} onPress={onClose} />
      </div>
      {boardFirst && board}
      <IssuingPanel proposal={proposal} onAsk={onAsk} />
      {proposal.asserted === undefined ? (
        <SideSection title={side.route}>
          <RoutePanel proposal={proposal} acting={acting} seen={seen} me={me} />
        </SideSection>
      ) : (
        <SideSection title={text.reader.asserted.side}>
          <AssertedPeople asserted={proposal.asserted} />
        </SideSection>
      )}
      {!boardFirst && board}
      <Questions proposal={proposal} acting={acting} />
      <PostReviews proposal={proposal} />
      <Showings proposal={proposal} />
      <OnTheWay proposal={proposal} />
      {(proposal.status === 'decided' || proposal.status === 'imported') && (
        <Boundary instead={<Renewed />}>
          <Suspense fallback={null}>
            <ClassPanel proposalId={proposal.id} />
          </Suspense>
        </Boundary>
      )}
      <SideSection title={side.opinions} count={opinions.length}>
        {opinions.length === 0 ? (
          <p className="text-sm text-ink-3">{side.noOpinions}</p>
        ) : (
          <ul className="grid gap-3">
            {opinions.map((it) => (
              <Opinion key={it.seq} entry={it} />
            ))}
          </ul>
        )}
      </SideSection>
      <SideSection
        title={side.history}
        count={proposal.history.length}
        {...(proposal.history.length === 0
          ? {}
          : {
              aside: (
                <Link href={`/proposals/${proposal.id}/audit`} className="text-lead" data-audit>
                  {side.audit}
                </Link>
              ),
            })}
      >
        {(proposal.stampedPdf === 'ready' || proposal.asserted !== undefined) && (
          <Evidence id={proposal.id} isImported={proposal.asserted !== undefined} />
        )}
        <ol className="grid gap-2.5">
          {proposal.history.toReversed().map((it) => (
            <Entry key={it.seq} entry={it} />
          ))}
        </ol>
      </SideSection>
    </div>
  )
}

/** 決裁の証拠: what proves the decision without this system. */
function Evidence({ id, isImported }: { readonly id: string; readonly isImported: boolean }) {
  const { stamped, asserted } = useText().reader
  return (
    <p className="mb-3 text-xs leading-relaxed text-ink-3">
      <a href={`/v1/proposals/${id}/bundle`} download className="text-sm text-lead underline" data-bundle>
        {isImported ? asserted.bundle : stamped.bundle}
      </a>
      <span className="mt-0.5 block">{isImported ? asserted.bundleText : stamped.bundleText}</span>
    </p>
  )
}

function Opinion({ entry }: { readonly entry: HistoryEntry }) {
  const { language } = useLanguage()
  return (
    <li
      data-said={entry.seq}
      className={cx(
        'rounded-8 border px-3 py-2',
        entry.type === 'returned' || entry.type === 'rejected'
          ? 'border-shu-line bg-shu-soft'
          : 'border-line bg-well',
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
    <li
      className="text-sm leading-snug"
      data-event={entry.type}
      data-said={entry.type === 'concurred' ? entry.seq : undefined}
    >
      <p>
        <span className="block text-xs font-bold text-ink-2">
          {entry.title}　{entry.name}
        </span>
        {entry.text}
      </p>
      {entry.replaced?.map((it) => (
        <p key={it.laterId}>
          <Link className="text-lead" href={compareAddress(it.laterId, it.earlierId)} data-compare-link>
            {it.name}：{text.compare.open}
          </Link>
        </p>
      ))}
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
