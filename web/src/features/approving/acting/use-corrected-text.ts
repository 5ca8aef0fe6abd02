import { useState } from 'react'
import type { Words } from '../../../api/kept-words.ts'

/** A text of the case that is being corrected while others may correct it too. */
export type CorrectedText = {
  /** What stands in the field: what was typed, or the text of the case while nothing was. */
  readonly text: string
  /** What is to be sent; undefined while it is the text of the case. */
  readonly changed: string | undefined
  /** Another text than the one that was typed over stands in the case now; it waits for the person's word. */
  readonly isOvertaken: boolean
  /** What was typed and set aside for the text of the case. */
  readonly setAside: string | undefined
  readonly write: (text: string) => void
  /** What was typed shall stand, over the text of the case as it is now. */
  readonly keepOwn: () => void
  /** The text of the case into the field; what was typed is set aside. */
  readonly takeTheirs: () => void
  /** What was set aside back into the field, over the text of the case as it is now. */
  readonly takeBack: () => void
}

/** The words a corrected text is kept under: what was typed, over what, and what was set aside. */
export function slotsOf(slot: string): readonly string[] {
  return [slot, `${slot} over`, `${slot} aside`]
}

/**
 * Corrects a text of the case without reverting what somebody else corrects meanwhile: an untouched field follows, a
 * touched one waits until its person has chosen. Everything typed is kept in this browser, so this holds for what was
 * begun on an earlier visit as well.
 */
export function useCorrectedText(words: Words, slot: string, current: string): CorrectedText {
  const [, over, aside] = slotsOf(slot) as readonly [string, string, string]
  // Beside the kept words, which know no empty text: a field that was emptied stays empty while it is open.
  const [typed, setTyped] = useState<string | undefined>(() => words.get(slot) || undefined)
  const text = typed ?? current
  const changed = text === current ? undefined : text
  const put = (next: string, startedOver: string) => {
    const isSame = next === current
    setTyped(isSame ? undefined : next)
    words.set(slot, isSame ? '' : next)
    words.set(over, isSame ? '' : startedOver)
  }
  return {
    text,
    changed,
    isOvertaken: changed !== undefined && words.get(over) !== '' && words.get(over) !== current,
    setAside: words.get(aside) || undefined,
    write: (next) => put(next, changed === undefined ? current : words.get(over) || current),
    keepOwn: () => words.set(over, current),
    takeTheirs: () => {
      words.set(aside, text)
      put(current, current)
    },
    takeBack: () => {
      // What was typed since is not lost either: the two change places.
      const before = words.get(aside)
      words.set(aside, changed ?? '')
      put(before, current)
    },
  }
}
