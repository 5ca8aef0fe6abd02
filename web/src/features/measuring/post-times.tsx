import { useId, useState } from 'react'
import type { Measures } from '../../../../server/contract/measures.ts'
import { useText } from '../../i18n/measuring/index.ts'
import { Button, WideTable } from '../../ui/index.ts'

const shownAtFirst = 12
const cell = 'px-2.5 py-2 text-right text-sm tabular whitespace-nowrap last:pr-5'

/** How long cases wait for each post, the longest first. */
export function PostTimes({ posts }: { readonly posts: Measures['posts'] }) {
  const text = useText().measuring
  const heading = useId()
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? posts : posts.slice(0, shownAtFirst)
  const longest = Math.max(...posts.map((it) => it.medianHours), 1 / 60)
  return (
    <section aria-labelledby={heading} className="paper overflow-hidden">
      <header className="border-b border-line px-4 py-3 sm:px-5">
        <h2 id={heading} className="font-bold">
          {text.posts}
        </h2>
        <p className="text-sm text-ink-2">{text.postsHint}</p>
      </header>
      {posts.length === 0 ? (
        <p className="px-4 py-3 text-sm text-ink-2 sm:px-5">{text.noPosts}</p>
      ) : (
        <WideTable label={text.posts}>
          <table className="w-full min-w-[46rem]">
            <thead className="bg-well">
              <tr>
                {[text.post, text.kind].map((it) => (
                  <th
                    key={it}
                    scope="col"
                    className="px-2.5 py-2 text-left text-sm font-bold text-ink-2 first:pl-5"
                  >
                    {it}
                  </th>
                ))}
                {[text.median, text.p90, text.workingDays, text.count, text.returned, text.waiting].map(
                  (it) => (
                    <th key={it} scope="col" className={`${cell} font-bold text-ink-2`}>
                      {it}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {shown.map((it) => (
                <tr key={`${it.unit} ${it.post} ${it.kind}`}>
                  <th scope="row" className="px-2.5 py-2 pl-5 text-left text-sm leading-snug font-normal">
                    {it.post}
                  </th>
                  <td className="px-2.5 py-2 text-sm text-ink-2 whitespace-nowrap">
                    {text.kinds[it.kind] ?? it.kind}
                  </td>
                  <td className={`${cell} font-bold`}>
                    <span className="inline-flex items-center gap-2">
                      <span
                        aria-hidden
                        className="h-2 rounded-full bg-lead-line"
                        style={{ width: `${(it.medianHours / longest) * 6}rem` }}
                      />
                      {text.hours(it.medianHours)}
                    </span>
                  </td>
                  <td className={cell}>{text.hours(it.p90Hours)}</td>
                  <td className={cell}>{text.days(it.workingDays)}</td>
                  <td className={cell}>{it.count}</td>
                  <td className={cell}>{it.returned}</td>
                  <td className={cell}>{it.waiting}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
      {shown.length < posts.length && (
        <div className="grid place-items-center border-t border-line p-3">
          <Button onPress={() => setWhole(true)}>{text.allPosts(posts.length)}</Button>
        </div>
      )}
    </section>
  )
}
