import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../i18n/editing/index.ts'
import { IconButton, TextField, cx } from '../../ui/index.ts'
import type { WordParagraph, WordPiece } from '../../../../server/contract/editor-facts.ts'
import { StepButtons } from '../pages/step-buttons.tsx'
import { useSteps } from '../pages/use-steps.ts'
import { useShownPart } from './shown-part.tsx'

/** Pieces that were written anew, by part, paragraph and piece. */
export type TextsWork = Readonly<Record<string, string>>

/** What is sent of them. */
export function givenTexts(work: TextsWork) {
  return Object.entries(work).map(([key, text]) => {
    const [part = '', index, piece] = key.split(' ')
    return { part, index: Number(index), piece: Number(piece), text }
  })
}

type Props = {
  readonly paragraphs: readonly WordParagraph[]
  readonly work: TextsWork | undefined
  readonly onWork: (work: TextsWork | undefined) => void
}

/** The paragraphs of a Word file as text: what is no text stands grey among the letters and stays. */
export function ParagraphList({ paragraphs, onWork, ...props }: Props) {
  const words = useText().word.texts
  const steps = useSteps<TextsWork>(props.work ?? {}, (work) =>
    onWork(Object.keys(work).length === 0 ? undefined : work),
  )
  const { work, change } = steps
  const [wanted, setWanted] = useState('')
  const numbered = paragraphs.map((it, at) => ({ ...it, number: at + 1 }))
  const found = numbered.filter(
    ({ pieces }) => wanted === '' || pieces.map(shownIn).join('').includes(wanted),
  )
  const [shown, more] = useShownPart(found)
  const write = (key: string, text: string, before: string) => {
    const { [key]: _old, ...others } = work
    change(text === before ? others : { ...others, [key]: text }, key)
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col" data-word-texts>
      <div className="flex shrink-0 flex-wrap items-end gap-2 border-b border-line px-3 py-1.5">
        <StepButtons {...steps} />
        <TextField label={words.filter} value={wanted} onChange={setWanted} type="search" className="w-52" />
        <p className="min-w-52 flex-1 pb-1 text-sm text-ink-2">{words.hint}</p>
      </div>
      <ol className="min-h-0 flex-1 overflow-auto bg-desk p-3">
        {shown.map(({ part, index, place, pieces, number }) => (
          <li key={`${part} ${index}`} className="mb-1.5 rounded-6 bg-paper p-2" data-word-paragraph={number}>
            {place !== 'body' && <span className="text-xs text-ink-3">{words.places[place]}</span>}
            <div className="flex flex-wrap items-start gap-1">
              {pieces.map((it, piece) => {
                const key = `${part} ${index} ${piece}`
                return 'text' in it ? (
                  <Letters
                    key={key}
                    label={words.paragraph(number, pieces.length > 1 ? piece + 1 : undefined)}
                    before={it.text}
                    text={work[key] ?? it.text}
                    isAlone={pieces.length === 1}
                    onWrite={(text) => write(key, text, it.text)}
                  />
                ) : (
                  <Fixed key={key} {...it} />
                )
              })}
            </div>
          </li>
        ))}
        {found.length === 0 && <li className="text-sm text-ink-3">{words.nothing}</li>}
        {more}
      </ol>
    </div>
  )
}

function shownIn(piece: WordPiece): string {
  return 'text' in piece ? piece.text : piece.shows
}

/** What XML cannot hold, and the line break that Word itself puts on the clipboard. */
function asLetters(text: string): string {
  return text
    .replace(/\r\n|[\r\v]/g, '\n')
    .replace(/[^\t\n\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
}

type LettersProps = {
  readonly label: string
  readonly before: string
  readonly text: string
  readonly isAlone: boolean
  readonly onWrite: (text: string) => void
}

function Letters({ label, before, text, isAlone, onWrite }: LettersProps) {
  const words = useText().word.texts
  const isChanged = text !== before
  const columns = Math.min(60, Math.max(4, ...text.split('\n').map((it) => it.length + 1)))
  return (
    <span className={cx('flex items-start gap-0.5', isAlone && 'w-full')}>
      <textarea
        aria-label={label}
        rows={text.split('\n').length}
        cols={columns}
        value={text}
        onChange={(event) => onWrite(asLetters(event.target.value))}
        className={cx(
          'field-sizing-content max-w-full min-w-10 resize-none rounded-4 border bg-paper px-1.5 py-1 leading-[1.7] text-ink',
          isAlone && 'w-full',
          isChanged ? 'border-lead bg-lead-soft' : 'border-line',
        )}
      />
      {isChanged && (
        <IconButton
          label={words.back(label)}
          icon={<Undo2 className="size-4" />}
          onPress={() => onWrite(before)}
        />
      )}
    </span>
  )
}

function Fixed({ fixed, shows }: Extract<WordPiece, { fixed: string }>) {
  const words = useText().word.texts
  return (
    <span className="rounded-4 bg-well px-1.5 py-1 leading-[1.7] text-ink-3" title={words.stays}>
      <span className="text-xs">{words.fixed[fixed]}</span>
      {shows !== '' && ` ${shows}`}
    </span>
  )
}
