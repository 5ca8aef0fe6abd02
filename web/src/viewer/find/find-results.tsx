import { MessageSquareText, Stamp, StickyNote } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { ReadableBook } from '../../../../server/contract/book.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useText } from '../../i18n/index.tsx'
import { Button, cx } from '../../ui/index.ts'
import { KindPicture } from '../file-header.tsx'
import { isNoted } from '../notes/noted-words.ts'
import { type Said, indexOnPage } from './passages.ts'
import type { Find } from './use-find.ts'

type Props = {
  readonly book: ReadableBook | undefined
  readonly coverName: string
  readonly find: Find
  readonly said: readonly Said[]
  readonly onChosen: () => void
}

/** Every passage with the words around it, file by file. */
export function FindResults({ book, coverName, find, said, onChosen }: Props) {
  const text = useText()
  const { passages, query, index } = find
  const list = useRef<HTMLElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' })
  }, [index])
  const choose = (to: number | undefined) => {
    if (to === undefined) return
    find.go(to)
    onChosen()
  }
  const answers = find.wanted === '' ? [] : (query.data?.pages ?? [])
  const hits = answers.flatMap((it) => it.hits)
  const unread = answers[0]?.unread ?? []
  const nameOf = (attachmentId: string) =>
    book?.files.find((it) => it.attachmentId === attachmentId)?.name ?? ''
  return (
    <nav
      ref={list}
      aria-label={text.viewer.find.results}
      className="h-full overflow-y-auto overscroll-contain p-2 text-sm"
      data-find-results
    >
      {passages.cover > 0 && (
        <Group icon={<Stamp className="size-4.5 text-shu" aria-hidden />} name={coverName}>
          <Entry current={index >= 0 && index < passages.cover} onClick={() => choose(0)}>
            {text.viewer.find.onCover(passages.cover)}
          </Entry>
        </Group>
      )}
      {book?.files.map((file, fileIndex) => {
        const own = hits.filter((it) => it.attachmentId === file.attachmentId)
        if (own.length === 0) return null
        return (
          <Group
            key={file.attachmentId}
            icon={<KindPicture kind={file.kind} className="size-4.5 text-ink-3" />}
            name={file.name}
          >
            {own.map((hit) => {
              const at = indexOnPage(passages, { ...hit, fileIndex })
              return (
                <Entry
                  key={`${hit.pageIndex}/${hit.ordinal}`}
                  current={at !== undefined && at === index}
                  onClick={() => choose(at)}
                  page={hit.pageIndex + 1}
                >
                  <span className="text-ink-3">{hit.before}</span>
                  <mark className="rounded-2 bg-[#ffe58a] font-bold text-ink">{hit.text}</mark>
                  <span className="text-ink-3">{hit.after}</span>
                </Entry>
              )
            })}
          </Group>
        )
      })}
      {query.hasNextPage && (
        <Button
          size="small"
          variant="quiet"
          className="my-2 w-full"
          isDisabled={query.isFetchingNextPage}
          onPress={() => void query.fetchNextPage()}
        >
          {text.viewer.find.more}
        </Button>
      )}
      <SaidGroup
        icon={<MessageSquareText className="size-4.5 text-ink-3" aria-hidden />}
        name={text.reader.side.opinions}
        keys={passages.said.filter((it) => !isNoted(it))}
        {...{ find, said, choose }}
      />
      <SaidGroup
        icon={<StickyNote className="size-4.5 text-ink-3" aria-hidden />}
        name={text.viewer.notes.open}
        keys={passages.said.filter(isNoted)}
        {...{ find, said, choose }}
      />
      {find.wanted !== '' && query.isError && (
        <p role="alert" className="p-2 text-shu-strong">
          {problemText(query.error, text)}
        </p>
      )}
      {find.wanted !== '' && unread.length > 0 && (
        <p className="p-2 text-xs text-ink-3" data-find-unread>
          {text.viewer.find.unread(unread.map(nameOf).join('、'))}
        </p>
      )}
    </nav>
  )
}

type SaidGroupProps = {
  readonly icon: ReactNode
  readonly name: string
  readonly keys: readonly string[]
  readonly find: Find
  readonly said: readonly Said[]
  readonly choose: (index: number) => void
}

/** What was said on the way or written on a note and has the words. */
function SaidGroup({ icon, name, keys, find, said, choose }: SaidGroupProps) {
  const { passages, index } = find
  if (keys.length === 0) return null
  return (
    <Group icon={icon} name={name}>
      {keys.map((key) => {
        const one = said.find((it) => it.key === key)
        const to = passages.total - passages.said.length + passages.said.indexOf(key)
        return (
          <Entry key={key} current={to === index} onClick={() => choose(to)}>
            <b className="block text-xs text-ink-2">{one?.who}</b>
            <span className="line-clamp-2">{one?.text}</span>
          </Entry>
        )
      })}
    </Group>
  )
}

function Group({
  icon,
  name,
  children,
}: {
  readonly icon: ReactNode
  readonly name: string
  readonly children: ReactNode
}) {
  return (
    <section className="mb-3">
      <h3 className="sticky -top-2 z-10 flex items-center gap-2 bg-well px-1 py-1.5 text-xs font-bold text-ink-2">
        {icon}
        <span className="min-w-0 flex-1 truncate" title={name}>
          {name}
        </span>
      </h3>
      <ol className="grid gap-0.5">{children}</ol>
    </section>
  )
}

function Entry({
  current,
  page,
  onClick,
  children,
}: {
  readonly current: boolean
  readonly page?: number
  readonly onClick: () => void
  readonly children: ReactNode
}) {
  return (
    <li>
      <button
        type="button"
        onClick={onClick}
        aria-current={current ? 'true' : undefined}
        className={cx(
          'flex w-full scroll-mt-8 items-baseline gap-2 rounded-6 px-2 py-1.5 text-left leading-snug hover:bg-ink/6',
          current && 'bg-lead-soft ring-1 ring-lead hover:bg-lead-soft',
        )}
      >
        {page !== undefined && (
          <span className="w-7 shrink-0 text-right text-xs text-ink-3 tabular">{page}</span>
        )}
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{children}</span>
      </button>
    </li>
  )
}
