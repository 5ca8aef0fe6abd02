import { useText } from '../i18n/index.tsx'
import { helpRows } from './help-rows.ts'
import { KeyHelp } from './key-help.tsx'

/** Every key of the reader and what it does. */
export function ReaderHelp({ onClose }: { readonly onClose: () => void }) {
  const text = useText().viewer
  return (
    <KeyHelp
      className="top-12 right-2"
      rows={helpRows.map(({ shown, row }) => [shown, text.helpRows[row]])}
      onClose={onClose}
    />
  )
}
