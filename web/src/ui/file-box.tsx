import { FileUp, X } from 'lucide-react'
import { Button, DropZone, FileTrigger, Text, isFileDropItem } from 'react-aria-components'
import { IconButton } from './button.tsx'

type Props = {
  readonly label: string
  readonly hint: string
  readonly choose: string
  readonly remove: string
  /** Kinds that may be chosen; absent: any. */
  readonly accept?: readonly string[]
  readonly file: File | undefined
  readonly onChange: (file: File | undefined) => void
}

/** A place for one file: drop it, paste it, or choose it. */
export function FileBox({ label, hint, choose, remove, accept, file, onChange }: Props) {
  return (
    <DropZone
      onDrop={(event) => {
        const item = event.items.find(isFileDropItem)
        if (item !== undefined) void item.getFile().then(onChange)
      }}
      className="grid justify-items-center gap-1.5 rounded-8 border-2 border-dashed border-line-strong bg-paper px-4 py-5 text-center data-[drop-target]:border-lead data-[drop-target]:bg-lead-soft"
    >
      <FileUp className="size-7 text-ink-3" strokeWidth={1.5} aria-hidden />
      <Text slot="label" className="font-bold">
        {label}
      </Text>
      {file === undefined ? (
        <>
          <p className="text-sm text-ink-3">{hint}</p>
          <FileTrigger
            {...(accept === undefined ? {} : { acceptedFileTypes: accept })}
            onSelect={(list) => {
              const [chosen] = list ?? []
              if (chosen !== undefined) onChange(chosen)
            }}
          >
            <Button className="min-h-9 rounded-8 border border-lead px-3 text-sm font-bold text-lead data-[hovered]:bg-lead-soft">
              {choose}
            </Button>
          </FileTrigger>
        </>
      ) : (
        <p className="flex items-center gap-1">
          <span className="break-all">{file.name}</span>
          <IconButton
            label={remove}
            icon={<X className="size-5" aria-hidden />}
            onPress={() => onChange(undefined)}
          />
        </p>
      )}
    </DropZone>
  )
}
