import { Link } from 'wouter'
import type { FolderItem } from '../../../../server/contract/folders.ts'
import { fiscalYearOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/records/index.ts'
import { FolderMarks, TermText } from './term-text.tsx'

/** 簿冊 in a table; at phone width each row is a small sheet. */
export function FolderTable({ items }: { readonly items: readonly FolderItem[] }) {
  const text = useText().folders
  const { language } = useLanguage()
  const { columns } = text
  const head = 'px-3 py-2 text-left text-sm font-bold text-ink-2 whitespace-nowrap first:pl-5 last:pr-5'
  const cell = 'px-1.5 py-0.5 align-top text-sm text-ink-2 md:px-3 md:py-2.5 md:last:pr-5'
  return (
    <table className="w-full max-md:block">
      <thead className="bg-well max-md:sr-only">
        <tr>
          {[
            columns.name,
            columns.owner,
            columns.retention,
            columns.term,
            columns.disposition,
            columns.cases,
          ].map((it) => (
            <th key={it} scope="col" className={head}>
              {it}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block">
        {items.map((it) => (
          <tr
            key={it.id}
            className="relative border-t border-line hover:bg-well max-md:flex max-md:flex-wrap max-md:items-center max-md:px-3 max-md:py-2.5"
          >
            <th
              scope="row"
              className="px-1.5 py-2.5 text-left font-bold max-md:w-full max-md:py-1 md:pr-3 md:pl-5"
            >
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1 leading-snug">
                <Link
                  href={`/folders/${it.id}`}
                  className="text-ink no-underline after:absolute after:inset-0 hover:text-lead hover:underline"
                >
                  {it.name}
                </Link>
                <FolderMarks folder={it} />
              </span>
              <span className="block text-sm font-normal text-ink-3">
                <span className="tabular">{it.code}</span>　{fiscalYearOf(it.fiscalYear, language)}　{it.path}
              </span>
            </th>
            <td className={cell}>{it.owner?.name ?? text.common}</td>
            <td className={`${cell} whitespace-nowrap`}>{it.retention.name}</td>
            <td className={`${cell} tabular`}>
              <TermText term={it.term} />
            </td>
            <td className={`${cell} whitespace-nowrap`}>{text.dispositions[it.disposition]}</td>
            <td className={`${cell} whitespace-nowrap tabular max-md:ml-auto`}>{text.cases(it.cases)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
