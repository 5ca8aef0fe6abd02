import { Armchair } from 'lucide-react'
import { useRef } from 'react'
import type { SeatTroubleItem } from '../../../../server/contract/seat-conflicts.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useSeatConflicts } from '../../api/queries.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button, EmptyState, LinkButton, Spinner } from '../../ui/index.ts'
import { SeatActs } from './seat-acts.tsx'

/** 席の確認: running cases that wait for the 文書主管課 after a transfer, each with what to do. */
export function SeatsPage() {
  const all = useText()
  const text = all.administering.seats
  const seats = useSeatConflicts()
  const heading = useRef<HTMLHeadingElement>(null)
  const items = seats.data?.pages.flatMap((it) => it.items) ?? []
  return (
    <div className="grid gap-4">
      <header>
        <h2 ref={heading} tabIndex={-1} className="text-lg font-bold outline-none">
          {text.title}
        </h2>
        <p className="mt-1 max-w-3xl text-sm leading-relaxed text-ink-2">{text.intro}</p>
      </header>
      <section className="paper overflow-hidden" aria-label={text.list}>
        {seats.isPending ? (
          <div className="grid place-items-center p-16">
            <Spinner label={all.common.loading} />
          </div>
        ) : seats.isError && items.length === 0 ? (
          <EmptyState
            title={text.failed}
            text={problemText(seats.error, all)}
            action={<Button onPress={() => void seats.refetch()}>{all.common.retry}</Button>}
          />
        ) : items.length === 0 && !seats.hasNextPage ? (
          <EmptyState
            picture={<Armchair className="size-14" strokeWidth={1.2} aria-hidden />}
            title={text.none}
            text={text.noneText}
          />
        ) : (
          <ul>
            {items.map((it) => (
              <Seat
                key={`${it.proposalId} ${it.step} ${it.kind}`}
                item={it}
                // What was settled leaves the list, and the focus would go with it.
                onSettled={() => heading.current?.focus()}
              />
            ))}
          </ul>
        )}
        {seats.hasNextPage && (
          <div className="grid place-items-center border-t border-line p-4">
            <Button onPress={() => void seats.fetchNextPage()} isPending={seats.isFetchingNextPage}>
              {all.common.more}
            </Button>
          </div>
        )}
      </section>
    </div>
  )
}

type SeatProps = { readonly item: SeatTroubleItem; readonly onSettled: () => void }

function Seat({ item, onSettled }: SeatProps) {
  const text = useText().administering.seats
  const { language } = useLanguage()
  const { kind, seat, name = '', earlier = '', title } = item
  const what =
    kind === 'same_person'
      ? text.same_person(name, earlier, seat)
      : kind === 'drafter_left'
        ? text.drafter_left(name, seat)
        : text[kind](seat)
  return (
    <li className="grid gap-x-4 gap-y-2 border-b border-line px-4 py-4 last:border-b-0 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="grid gap-1">
        <p className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
          <Badge tone="shu">{text.kind[kind]}</Badge>
          <span className="tabular">{item.number ?? text.noNumber}</span>
          <span className="tabular">{text.since(dateTimeOf(item.submittedAt, language))}</span>
        </p>
        {title !== undefined && (
          <p className="leading-snug font-bold">{title === '' ? text.untitled : title}</p>
        )}
        <p className="leading-relaxed">{what}</p>
        <p className="text-sm leading-relaxed text-ink-2">{text.todo[kind]}</p>
        {title === undefined && <p className="text-sm leading-relaxed text-ink-2">{text.hidden}</p>}
      </div>
      {title === undefined ? (
        <SeatActs item={item} about={`${item.number ?? text.noNumber}　${seat}`} onSettled={onSettled} />
      ) : (
        <div className="self-center">
          <LinkButton href={`/proposals/${item.proposalId}`} aria-label={`${text.open}：${title}`}>
            {text.open}
          </LinkButton>
        </div>
      )}
    </li>
  )
}
