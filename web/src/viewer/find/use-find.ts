import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import type { ReadableBook } from '../../../../server/contract/book.ts'
import { foldText } from '../../../../server/domain/text/fold.ts'
import { useFindInBook } from '../../api/find.ts'
import { useSettled } from '../../ui/index.ts'
import { type Passage, type Passages, type Said, indexFrom, passageAt, passagesOf } from './passages.ts'
import { passagesIn } from './text-marks.ts'

type Input = {
  readonly book: ReadableBook | undefined
  readonly said: readonly Said[]
  /** The cover sheet, as far as it is in the document. */
  readonly cover: () => Element | null
  /** Index in the book of the file's first page. */
  readonly firstPage: (fileIndex: number) => number
  /** Page on the reading line: there the finding begins. */
  readonly bookPage: number
  /** Brings a passage into view; `wanted` is folded. */
  readonly onShow: (passage: Passage, wanted: string) => void
}

export type Find = {
  readonly isOpen: boolean
  readonly words: string
  /** As it is compared; '' while nothing is looked for. */
  readonly wanted: string
  readonly passages: Passages
  /** Of the passage the reader has come to, from 0; -1 before the first. */
  readonly index: number
  readonly current: Passage | undefined
  readonly query: ReturnType<typeof useFindInBook>
  readonly isLooking: boolean
  /** `from`: page from which the first passage counts; where one reads when it is left out. */
  readonly open: (words?: string, from?: number) => void
  readonly close: () => void
  readonly setWords: (words: string) => void
  readonly go: (index: number) => void
  /** The next passage, or the one before; after the last comes the first. */
  readonly step: (direction: 1 | -1) => void
}

/** Milliseconds of quiet before the server is asked. */
const pauseMs = 160

/** Looking for words in everything a case has to read: the 決裁鑑, all pages, and what was said on the way. */
export function useFind({ book, said, cover, firstPage, bookPage, onShow }: Input): Find {
  const [isOpen, setOpen] = useState(false)
  const [words, setWords] = useState('')
  // Page from which the first passage counts, and the passage that was gone to since.
  const [base, setBase] = useState(-1)
  const [chosen, setChosen] = useState<{ readonly wanted: string; readonly index: number }>()
  const typed = useSettled(words, pauseMs)
  const settled = isOpen ? typed : ''
  const wanted = useMemo(() => foldText(settled), [settled])
  const query = useFindInBook(book, wanted === '' ? '' : settled)
  // Of the letters before, until the new answer is here.
  const answer = wanted === '' ? undefined : query.data?.pages[0]
  const passages = useMemo(() => {
    const sheet = cover()
    return passagesOf(book ?? { proposalId: '', files: [] }, firstPage, {
      cover: wanted === '' || sheet === null ? 0 : passagesIn(sheet, wanted).length,
      answer,
      said: wanted === '' ? [] : said.filter((it) => foldText(it.text).includes(wanted)).map((it) => it.key),
    })
  }, [book, firstPage, cover, wanted, answer, said])

  const isLooking = words.trim() !== '' && (settled !== words || query.isFetching)
  const isAnswered = wanted !== '' && !query.isPlaceholderData && query.data !== undefined
  const first = isAnswered && passages.total > 0 ? indexFrom(passages, base) : -1
  const index = chosen?.wanted === wanted ? chosen.index : first
  const show = (to: number) => {
    const passage = passageAt(passages, to)
    if (passage !== undefined) onShow(passage, wanted)
  }
  const go = (to: number) => {
    setChosen({ wanted, index: to })
    show(to)
  }
  // The first passage from where one reads, as soon as it is known.
  const begin = useEffectEvent(() => show(index))
  useEffect(() => {
    if (isAnswered) begin()
  }, [isAnswered, wanted])

  return {
    isOpen,
    words,
    wanted,
    passages,
    index,
    current: passageAt(passages, index),
    query,
    isLooking,
    open: (typed, from = bookPage) => {
      setOpen(true)
      setBase(from)
      if (typed !== undefined && typed !== '') setWords(typed)
    },
    close: () => setOpen(false),
    setWords: (typed) => {
      setWords(typed)
      setBase(bookPage)
    },
    go,
    step: (direction) => {
      if (passages.total > 0)
        go((Math.max(index, direction > 0 ? -1 : 0) + direction + passages.total) % passages.total)
    },
  }
}
