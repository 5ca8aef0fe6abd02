import { Trash2 } from 'lucide-react'
import { useText } from '../../i18n/editing/index.ts'
import { IconButton, TextArea } from '../../ui/index.ts'
import type { DrawnMark, Sheet } from './sheets.ts'

type Props = {
  readonly sheets: readonly Sheet[]
  readonly chosen: string | undefined
  readonly onChoose: (key: string, id: string) => void
  readonly onMarks: (key: string, marks: readonly DrawnMark[], kind?: string) => void
}

/** Everything that was drawn, page by page; words of a text are written here. */
export function MarkList({ sheets, chosen, onChoose, onMarks }: Props) {
  const words = useText().pages.pdf
  const marks = sheets.flatMap((sheet, index) =>
    sheet.marks.map((mark, place) => ({ sheet, mark, page: index + 1, number: place + 1 })),
  )
  if (marks.length === 0) return <p className="text-sm text-ink-3">{words.noMarks}</p>
  return (
    <ul className="grid gap-1" data-mark-list>
      {marks.map(({ sheet, mark, page, number }) => (
        <li key={mark.id} className="grid gap-1 rounded-6 border border-line bg-paper px-2 py-1 text-sm">
          <span className="flex items-center gap-1">
            <button
              type="button"
              className="min-h-8 min-w-0 flex-1 text-left"
              aria-pressed={mark.id === chosen}
              onClick={() => onChoose(sheet.key, mark.id)}
            >
              {words.markOf(words.kinds[mark.kind], page, number)}
            </button>
            <IconButton
              label={words.dropMark(words.kinds[mark.kind], page, number)}
              icon={<Trash2 className="size-4" />}
              onPress={() =>
                onMarks(
                  sheet.key,
                  sheet.marks.filter((it) => it.id !== mark.id),
                )
              }
            />
          </span>
          {mark.kind === 'text' && (
            <TextArea
              label={words.text}
              rows={2}
              value={mark.text ?? ''}
              maxLength={2000}
              onChange={(text) =>
                onMarks(
                  sheet.key,
                  sheet.marks.map((it) => (it.id === mark.id ? { ...it, text } : it)),
                  `text ${mark.id}`,
                )
              }
            />
          )}
        </li>
      ))}
    </ul>
  )
}
