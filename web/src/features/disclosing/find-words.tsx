import { useState } from 'react'
import type { Box } from '../../editing/pdf/sheets.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { Button, TextField } from '../../ui/index.ts'
import type { TextStore } from '../../viewer/page-texts.ts'
import { widthOf } from '../../viewer/text-layer.ts'
import { boxesOfWords } from './mask-boxes.ts'

type Props = {
  readonly texts: TextStore
  readonly revisionId: string
  readonly pages: number
  readonly isDisabled: boolean
  readonly onFound: (found: readonly { readonly page: number; readonly box: Box }[]) => void
}

/** Any size will do: only how wide letters are beside each other counts. */
const measured = (text: string) => widthOf(text, 20)

/** Marks some words on every page that has them: also the way for whoever has no pointer. */
export function FindWords({ texts, revisionId, pages, isDisabled, onFound }: Props) {
  const { masking: text } = useText()
  const [words, setWords] = useState('')
  const [said, setSaid] = useState('')
  const [isBusy, setBusy] = useState(false)
  const look = async () => {
    setBusy(true)
    setSaid(text.finding)
    const found: { page: number; box: Box }[] = []
    let places = 0
    for (let page = 0; page < pages; page += 1) {
      const runs = (await texts.runs(revisionId, page)) ?? []
      const passages = boxesOfWords(runs, words, measured)
      places += passages.length
      for (const box of passages.flat()) found.push({ page, box })
    }
    setBusy(false)
    setSaid(places === 0 ? text.foundNone : text.found(places))
    if (found.length > 0) onFound(found)
  }
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void look()
      }}
      data-find-words
    >
      <h2 className="text-sm font-bold">{text.find}</h2>
      <div className="flex items-end gap-2">
        <TextField
          label={text.findLabel}
          value={words}
          onChange={setWords}
          maxLength={100}
          className="min-w-0 flex-1"
        />
        <Button
          type="submit"
          isDisabled={isDisabled || words.trim() === ''}
          isPending={isBusy}
          className="min-h-11"
        >
          {text.findSend}
        </Button>
      </div>
      <p role="status" className="text-sm text-ink-2 empty:hidden">
        {said}
      </p>
    </form>
  )
}
