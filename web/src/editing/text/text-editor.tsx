import { defaultKeymap, history, historyKeymap, redo, undo } from '@codemirror/commands'
import { unifiedMergeView } from '@codemirror/merge'
import { openSearchPanel, search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { Redo2, Search, Undo2 } from 'lucide-react'
import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react'
import type { TextEncoding, TextFacts } from '../../../../server/contract/editor-facts.ts'
import { useText } from '../../i18n/editing/index.ts'
import { IconButton, Notice } from '../../ui/index.ts'
import type { EditorProps } from '../in-place/editor-props.ts'
import { misfitsOf } from './encodable.ts'
import { mergeLines } from './merge-lines.ts'

/** `base`: the text it came of, by which it is merged with a newer one. */
type TextWork = { readonly text: string; readonly base: string }

const encodingNames: Readonly<Record<TextEncoding, string>> = {
  utf8: 'UTF-8',
  utf16le: 'UTF-16LE',
  utf16be: 'UTF-16BE',
  cp932: 'Shift_JIS',
  eucjp: 'EUC-JP',
  jis: 'ISO-2022-JP',
}
const endNames = { '\r\n': 'CRLF', '\n': 'LF', '\r': 'CR' } as const
const settleMs = 400

const look = EditorView.theme({
  '&': { height: '100%', background: 'var(--color-paper)', color: 'var(--color-ink)', fontSize: '1rem' },
  '&.cm-focused': { outline: '2px solid var(--color-lead)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-sans)', lineHeight: '1.7' },
  '.cm-content': { maxWidth: '52rem', padding: '0.75rem 0.5rem 3rem' },
  '.cm-gutters': {
    borderRight: '1px solid var(--color-line)',
    background: 'var(--color-well)',
    color: 'var(--color-ink-3)',
  },
  '.cm-activeLine': { background: 'color-mix(in srgb, var(--color-lead-soft) 55%, transparent)' },
  '.cm-chunkButtons button': {
    padding: '0 0.5rem',
    border: '1px solid var(--color-lead) !important',
    background: 'var(--color-paper) !important',
    color: 'var(--color-lead) !important',
    fontFamily: 'var(--font-sans)',
    fontSize: '0.8125rem',
  },
  '.cm-chunkButtons button[name=accept]': {
    background: 'var(--color-lead) !important',
    color: '#fff !important',
  },
  '.cm-panels': {
    borderColor: 'var(--color-line)',
    background: 'var(--color-well)',
    color: 'var(--color-ink)',
  },
  '.cm-textfield, .cm-button': {
    minHeight: '2rem',
    border: '1px solid var(--color-line-strong)',
    borderRadius: '6px',
    background: 'var(--color-paper)',
    fontSize: '0.875rem',
  },
})

/** The two buttons of a difference, for the keyboard too. */
function controlOf(words: { readonly takeOwn: string; readonly takeOther: string }) {
  return (type: 'accept' | 'reject', act: (event: MouseEvent) => void): HTMLElement => {
    const button = document.createElement('button')
    button.type = 'button'
    button.name = type
    button.textContent = type === 'accept' ? words.takeOwn : words.takeOther
    button.addEventListener('click', act)
    return button
  }
}

/** Text, Markdown and CSV in CodeMirror; what the encoding has no room for is told while typing. */
export function TextEditor({ file, facts, kept, isMerging, onWork, ref }: EditorProps) {
  const { inPlace } = useText()
  const words = inPlace.text
  const { text: original, encoding, hasMark, lineEnd, isMixed } = facts as TextFacts
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const [misfits, setMisfits] = useState<readonly string[]>([])
  const [start] = useState(() => {
    const work = kept as TextWork | undefined
    if (work === undefined) return original
    return isMerging ? mergeLines(work.base, work.text, original) : work.text
  })
  useImperativeHandle(
    ref,
    () => ({
      given: async () =>
        new Blob([JSON.stringify({ text: view.current?.state.doc.toString() ?? start })], {
          type: 'application/json',
        }),
    }),
    [start],
  )
  const told = useEffectEvent((text: string) =>
    onWork(text === original ? undefined : ({ text, base: original } satisfies TextWork)),
  )
  useEffect(() => {
    if (place.current === null) return
    // In a tree of its own it brings its styles as sheets; outside they would be elements, which no page of ours lets in.
    const root = place.current.shadowRoot ?? place.current.attachShadow({ mode: 'open' })
    let timer: ReturnType<typeof setTimeout> | undefined
    const weigh = (text: string) => setMisfits(misfitsOf(text, encoding))
    const listener = EditorView.updateListener.of((update) => {
      if (!update.docChanged) return
      const text = update.state.doc.toString()
      told(text)
      clearTimeout(timer)
      timer = setTimeout(() => weigh(text), settleMs)
    })
    const extensions: Extension[] = [
      look,
      lineNumbers(),
      highlightSpecialChars(),
      history(),
      drawSelection(),
      highlightActiveLine(),
      search({ top: true }),
      EditorState.phrases.of(words.searching),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': words.editor(file.name), spellcheck: 'false' }),
      keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap]),
      listener,
      ...(isMerging ? [unifiedMergeView({ original, mergeControls: controlOf(words) })] : []),
    ]
    const editor = new EditorView({
      parent: root,
      root,
      state: EditorState.create({ doc: start, extensions }),
    })
    view.current = editor
    weigh(start)
    // What was merged is work of its own from the beginning.
    if (isMerging) told(start)
    editor.focus()
    return () => {
      clearTimeout(timer)
      editor.destroy()
      view.current = undefined
    }
  }, [file.name, isMerging, original, encoding, start, words])
  const onView = (command: (view: EditorView) => unknown) => () => {
    if (view.current === undefined) return
    command(view.current)
    if (command !== openSearchPanel) view.current.focus()
  }
  const ends = isMixed ? `${words.mixed}（${endNames[lineEnd]}）` : endNames[lineEnd]
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 items-center gap-1 border-b border-line px-2 py-1">
        <IconButton label={words.undo} icon={<Undo2 className="size-4" />} onPress={onView(undo)} />
        <IconButton label={words.redo} icon={<Redo2 className="size-4" />} onPress={onView(redo)} />
        <IconButton
          label={words.find}
          icon={<Search className="size-4" />}
          onPress={onView(openSearchPanel)}
        />
        <span className="ml-auto truncate text-xs text-ink-3">
          {words.written(`${encodingNames[encoding]}${hasMark ? `（${words.mark}）` : ''}`, ends)}
        </span>
      </div>
      {misfits.length > 0 && (
        <div data-misfits>
          <Notice tone="warning" live>
            {words.misfits(misfits.join('、'))}
          </Notice>
        </div>
      )}
      <div ref={place} className="min-h-0 flex-1 overflow-hidden" data-text-editor />
    </div>
  )
}
