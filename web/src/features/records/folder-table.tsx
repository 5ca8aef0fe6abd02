import { Link } from 'wouter'
import type { FolderItem } from '../../../../server/contract/folders.ts'
import { fiscalYearOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/records/index.ts'
import { ListTable, listLook } from '../../ui/index.ts'
import { FolderMarks, TermText } from './term-text.tsx'

/** 簿冊 in a table; at phone width each row is a small sheet. */
export function FolderTable({ items }: { readonly items: readonly FolderItem[] }) {
  const text = useText().folders
  const { language } = useLanguage()
  const { columns } = text
  const cell = 'px-1.5 py-0.5 align-top text-sm text-ink-2 md:px-3 md:py-2.5 md:last:pr-5'
  return (
    <ListTable
      columns={[
        columns.name,
        columns.owner,
        columns.retention,
        columns.term,
        columns.disposition,
        columns.cases,
      ]}
    >
      {items.map((it) => (
        <tr key={it.id} className={listLook.row}>
          <th scope="row" className={listLook.name}>
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1 leading-snug">
              <Link href={`/folders/${it.id}`} className={listLook.link}>
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
    </ListTable>
  )
}
