import { useDocumentSearch, useDocxEditor } from '@docx-editor.dev/react'
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useText } from '../../i18n/editing/index.ts'
import { Button, IconButton, TextField, useEscape } from '../../ui/index.ts'

/** 検索と置換. */
export function FindBar({ onClose }: { readonly onClose: () => void }) {
  const words = useText().word.finding
  const editor = useDocxEditor()
  const search = useDocumentSearch()
  const [text, setText] = useState('')
  const close = () => {
    search.clear()
    onClose()
  }
  const bar = useRef<HTMLDivElement>(null)
  useEscape(bar, close)
  const { activeMatch, matches, query } = search
  const replaceOne = () => {
    if (activeMatch === null) {
      search.next()
      return
    }
    editor?.exec({ type: 'replaceMatch', match: activeMatch, text })
    search.find(query, { selectFirst: true })
  }
  const replaceAll = () => {
    if (editor === null) return
    const group = editor.beginHistoryGroup()
    // From the end, so that the places of those before it stay right.
    for (const match of search.find(query).toReversed())
      editor.exec({ type: 'replaceMatch', match, text }, { historyGroup: group })
    group.end()
    search.find(query)
  }
  const count = query === '' ? '' : words.count(matches.length, search.activeIndex + 1)
  return (
    <div
      ref={bar}
      className="flex shrink-0 flex-wrap items-end gap-2 border-b border-line px-2 py-1.5"
      data-word-find
    >
      <TextField
        label={words.query}
        value={query}
        onChange={search.setQuery}
        type="search"
        autoFocus
        className="w-44"
      />
      <IconButton
        label={words.previous}
        icon={<ChevronUp className="size-4" />}
        onPress={() => search.previous()}
      />
      <IconButton
        label={words.next}
        icon={<ChevronDown className="size-4" />}
        onPress={() => search.next()}
      />
      <span role="status" className="min-w-14 pb-2 text-xs text-ink-3" data-word-found>
        {count}
      </span>
      <TextField label={words.replacement} value={text} onChange={setText} className="w-44" />
      <Button size="small" onPress={replaceOne} isDisabled={matches.length === 0}>
        {words.replace}
      </Button>
      <Button size="small" onPress={replaceAll} isDisabled={matches.length === 0} data-replace-all>
        {words.replaceAll}
      </Button>
      <IconButton label={words.close} icon={<X className="size-4" />} onPress={close} />
    </div>
  )
}
