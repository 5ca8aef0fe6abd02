import { Check, Reply, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useNoteList } from '../../api/notes.ts'
import { useText } from '../../i18n/editing/index.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { Badge, Button, IconButton, TextArea } from '../../ui/index.ts'
import type { FileComment } from '../../../../server/contract/editor-facts.ts'
import type { NoteView } from '../../../../server/contract/notes.ts'

/** What is to be done to the comments of the file; `note`: of which 付箋 one is made; `isOpen`: still being written. */
export type CommentStep =
  | { readonly do: 'add'; readonly text: string; readonly quote?: string; readonly note: string }
  | { readonly do: 'answer'; readonly to: string; readonly text: string; readonly isOpen?: true }
  | { readonly do: 'settle'; readonly id: string; readonly settled: boolean }
export type CommentsWork = readonly CommentStep[]

/** What is sent of them; an answer that is still being written goes along. */
export function givenComments(work: CommentsWork) {
  return work
    .filter((it) => it.do === 'settle' || it.text.trim() !== '')
    .map((it) => {
      switch (it.do) {
        case 'add':
          return { do: it.do, text: it.text, ...(it.quote === undefined ? {} : { quote: it.quote }) }
        case 'answer':
          return { do: it.do, to: it.to, text: it.text.trim() }
        case 'settle':
          return it
      }
    })
}

type Props = {
  readonly proposalId: string
  readonly attachmentId: string
  readonly comments: readonly FileComment[]
  readonly work: CommentsWork | undefined
  readonly onWork: (work: CommentsWork | undefined) => void
}

/** The comments in the file, to be answered and settled, and the 付箋 on its pages that can be put into it as comments. */
export function CommentList({ proposalId, attachmentId, comments, work = [], onWork }: Props) {
  const words = useText().word.inFile
  const { data } = useNoteList(proposalId)
  const change = (next: CommentsWork) => onWork(next.length === 0 ? undefined : next)
  const notes = (data?.notes ?? []).filter(
    (it) => it.attachmentId === attachmentId && it.audience !== 'private' && it.words !== '',
  )
  const isMade = (note: NoteView): boolean => work.some((it) => it.do === 'add' && it.note === note.id)
  return (
    <div className="grid min-h-0 flex-1 content-start gap-3 overflow-auto bg-desk p-3" data-word-comments>
      <section className="grid gap-1.5" aria-label={words.title}>
        {comments.length === 0 && <p className="text-sm text-ink-3">{words.none}</p>}
        {comments
          .filter((it) => it.answers === undefined)
          .map((it) => (
            <Thread
              key={it.id}
              comment={it}
              answers={comments.filter((one) => one.answers === it.id)}
              work={work}
              onWork={change}
            />
          ))}
      </section>
      <section className="grid gap-1.5" aria-label={words.notes}>
        <h3 className="text-sm font-bold">{words.notes}</h3>
        <p className="text-sm text-ink-2">{words.notesHint}</p>
        {notes.length === 0 && <p className="text-sm text-ink-3">{words.noNotes}</p>}
        {notes.map((note) => {
          const text = words.fromNote(note.words, `${note.by.title} ${note.by.name}`)
          return (
            <div
              key={note.id}
              className="flex flex-wrap items-center gap-2 rounded-6 bg-paper p-2"
              data-note-here
            >
              <p className="min-w-52 flex-1 whitespace-pre-wrap">{text}</p>
              {isMade(note) ? (
                <>
                  <Badge tone="lead">{words.whenSaved}</Badge>
                  <Button
                    size="small"
                    variant="quiet"
                    onPress={() => change(work.filter((it) => it.do !== 'add' || it.note !== note.id))}
                  >
                    {words.drop}
                  </Button>
                </>
              ) : (
                <Button
                  size="small"
                  onPress={() =>
                    change([
                      ...work,
                      {
                        ...{ do: 'add', text, note: note.id },
                        ...(note.quote === undefined ? {} : { quote: note.quote.text }),
                      },
                    ])
                  }
                >
                  {words.make}
                </Button>
              )}
            </div>
          )
        })}
      </section>
    </div>
  )
}

