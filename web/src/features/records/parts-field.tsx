import { Plus, X } from 'lucide-react'
import type { FolderView } from '../../../../server/contract/folders.ts'
import { useText } from '../../i18n/records/index.ts'
import { wholeNumberOf } from '../../i18n/typed.ts'
import { Button, IconButton, Select, TextField } from '../../ui/index.ts'

type Whole = FolderView['parts'][number]
/** As it is typed. */
export type Part = Omit<Whole, 'quantity'> & { readonly quantity: string }

/** What was typed as it is sent; undefined while something is missing. */
export function partsOf(parts: readonly Part[]): Whole[] | undefined {
  const whole = parts.map((it) => ({
    ...it,
    shelf: it.shelf.trim(),
    quantity: wholeNumberOf(it.quantity) ?? 0,
  }))
  return whole.every((it) => it.shelf !== '' && it.quantity > 0 && it.quantity < 10_000) ? whole : undefined
}

const media = ['paper', 'magnetic', 'microfilm'] as const

type Props = { readonly parts: readonly Part[]; readonly onChange: (parts: readonly Part[]) => void }

/** What of a 簿冊 is no electronic file, each with its shelf. */
export function PartsField({ parts, onChange }: Props) {
  const text = useText().folders
  const set = (at: number, change: Partial<Part>) =>
    onChange(parts.map((it, index) => (index === at ? { ...it, ...change } : it)))
  return (
    <div className="grid gap-4 sm:col-span-2">
      {parts.map((it, index) => (
        <div
          // oxlint-disable-next-line react/no-array-index-key -- a row is its place: nothing else tells two alike apart
          key={index}
          className="grid items-end gap-3 sm:grid-cols-[12rem_minmax(0,1fr)_7rem_auto]"
        >
          <Select
            label={text.medium}
            value={it.medium}
            onChange={(id) => {
              const medium = media.find((one) => one === id)
              if (medium !== undefined) set(index, { medium })
            }}
            options={media.map((one) => ({ id: one, label: text.media[one] }))}
            placeholder={text.choose}
          />
          <TextField
            label={text.shelf}
            value={it.shelf}
            onChange={(shelf) => set(index, { shelf })}
            maxLength={200}
          />
          <TextField
            label={text.quantity}
            value={it.quantity}
            onChange={(quantity) => set(index, { quantity })}
            inputMode="numeric"
          />
          <IconButton
            label={text.removePart(index + 1)}
            icon={<X className="size-5" aria-hidden />}
            onPress={() => onChange(parts.filter((_, at) => at !== index))}
            className="mb-1"
          />
        </div>
      ))}
      {parts.length < 20 && (
        <Button
          size="small"
          className="justify-self-start"
          onPress={() => onChange([...parts, { medium: 'paper', shelf: '', quantity: '1' }])}
        >
          <Plus className="size-4" aria-hidden />
          {text.addPart}
        </Button>
      )}
    </div>
  )
}
