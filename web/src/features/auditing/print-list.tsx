import { problemText } from '../../api/problem-text.tsx'
import { usePrints } from '../../api/prints.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge } from '../../ui/index.ts'

/** Every print of a case, for those who watch over the records: who took which pages, when and what for. */
export function PrintList({ id }: { readonly id: string }) {
  const all = useText()
  const text = all.audit.prints
  const { language } = useLanguage()
  const { data, error } = usePrints(id)
  return (
    <section aria-labelledby="audit-prints" className="paper px-4 py-5 sm:px-6" data-prints={data?.count}>
      <h2 id="audit-prints" className="mb-3 text-lg font-bold">
        {data === undefined ? text.heading : text.counted(data.count)}
      </h2>
      {error !== null && <p className="text-shu">{problemText(error, all)}</p>}
      {data?.items !== undefined && data.items.length === 0 && (
        <p className="text-ink-3">{all.common.none}</p>
      )}
      <ul className="grid gap-2 text-sm">
        {data?.items?.map((it, index) => (
          // Two prints may fall into one millisecond; the list never changes in place.
          <li key={`${it.at} ${String(index)}`}>
            <p className="flex flex-wrap gap-x-3">
              <time dateTime={it.at} className="tabular">
                {dateTimeOf(it.at, language)}
              </time>
              <b>
                {it.title}　{it.name}
              </b>
              <span>
                {text.purpose[it.purpose]}
                {it.status !== 'done' && (
                  <>
                    {' '}
                    <Badge tone="plain">{text.status[it.status]}</Badge>
                  </>
                )}
              </span>
            </p>
            <p className="[overflow-wrap:anywhere] text-ink-2">
              {text.pages(it.what, it.pageCount, it.withNotes)}
              {it.reason !== '' && `　${text.reason(it.reason)}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
