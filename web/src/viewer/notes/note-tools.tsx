import { Check, Highlighter, PenLine, Ruler, Square, StickyNote } from 'lucide-react'
import { useText } from '../../i18n/index.tsx'
import { IconButton } from '../../ui/index.ts'
import type { Notes } from './use-notes.ts'

const pens = [
  ['note', StickyNote],
  ['highlight', Highlighter],
  ['check', Check],
  ['box', Square],
  ['ink', PenLine],
  ['measure', Ruler],
] as const

/** What to write with. The pen that is in hand is pressed; pressing it again puts it away. */
export function NoteTools({ notes }: { readonly notes: Notes }) {
  const text = useText().viewer.notes
  return (
    <div role="group" aria-label={text.tools} className="flex items-center" data-note-tools>
      {pens.map(([pen, Picture]) => (
        <IconButton
          key={pen}
          label={text.pens[pen]}
          icon={<Picture className="size-5" />}
          aria-pressed={notes.pen === pen}
          onPress={() => notes.setPen(notes.pen === pen ? undefined : pen)}
        />
      ))}
    </div>
  )
}
