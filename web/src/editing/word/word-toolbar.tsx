import type { ChromeSlotId, EditorCommand } from '@docx-editor.dev/core'
import { useEditorCommand, useEditorState, useParagraphStyle } from '@docx-editor.dev/react'
import {
  AlignCenter,
  AlignLeft,
  AlignRight,
  BetweenHorizontalEnd,
  BetweenHorizontalStart,
  Bold,
  Italic,
  type LucideIcon,
  Redo2,
  Rows3,
  Search,
  Strikethrough,
  Underline,
  Undo2,
} from 'lucide-react'
import { useText } from '../../i18n/editing/index.ts'
import { IconButton, Select } from '../../ui/index.ts'

const commands = [
  ['history.undo', Undo2, 'undo'],
  ['history.redo', Redo2, 'redo'],
  ['text.bold', Bold, 'bold'],
  ['text.italic', Italic, 'italic'],
  ['text.underline', Underline, 'underline'],
  ['text.strike', Strikethrough, 'strike'],
  ['alignment.left', AlignLeft, 'left'],
  ['alignment.center', AlignCenter, 'center'],
  ['alignment.right', AlignRight, 'right'],
] as const satisfies readonly (readonly [ChromeSlotId, LucideIcon, string])[]

/** For the row of a table that the caret stands in. */
const rows = [
  [{ type: 'insertRow', where: 'above' }, BetweenHorizontalEnd, 'rowAbove'],
  [{ type: 'insertRow', where: 'below' }, BetweenHorizontalStart, 'rowBelow'],
  [{ type: 'deleteRow' }, Rows3, 'rowGone'],
] as const satisfies readonly (readonly [EditorCommand, LucideIcon, string])[]

type Props = { readonly isFinding: boolean; readonly onFind: () => void }

/** What can be done to letters and paragraphs: only what is written back into the file. */
export function WordToolbar({ isFinding, onFind }: Props) {
  const words = useText().word
  const style = useParagraphStyle()
  const isInTable = useEditorState((it) => it.table !== null)
  return (
    <div
      role="toolbar"
      aria-label={words.tools}
      className="flex shrink-0 flex-wrap items-center gap-0.5 border-b border-line px-2 py-1"
    >
      {commands.map(([slot, icon, name]) => (
        <Command key={slot} command={slot} icon={icon} label={words.commands[name]} />
      ))}
      {isInTable &&
        rows.map(([command, icon, name]) => (
          <Command key={name} command={command} icon={icon} label={words.commands[name]} />
        ))}
      <Select
        label={words.style}
        value={style.value ?? ''}
        onChange={style.setValue}
        options={style.options.map((it) => ({ id: it.styleId, label: it.name }))}
        placeholder={words.noStyle}
        className="grid-cols-[auto_11rem] items-center"
      />
      <IconButton
        label={words.find}
        icon={<Search className="size-4" />}
        onPress={onFind}
        aria-expanded={isFinding}
        className="ml-auto"
      />
    </div>
  )
}

type CommandProps = {
  readonly command: ChromeSlotId | EditorCommand
  readonly icon: LucideIcon
  readonly label: string
}

function Command({ command, icon: Icon, label }: CommandProps) {
  const { execute, isActive, isEnabled } = useEditorCommand(command)
  const isToggle = typeof command === 'string' && !command.startsWith('history.')
  return (
    <IconButton
      label={label}
      icon={<Icon className="size-4" />}
      isDisabled={!isEnabled}
      // The caret stays in the text.
      preventFocusOnPress
      onPress={() => execute()}
      {...(isToggle && { 'aria-pressed': isActive })}
    />
  )
}
