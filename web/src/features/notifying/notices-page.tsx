import { Bell } from 'lucide-react'
import { Link } from 'wouter'
import type { NoticeView } from '../../../../server/contract/notices.ts'
import { useNotices, useReadNotices } from '../../api/notices.ts'
import { problemText } from '../../api/problem-text.tsx'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, Button, EmptyState, Spinner, cx, toast } from '../../ui/index.ts'

/** お知らせ: what happened to the documents one had a part in. */
export function NoticesPage() {
  const all = useText()
  const text = all.notifying
  const notices = useNotices()
  const read = useReadNotices()
  const items = notices.data?.pages.flatMap((it) => it.items) ?? []
  const upTo = notices.data?.pages[0]?.upTo
  const mark = (which: Parameters<typeof read>[0]): void => {
    read(which).catch((error: unknown) => toast(problemText(error, all), 'warning'))
  }
  return (
    <div className="mx-auto grid max-w-4xl gap-4 px-3 py-4 sm:px-6">
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="flex-1 text-xl font-bold">{text.notices}</h1>
        {upTo !== undefined && (
          <Button size="small" onPress={() => mark({ upTo })}>
            {text.allRead}
          </Button>
        )}
      </div>
      {notices.isPending ? (
        <div className="grid place-items-center p-16">
          <Spinner label={all.common.loading} />
        </div>
      ) : notices.isError && items.length === 0 ? (
        <EmptyState
          title={text.failed}
          text={problemText(notices.error, all)}
          action={<Button onPress={() => void notices.refetch()}>{all.common.retry}</Button>}
        />
      ) : items.length === 0 ? (
        <EmptyState
          picture={<Bell className="size-14" strokeWidth={1.2} aria-hidden />}
          title={text.empty}
          text={text.emptyText}
        />
      ) : (
        <ul aria-label={text.notices} className="paper overflow-hidden">
          {items.map((it) => (
            <NoticeRow key={it.id} notice={it} onOpen={() => it.read || mark({ ids: [it.id] })} />
          ))}
          {notices.hasNextPage && (
            <li className="grid place-items-center p-4">
              <Button onPress={() => void notices.fetchNextPage()} isPending={notices.isFetchingNextPage}>
                {all.common.more}
              </Button>
            </li>
          )}
        </ul>
      )}
    </div>
  )
}

function hrefOf({ kind, proposalId, disclosureId }: NoticeView): string {
  if (disclosureId !== undefined) return `/disclosure/${disclosureId}`
  return kind === 'returned' ? `/compose/${proposalId}` : `/proposals/${proposalId}`
}

function NoticeRow({ notice, onOpen }: { readonly notice: NoticeView; readonly onOpen: () => void }) {
  const { notifying: text } = useText()
  const { language } = useLanguage()
  const look = cx(
    'grid gap-1 border-l-4 px-4 py-3 text-ink no-underline -outline-offset-4',
    notice.read ? 'border-transparent' : 'border-lead bg-lead-soft',
  )
  const said = (
    <>
      <span className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
        {!notice.read && <Badge tone="lead">{text.isNew}</Badge>}
        {notice.number !== undefined && <span className="tabular">{notice.number}</span>}
        <time dateTime={notice.at} className="ml-auto tabular">
          {dateTimeOf(notice.at, language)}
        </time>
      </span>
      <span className="leading-snug font-bold">
        {notice.mayRead ? (notice.title === '' ? text.untitled : notice.title) : text.hidden}
      </span>
      <span>{notice.text}</span>
      {notice.decider !== undefined && <span className="font-bold text-shu-strong">{notice.decider}</span>}
      {notice.remark !== undefined && (
        <span className="line-clamp-3 whitespace-pre-wrap text-ink-2">「{notice.remark}」</span>
      )}
      {notice.changes.length > 0 && (
        <span className="text-sm text-ink-2">{text.changes(notice.changes.join('、'))}</span>
      )}
      {!notice.mayRead && <span className="text-sm text-ink-3">{text.hiddenText}</span>}
    </>
  )
  return (
    <li className="border-b border-line last:border-b-0">
      {notice.mayRead ? (
        <Link href={hrefOf(notice)} onClick={onOpen} className={cx(look, 'hover:bg-ink/4')}>
          {said}
        </Link>
      ) : (
        <div className={look}>{said}</div>
      )}
    </li>
  )
}
