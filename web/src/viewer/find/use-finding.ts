import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react'
import type { ReadableBook } from '../../../../server/contract/book.ts'
import type { PageHost } from '../page-host.ts'
import { pageBox } from '../scene.ts'
import type { Pane } from '../use-pane.ts'
import type { Passage, Said } from './passages.ts'
import { type Find, useFind } from './use-find.ts'

type Input = {
  readonly book: ReadableBook | undefined
  readonly host: PageHost | undefined
  readonly pane: Pane
  readonly lead: RefObject<HTMLDivElement | null>
  readonly said: readonly Said[]
  /** Brings a passage into view; `wanted` is folded. */
  readonly onShow: (passage: Passage, wanted: string) => void
}

export type Finding = {
  readonly find: Find
  /** Where the words are typed. */
  readonly input: RefObject<HTMLInputElement | null>
  /** With the words that are selected, if they are few. */
  readonly open: () => void
  readonly close: () => void
}

/** Finding in the reader: what is found is marked on the pages, and the keys go back to the desk when it is over. */
export function useFinding({ book, host, pane, lead, said, onShow }: Input): Finding {
  const { scene, desk } = pane
  const input = useRef<HTMLInputElement>(null)
  const headers = useMemo(() => scene.boxes.filter((it) => it.kind === 'header'), [scene])
  const find = useFind({
    book,
    said,
    cover: useCallback(() => lead.current, [lead]),
    firstPage: useCallback((fileIndex: number) => headers[fileIndex]?.bookPage ?? 0, [headers]),
    bookPage: desk.bookPage,
    onShow,
  })
  const { current: found, wanted } = find
  const key =
    found?.kind === 'page'
      ? pageBox(scene, found.bookPage)?.key
      : found?.kind === 'cover'
        ? 'lead'
        : undefined
  const ordinal = found?.kind === 'page' || found?.kind === 'cover' ? found.ordinal : 0
  useEffect(() => {
    host?.marks.show(wanted, key === undefined ? undefined : { key, ordinal })
  }, [host, wanted, key, ordinal])
  return {
    find,
    input,
    open: () => {
      const selected = document.getSelection()?.toString().trim() ?? ''
      find.open(selected.length <= 40 && !selected.includes('\n') ? selected : undefined)
      input.current?.select()
    },
    close: () => {
      find.close()
      desk.element.current?.focus({ preventScroll: true })
    },
  }
}
