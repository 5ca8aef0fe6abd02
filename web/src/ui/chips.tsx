import { X } from 'lucide-react'
import { IconButton } from './button.tsx'

type Props = {
  readonly label: string
  readonly chips: readonly { readonly id: string; readonly name: string }[]
  readonly removeLabel: (name: string) => string
  readonly onRemove: (id: string) => void
}

/** Chosen things in a row, each with its way out. */
export function Chips({ label, chips, removeLabel, onRemove }: Props) {
  return (
    <ul aria-label={label} className="flex flex-wrap gap-2">
      {chips.map((it) => (
        <li
          key={it.id}
          className="flex items-center rounded-full border border-lead-line bg-lead-soft py-0 pr-0.5 pl-3.5 text-sm"
        >
          {it.name}
          <IconButton
            label={removeLabel(it.name)}
            icon={<X className="size-4" aria-hidden />}
            onPress={() => onRemove(it.id)}
            className="size-8 rounded-full"
          />
        </li>
      ))}
    </ul>
  )
}
