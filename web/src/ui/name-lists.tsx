import { cx } from './class-names.ts'

type Props = {
  readonly rows: readonly {
    readonly title: string
    readonly names: readonly string[]
    /** Said in vermilion when there are names. */
    readonly warns?: boolean
  }[]
  /** What stands where nobody is named. */
  readonly nobody: string
}

/** Who is in which group, each group under its title. */
export function NameLists({ rows, nobody }: Props) {
  return (
    <dl className="grid gap-2 rounded-8 border border-line bg-paper p-3 text-sm" data-name-lists>
      {rows.map(({ title, names, warns = false }) => (
        <div key={title} className={cx(warns && names.length > 0 && 'text-shu-strong')}>
          <dt className="text-xs font-bold">{title}</dt>
          <dd>{names.length === 0 ? nobody : names.join('、')}</dd>
        </div>
      ))}
    </dl>
  )
}
