import { useImperativeHandle, useRef, useState } from 'react'
import { useText } from '../../i18n/editing/index.ts'
import { Notice, Tabs } from '../../ui/index.ts'
import type { WordFacts } from '../../../../server/contract/editor-facts.ts'
import type { EditorProps } from '../in-place/editor-props.ts'
import { ChangeList, type ChangesWork, givenChanges } from './change-list.tsx'
import { CommentList, type CommentsWork, givenComments } from './comment-list.tsx'
import { type PagesWork, givenOf } from './library-parts.ts'
import { PagesEditor, type PagesHandle } from './pages-editor.tsx'
import { ParagraphList, type TextsWork, givenTexts } from './paragraph-list.tsx'

const ways = ['pages', 'texts', 'changes'] as const
type Way = (typeof ways)[number]

/** What this browser keeps. One of the ways at a time: each counts from the file as it is. Comments go with any of them. */
type WordWork = {
  readonly pages?: PagesWork | undefined
  readonly texts?: TextsWork | undefined
  readonly changes?: ChangesWork | undefined
  readonly comments?: CommentsWork | undefined
}

/**
 * A Word file: on its pages, where the library shows and edits it and the server takes from its writing what somebody changed; by
 * its paragraphs as text; by its tracked changes; and its comments.
 */
export function WordEditor({ file, content, facts, isTracked, kept, onWork, onDesktop, ref }: EditorProps) {
  const words = useText().word
  const told = facts as WordFacts
  const [work, setWork] = useState<WordWork>((kept as WordWork | undefined) ?? {})
  const latest = useRef(work)
  const begun = (of: WordWork): Way | undefined => ways.find((it) => of[it] !== undefined)
  const [way, setWay] = useState<Way | 'comments'>(begun(work) ?? 'pages')
  const [accepted, setAccepted] = useState<ReadonlyMap<string, number>>(new Map())
  const pages = useRef<PagesHandle>(null)
  const keep = (changed: WordWork) => {
    const next = { ...latest.current, ...changed }
    latest.current = next
    setWork(next)
    onWork(begun(next) === undefined && next.comments === undefined ? undefined : next)
  }
  useImperativeHandle(
    ref,
    () => ({
      async given() {
        const { texts, changes, comments = [] } = latest.current
        const onPages = (await pages.current?.now()) ?? latest.current.pages
        const given =
          texts !== undefined
            ? { texts: givenTexts(texts) }
            : changes !== undefined
              ? { changes: givenChanges(changes) }
              : onPages === undefined
                ? {}
                : givenOf(onPages, told.guarded, accepted)
        const all = { ...given, comments: givenComments(comments) }
        return new Blob([JSON.stringify(all)], { type: 'application/json' })
      },
      async rest() {
        await pages.current?.rest()
      },
    }),
    [accepted, told],
  )
  const goTo = async (next: Way | 'comments') => {
    await pages.current?.rest()
    setWay(next)
  }
  const other = begun(work)
  return (
    <Tabs
      label={words.ways.label}
      value={way}
      onChange={(next) => void goTo(next)}
      className="flex min-h-0 flex-1 flex-col"
      tabs={[
        { id: 'pages', label: words.ways.pages },
        { id: 'texts', label: words.ways.texts },
        { id: 'changes', label: words.ways.changes, count: told.changes.length || undefined },
        { id: 'comments', label: words.ways.comments, count: told.comments.length || undefined },
      ]}
    >
      {way === 'comments' ? (
        <CommentList
          proposalId={file.proposalId}
          attachmentId={file.attachmentId}
          comments={told.comments}
          work={work.comments}
          onWork={(it) => keep({ comments: it })}
        />
      ) : other !== undefined && other !== way ? (
        <div className="p-3" data-other-way>
          <Notice tone="info">{words.otherWay(words.ways[other])}</Notice>
        </div>
      ) : way === 'pages' ? (
        <PagesEditor
          content={content}
          facts={told}
          work={work.pages}
          onWork={(it) => keep({ pages: it })}
          accepted={accepted}
          onAccept={setAccepted}
          onTexts={() => {
            keep({ pages: undefined })
            setWay('texts')
          }}
          onDesktop={
            onDesktop &&
            (() => {
              keep({ pages: undefined })
              onDesktop()
            })
          }
          ref={pages}
        />
      ) : way === 'texts' ? (
        <ParagraphList paragraphs={told.paragraphs} work={work.texts} onWork={(it) => keep({ texts: it })} />
      ) : (
        <ChangeList
          changes={told.changes}
          isTracked={isTracked}
          work={work.changes}
          onWork={(it) => keep({ changes: it })}
        />
      )}
    </Tabs>
  )
}
