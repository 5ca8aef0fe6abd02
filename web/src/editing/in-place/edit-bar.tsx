import { Save, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/editing/index.ts'
import { Button, IconButton } from '../../ui/index.ts'

type Props = {
  readonly name: string
  readonly isChanged: boolean
  readonly keptFailed: boolean
  readonly isSaving: boolean
  /** Something has to be settled first. */
  readonly isBlocked: boolean
  /** Another way to edit it. */
  readonly instead?: ReactNode
  readonly onSave: () => void
  readonly onClose: () => void
}

/** Which file is being edited, whether anything is changed and kept, 保存 and 閉じる. */
export function EditBar({
  name,
  isChanged,
  keptFailed,
  isSaving,
  isBlocked,
  instead,
  onSave,
  onClose,
}: Props) {
  const { inPlace: words } = useText()
  const state = isSaving
    ? words.saving
    : !isChanged
      ? words.unchanged
      : keptFailed
        ? words.keptFailed
        : words.kept
  return (
    <header className="flex min-h-12 shrink-0 items-center gap-2 border-b border-line bg-well px-2 py-1.5">
      <h2 className="min-w-0 flex-1 truncate pl-1 text-sm font-bold" title={name}>
        {name}
      </h2>
      <span role="status" className="hidden min-w-0 truncate text-xs text-ink-3 sm:inline" data-edit-state>
        {state}
      </span>
      {instead}
      <Button
        variant="primary"
        size="small"
        isDisabled={!isChanged || isBlocked}
        isPending={isSaving}
        onPress={onSave}
        data-save-edit
      >
        <Save className="size-4" aria-hidden />
        {words.save}
      </Button>
      <IconButton label={words.close} icon={<X className="size-5" />} onPress={onClose} data-close-edit />
    </header>
  )
}
