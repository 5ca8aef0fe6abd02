import type { ComponentProps } from 'react'
import { Chips } from './chips.tsx'
import { cx } from './class-names.ts'
import { SearchSelect } from './combobox.tsx'

type Props = Omit<ComponentProps<typeof SearchSelect>, 'value' | 'clearOnChoose' | 'onChange'> & {
  /** What is chosen, in its order; it is not offered again. */
  readonly chosen: readonly string[]
  readonly onChange: (chosen: string[]) => void
  /** What the chosen are called together; absent: as the box. */
  readonly chosenLabel?: string
  /** What one of them is called; absent: as it is offered. */
  readonly nameOf?: (id: string) => string
  readonly removeLabel: (name: string) => string
}

/** Several of a long list: a box that finds one more, and under it what is chosen, each with its way out. */
export function PickSeveral(props: Props) {
  const { chosen, onChange, chosenLabel, nameOf, removeLabel, options, className, ...box } = props
  const offered = (id: string) => options.find((it) => it.id === id)?.label ?? id
  return (
    <div className={cx('grid content-start gap-2', className)}>
      <SearchSelect
        {...box}
        value=""
        clearOnChoose
        options={options.filter((it) => !chosen.includes(it.id))}
        onChange={(id) => onChange([...chosen, id])}
      />
      {chosen.length > 0 && (
        <Chips
          label={chosenLabel ?? box.label}
          chips={chosen.map((id) => ({ id, name: (nameOf ?? offered)(id) }))}
          removeLabel={removeLabel}
          onRemove={(id) => onChange(chosen.filter((it) => it !== id))}
        />
      )}
    </div>
  )
}