type ThreadProps = {
  readonly comment: FileComment
  readonly answers: readonly FileComment[]
  readonly work: CommentsWork
  readonly onWork: (work: CommentsWork) => void
}

function Thread({ comment, answers, work, onWork }: ThreadProps) {
  const words = useText().word.inFile
  const [isAnswering, setAnswering] = useState(false)
  const begun = work.find((it) => it.do === 'answer' && it.to === comment.id && it.isOpen === true)
  const typed = begun?.do === 'answer' ? begun.text : isAnswering ? '' : undefined
  const write = (text: string) => {
    const others = work.filter((it) => it !== begun)
    if (text === '') setAnswering(true)
    // What was typed is kept and saved with the rest, also when nobody says that it is ready.
    onWork(text === '' ? others : [...others, { do: 'answer', to: comment.id, text, isOpen: true }])
  }
  const settles = work.find((it) => it.do === 'settle' && it.id === comment.id)
  const isSettled = settles?.do === 'settle' ? settles.settled : comment.settled
  const settle = () => {
    const others = work.filter((it) => it !== settles)
    onWork(
      settles === undefined ? [...others, { do: 'settle', id: comment.id, settled: !isSettled }] : others,
    )
  }
  const send = () => {
    if (typed === undefined || typed.trim() === '') return
    const others = work.filter((it) => it !== begun)
    onWork([...others, { do: 'answer', to: comment.id, text: typed.trim() }])
    setAnswering(false)
  }
  const drop = () => {
    write('')
    setAnswering(false)
  }
  return (
    <article className="grid gap-1.5 rounded-6 bg-paper p-2" data-file-comment={comment.id}>
      <Said {...comment} />
      {answers.map((it) => (
        <div key={it.id} className="border-l-2 border-line pl-2.5">
          <Said {...it} about="" />
        </div>
      ))}
      {work.map(
        (it, at) =>
          it.do === 'answer' &&
          it.to === comment.id &&
          it !== begun && (
            <div key={at} className="flex items-start gap-2 border-l-2 border-lead pl-2.5">
              <p className="flex-1 whitespace-pre-wrap">{it.text}</p>
              <Badge tone="lead">{words.whenSaved}</Badge>
              <IconButton
                label={words.dropAnswer}
                icon={<Trash2 className="size-4" />}
                onPress={() => onWork(work.filter((one) => one !== it))}
              />
            </div>
          ),
      )}
      {typed !== undefined && (
        <div className="grid gap-1">
          <TextArea
            label={words.answerLabel}
            value={typed}
            onChange={write}
            rows={2}
            maxLength={2000}
            autoFocus={isAnswering}
          />
          <div className="flex gap-1">
            <Button size="small" onPress={send} isDisabled={typed.trim() === ''}>
              {words.addAnswer}
            </Button>
            <Button size="small" variant="quiet" onPress={drop}>
              {words.drop}
            </Button>
          </div>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-1">
        {isSettled && <Badge tone="done">{words.settled}</Badge>}
        {typed === undefined && (
          <Button size="small" variant="quiet" onPress={() => setAnswering(true)}>
            <Reply className="size-4" aria-hidden />
            {words.answer}
          </Button>
        )}
        <Button size="small" variant="quiet" onPress={settle}>
          {isSettled ? (
            <RotateCcw className="size-4" aria-hidden />
          ) : (
            <Check className="size-4" aria-hidden />
          )}
          {isSettled ? words.reopen : words.settle}
        </Button>
      </div>
    </article>
  )
}

function Said({ author, at, text, about }: Pick<FileComment, 'author' | 'at' | 'text' | 'about'>) {
  const { language } = useLanguage()
  return (
    <div>
      <p className="text-sm text-ink-3">
        {[author, at === '' ? '' : dateTimeOf(at, language)].filter((it) => it !== '').join('　')}
        {about !== '' && `　「${about}」`}
      </p>
      <p className="whitespace-pre-wrap">{text}</p>
    </div>
  )
}
