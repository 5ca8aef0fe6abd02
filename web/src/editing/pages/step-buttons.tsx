import { Redo2, Undo2 } from 'lucide-react'
import { useText } from '../../i18n/editing/index.ts'
import { IconButton } from '../../ui/index.ts'
import type { Steps } from './use-steps.ts'

/** Back and again. */
export function StepButtons<Work>({ undo, redo, canUndo, canRedo }: Steps<Work>) {
  const words = useText().pages
  const icon = 'size-4'
  return (
    <>
      <IconButton label={words.undo} icon={<Undo2 className={icon} />} onPress={undo} isDisabled={!canUndo} />
      <IconButton label={words.redo} icon={<Redo2 className={icon} />} onPress={redo} isDisabled={!canRedo} />
    </>
  )
}
