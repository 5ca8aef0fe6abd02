import { ChevronDown, ChevronUp, List, X } from 'lucide-react'
import { type RefObject, useEffect } from 'react'
import { useText } from '../../i18n/index.tsx'
import { IconButton, cx } from '../../ui/index.ts'
import type { Find } from './use-find.ts'

type Props = {
  readonly find: Find
  readonly input: RefObject<HTMLInputElement | null>
  readonly isListOpen: boolean
  readonly onList: () => void
  readonly onClose: () => void
}

/** What is looked for, how many there are, and which of them one is at. */
export function FindBar({ find, input, isListOpen, onList, onClose }: Props) {
  const text = useText().viewer.find
  const { passages, index, words, isLooking } = find
  useEffect(() => input.current?.select(), [input])
  const isFailed = find.wanted !== '' && !isLooking && find.query.isError && find.query.data === undefined
  const nothing = find.wanted !== '' && !isLooking && !isFailed && passages.total === 0
  return (
    <search
      aria-label={text.heading}
      className="relative z-10 flex min-h-12 shrink-0 items-center gap-1 border-b border-line bg-paper px-2 text-sm"
      data-find
    >
      <input
        ref={input}
        type="search"
        className={cx(
          'h-9 min-w-0 flex-1 rounded-6 border bg-paper px-3 text-base sm:max-w-96',
          nothing || isFailed ? 'border-shu' : 'border-line-strong',
        )}
        aria-label={text.words}
        placeholder={text.placeholder}
        maxLength={100}
        value={words}
        onChange={(event) => find.setWords(event.target.value)}
        onKeyDown={(event) => {
          // Enter that ends a conversion of the input method is no wish to go on.
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') onClose()
          else if (event.key === 'Enter') find.step(event.shiftKey ? -1 : 1)
          else return
          event.preventDefault()
        }}
      />
      <output className="min-w-20 px-1 text-center whitespace-nowrap text-ink-2 tabular" data-find-count>
        {find.wanted === ''
          ? ''
          : isLooking
            ? text.looking
            : isFailed
              ? text.failed
              : nothing
                ? text.none
                : text.at(index + 1, passages.total)}
      </output>
      <IconButton
        label={text.previous}
        icon={<ChevronUp className="size-5" />}
        isDisabled={passages.total === 0}
        onPress={() => find.step(-1)}
      />
      <IconButton
        label={text.next}
        icon={<ChevronDown className="size-5" />}
        isDisabled={passages.total === 0}
        onPress={() => find.step(1)}
      />
      <IconButton
        label={text.list}
        icon={<List className="size-5" />}
        aria-expanded={isListOpen}
        onPress={onList}
      />
      <span className="flex-1 max-sm:hidden" />
      <IconButton label={text.close} icon={<X className="size-5" />} onPress={onClose} />
    </search>
  )
}
