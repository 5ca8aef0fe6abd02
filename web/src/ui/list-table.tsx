import type { ReactNode, Ref } from 'react'

/** How the parts of a list of things look: a row is a line on wide screens, and a small sheet at phone width. */
export const listLook = {
  row: 'relative border-t border-line hover:bg-well max-md:flex max-md:flex-wrap max-md:items-center max-md:px-3 max-md:py-2.5',
  /** The cell that names what the row is of. */
  name: 'px-1.5 py-2.5 text-left font-bold max-md:w-full max-md:py-1 md:pr-3 md:pl-5',
  /** Any other; one without words takes no room on a phone. */
  cell: 'px-1.5 py-1 align-middle text-sm text-ink-2 max-md:empty:hidden md:px-3 md:py-2.5 md:last:pr-5',
  /** Its link, which a click anywhere in the row follows. */
  link: 'text-ink no-underline after:absolute after:inset-0 hover:text-lead hover:underline',
} as const

type Props = {
  readonly columns: readonly string[]
  /** Read aloud, where no heading says it. */
  readonly caption?: string
  readonly bodyRef?: Ref<HTMLTableSectionElement>
  /** The rows. */
  readonly children: ReactNode
}

/** A list of things in columns. */
export function ListTable({ columns, caption, bodyRef, children }: Props) {
  return (
    <table className="w-full max-md:block">
      {caption !== undefined && <caption className="sr-only">{caption}</caption>}
      <thead className="bg-well max-md:sr-only">
        <tr>
          {columns.map((it) => (
            <th
              key={it}
              scope="col"
              className="px-3 py-2 text-left text-sm font-bold whitespace-nowrap text-ink-2 first:pl-5 last:pr-5"
            >
              {it}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block" ref={bodyRef}>
        {children}
      </tbody>
    </table>
  )
}
