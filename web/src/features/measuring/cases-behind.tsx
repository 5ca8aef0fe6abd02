import { X } from 'lucide-react'
import { Link } from 'wouter'
import type { CountedWhat } from '../../../../server/contract/measures.ts'
import { type Counted, useMeasuredCases } from '../../api/measures.ts'
import { problemText } from '../../api/problem-text.tsx'
import { shortDayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/measuring/index.ts'
import { Button, IconButton, Notice, Spinner } from '../../ui/index.ts'

type Props = { readonly counted: Counted; readonly what: CountedWhat; readonly onClose: () => void }

/** The documents behind a number, with why where that is said. */
export function CasesBehind({ counted, what, onClose }: Props) {
  const all = useText()
  const text = all.measuring
  const { language } = useLanguage()
  const list = useMeasuredCases(counted, what)
  const items = list.data?.pages.flatMap((it) => it.items) ?? []
  const name = text.behind(text[what])
  return (
    <section aria-label={name} className="paper overflow-hidden">
      <header className="flex items-center gap-2 border-b border-line py-1.5 pr-2 pl-4 sm:pl-5">
        <h2 className="flex-1 font-bold">{name}</h2>
        <IconButton label={text.close} icon={<X className="size-5" aria-hidden />} onPress={onClose} />
      </header>
      {list.isPending ? (
        <div className="grid place-items-center p-8">
          <Spinner label={all.common.loading} />
        </div>
      ) : list.isError ? (
        <div className="p-4">
          <Notice tone="warning" title={text.failed}>
            {problemText(list.error, all)}
          </Notice>
        </div>
      ) : items.length === 0 ? (
        <p className="px-4 py-3 text-sm text-ink-2 sm:px-5">{text.behindNone}</p>
      ) : (
        <ul className="divide-y divide-line">
          {items.map((it) => (
            <li key={it.id} className="grid gap-0.5 px-4 py-2.5 sm:px-5">
              <Link href={`/proposals/${it.id}`} className="leading-snug font-bold text-lead">
                {it.title}
              </Link>
              <span className="text-sm text-ink-2">
                {[it.number, it.section, shortDayOf(it.endedOn ?? it.submittedOn, language)]
                  .filter((one) => one !== undefined)
                  .join('　')}
                {it.dueOn !== undefined && `　${text.dueOn(shortDayOf(it.dueOn, language))}`}
              </span>
              {it.reasons.map((reason, index) => (
                // Two returns may say the same.
                // oxlint-disable-next-line react/no-array-index-key
                <span key={index} className="border-l-2 border-line pl-2 text-sm leading-relaxed">
                  {reason}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div className="grid place-items-center border-t border-line p-3">
          <Button onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
            {all.common.more}
          </Button>
        </div>
      )}
    </section>
  )
}
