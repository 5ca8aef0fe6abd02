import type { DocumentChange, Editor } from '@docx-editor.dev/core'
import '@docx-editor.dev/core/styles/editor.css'
import { ja } from '@docx-editor.dev/i18n/ja'
import { DocxEditor, LocaleProvider, useEditorState } from '@docx-editor.dev/react'
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react'
import { useText } from '../../i18n/editing/index.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { Button, Notice } from '../../ui/index.ts'
import type { WordFacts } from '../../../../server/contract/editor-facts.ts'
import { FileNotes } from './file-notes.tsx'
import { FindBar } from './find-bar.tsx'
import {
  type Loss,
  type PagesWork,
  type Parts,
  changedParts,
  lossesBetween,
  partsOf,
} from './library-parts.ts'
import { DesktopButton } from '../in-place/desktop-button.tsx'
import { LossBox } from './loss-box.tsx'
import { WordToolbar } from './word-toolbar.tsx'

export type PagesHandle = {
  /** The file as it is now; undefined while it is not open yet. */
  now(): Promise<PagesWork | undefined>
  rest(): Promise<void>
}

type Props = {
  readonly content: Uint8Array
  readonly facts: WordFacts
  readonly work: PagesWork | undefined
  readonly onWork: (work: PagesWork | undefined) => void
  /** What may go, and how much of it. */
  readonly accepted: ReadonlyMap<string, number>
  readonly onAccept: (accepted: ReadonlyMap<string, number>) => void
  /** What was changed here is dropped, and the letters are changed by themselves. */
  readonly onTexts: () => void
  /** The same for the program on the desktop. */
  readonly onDesktop?: (() => void) | undefined
  readonly ref: Ref<PagesHandle>
}

const settleMs = 800
/** Also of somebody who writes without a pause. */
const longestMs = 2500

/** A Word file on its pages, as the library shows and edits it. */
export function PagesEditor({
  content,
  facts,
  accepted,
  onAccept,
  onTexts,
  onDesktop,
  onWork,
  ref,
  ...props
}: Props) {
  const words = useText().word
  const { language } = useLanguage()
  const editor = useRef<Editor>(undefined)
  /** As the library writes the file nobody has touched. */
  const stories = useRef<Parts>(undefined)
  // Other bytes, even equal ones, would make the library begin anew.
  const [work] = useState(props.work)
  const [bytes] = useState(() => (work === undefined ? content : new Uint8Array(work.file)))
  const [isReady, setReady] = useState(false)
  const [isSettled, setSettled] = useState(true)
  const [isFinding, setFinding] = useState(false)
  const [losses, setLosses] = useState<readonly Loss[]>([])
  const isAccepted = losses.every((it) => (accepted.get(it.tag) ?? 0) >= it.count)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** When the first change came that is not kept yet. */
  const since = useRef<number>(undefined)
  const lastFile = useRef<ArrayBuffer>(undefined)
  const isComposing = useRef(false)

  const settle = useEffectEvent(async () => {
    // Writing the file would end what an input method is composing; its end comes back here.
    if (isComposing.current) return
    since.current = undefined
    clearTimeout(timer.current)
    const was = stories.current
    if (editor.current === undefined || was === undefined) return
    const written = await editor.current.save()
    const now = partsOf(written)
    lastFile.current = written
    setLosses(lossesBetween(was, now, facts.guarded))
    setSettled(true)
    const isSame = Object.keys(changedParts(was, now).parts).length === 0
    onWork(isSame ? undefined : { file: written, before: was })
  })
  const settleNow = useRef(async () => {})
  useEffect(() => {
    settleNow.current = () => settle()
  }, [])
  useImperativeHandle(
    ref,
    () => ({
      async now() {
        const before = stories.current
        if (editor.current === undefined || before === undefined) return undefined
        return { file: await editor.current.save(), before }
      },
      async rest() {
        if (since.current !== undefined) await settleNow.current()
      },
    }),
    [],
  )

  const rest = useEffectEvent(() => {
    clearTimeout(timer.current)
    since.current ??= performance.now()
    const left = Math.max(0, longestMs - (performance.now() - since.current))
    timer.current = setTimeout(() => void settle(), Math.min(settleMs, left))
  })
  const changed = useEffectEvent((change: DocumentChange) => {
    if (!isReady || change.source === 'load') return
    // Kept as it was a moment ago, until the typing rests: a save in between asks the editor itself.
    const [file, was] = [lastFile.current, stories.current]
    if (file !== undefined && was !== undefined) onWork({ file, before: was })
    setSettled(false)
    rest()
  })
  useEffect(() => () => clearTimeout(timer.current), [])

  const begin = useEffectEvent(async (made: Editor) => {
    editor.current = made
    const written = await made.save()
    stories.current = work?.before ?? partsOf(written)
    lastFile.current = written
    setReady(true)
    // What was kept differs from the file already.
    if (work !== undefined) rest()
  })

  return (
    <LocaleProvider {...(language === 'ja' && { i18n: ja })}>
      <DocxEditor.Root
        document={bytes}
        mode="edit"
        locale={language === 'ja' ? 'ja-JP' : 'en-US'}
        colorMode="light"
        onReady={(made) => void begin(made)}
        onChange={(change) => changed(change)}
      >
        <div
          className="word-editor flex min-h-0 flex-1 flex-col"
          data-word-editor
          data-ready={isReady}
          data-settled={isSettled}
          onCompositionStart={() => {
            isComposing.current = true
          }}
          onCompositionEnd={() => {
            isComposing.current = false
            if (!isSettled) rest()
          }}
        >
          <WordToolbar isFinding={isFinding} onFind={() => setFinding((it) => !it)} />
          {isFinding && <FindBar onClose={() => setFinding(false)} />}
          <FileNotes facts={facts} />
          {losses.length > 0 && (
            <LossBox
              losses={losses}
              accepted={isAccepted}
              onAccept={(mayGo) => onAccept(new Map(mayGo ? losses.map((it) => [it.tag, it.count]) : []))}
              onTexts={onTexts}
              onDesktop={onDesktop}
            />
          )}
          <div className="sm:hidden">
            <Notice tone="info">{words.narrow}</Notice>
          </div>
          <NotShown onTexts={onTexts} onDesktop={onDesktop} />
          <DocxEditor.Viewport className="min-h-0 flex-1 bg-well!">
            <DocxEditor.Loading />
            <DocxEditor.Content />
            <DocxEditor.ContextMenu />
            <DocxEditor.HeaderFooterChrome />
          </DocxEditor.Viewport>
        </div>
      </DocxEditor.Root>
    </LocaleProvider>
  )
}

/** The library cannot show the file: its letters can be changed all the same. */
function NotShown({ onTexts, onDesktop }: Pick<Props, 'onTexts' | 'onDesktop'>) {
  const words = useText().word
  const isRefused = useEditorState((it) => it.parseError !== null || (it.openFailure ?? null) !== null)
  if (!isRefused) return null
  return (
    <Notice
      tone="warning"
      live
      action={
        <>
          <Button onPress={onTexts}>{words.ways.texts}</Button>
          {onDesktop !== undefined && <DesktopButton kind="docx" onPress={onDesktop} />}
        </>
      }
    >
      {words.notShown}
    </Notice>
  )
}
