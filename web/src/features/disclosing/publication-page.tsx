import { Download, FileCode2, ListOrdered } from 'lucide-react'
import { useSearchParams } from 'wouter'
import { publicationFile, usePublicationIndex } from '../../api/disclosure.ts'
import { Loaded } from '../../api/loaded.tsx'
import { useReference } from '../../api/queries.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { fiscalYearOf, todayInJapan } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { EmptyState, LinkButton, Select, WideTable } from '../../ui/index.ts'
import { BackToRequests } from './back-to-requests.tsx'

/** 公文書目録 for the web site: what is published of a 年度, and the file to publish. */
export function PublicationPage() {
  const { publishing: text } = useText()
  const { language } = useLanguage()
  const [params, setParams] = useSearchParams()
  const thisYear = useReference().data?.fiscalYear ?? Number(todayInJapan().slice(0, 4))
  const year = params.get('year') ?? String(thisYear)
  const index = usePublicationIndex(year)
  return (
    <div className="mx-auto grid max-w-[88rem] gap-4 px-3 py-4 sm:px-6">
      <BackToRequests />
      <header className="flex flex-wrap items-start gap-2">
        <div className="mr-auto min-w-0 flex-1 basis-80">
          <h1 className="text-xl font-bold">{text.title}</h1>
          <p className="max-w-3xl text-sm leading-relaxed text-ink-2">{text.help}</p>
        </div>
        <LinkButton href={publicationFile(year, 'html')} download>
          <FileCode2 className="size-4" aria-hidden />
          {text.html}
        </LinkButton>
        <LinkButton href={publicationFile(year, 'csv')} download>
          <Download className="size-4" aria-hidden />
          {text.csv}
        </LinkButton>
      </header>
      <div className="max-w-56">
        <Select
          label={text.year}
          value={year}
          onChange={(next) => setParams({ year: next }, { replace: true })}
          options={Array.from({ length: 12 }, (_, ago) => thisYear - ago).map((it) => ({
            id: String(it),
            label: fiscalYearOf(it, language),
          }))}
          placeholder={text.choose}
        />
      </div>
      <Loaded query={index} failed={text.failed}>
        {({ columns, rows }) =>
          rows.length === 0 ? (
            <EmptyState
              picture={<ListOrdered className="size-14" strokeWidth={1.2} aria-hidden />}
              title={text.none}
              text={text.noneText}
            />
          ) : (
            <section className="paper overflow-hidden" aria-label={text.table}>
              <p className="border-b border-line px-5 py-2 text-sm text-ink-2 tabular">
                {text.count(rows.length)}
              </p>
              <WideTable label={text.table}>
                <table className="w-full text-sm" data-publication>
                  <thead className="bg-well">
                    <tr>
                      {columns.map((it) => (
                        <th
                          key={it}
                          scope="col"
                          className="px-3 py-2 text-left font-bold whitespace-nowrap text-ink-2 first:pl-5"
                        >
                          {it}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((cells, row) => (
                      // oxlint-disable-next-line react/no-array-index-key -- rows have no names and never move
                      <tr key={row} className="border-t border-line align-top hover:bg-well">
                        {cells.map((it, at) => (
                          <td
                            key={columns[at]}
                            className={
                              it.length > 12
                                ? 'min-w-56 px-3 py-2 first:pl-5'
                                : 'px-3 py-2 whitespace-nowrap first:pl-5'
                            }
                          >
                            {it}
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </WideTable>
            </section>
          )
        }
      </Loaded>
    </div>
  )
}
