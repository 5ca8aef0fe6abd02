import { Check, RotateCcw, Trash2 } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { ReadableBook } from '../../../../server/contract/book.ts'
import type { NewNote, NoteView } from '../../../../server/contract/notes.ts'
import { pageNow } from '../../../../server/domain/reading/moved-place.ts'
import { useSending } from '../../api/use-sending.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, Button, RadioGroup, TextArea, cx } from '../../ui/index.ts'
import { ScaleField } from '../measure/scale-field.tsx'
import { measured } from '../measure/measures.ts'
import type { PageName } from '../seen/unseen.ts'
import { FileComments } from './file-comments.tsx'
import { NoteTools } from './note-tools.tsx'
import type { DraftNote } from './notes-context.ts'
import { type Notes, draftSlots } from './use-notes.ts'

type Props = {
  readonly book: ReadableBook | undefined
  /** The page one is at. */
  readonly here: PageName | undefined
  readonly notes: Notes
  /** Brings a note into view on its page. */
  readonly onShow: (note: NoteView) => void
}

const audiences = ['route', 'drafter', 'private'] as const satisfies readonly NewNote['audience'][]

/** The pen, what is being written, and every note in the order of the book. */
export function NotePanel({ book, here, notes, onShow }: Props) {
  const text = useText().viewer.notes
  const list = useRef<HTMLDivElement>(null)
  const { selected, draft } = notes
  const fileHere = book?.files.find((it) => it.attachmentId === here?.attachmentId)
  useEffect(() => {
    list.current?.querySelector('[data-open-note]')?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  return (
    <div
      ref={list}
      className="grid h-full content-start gap-2 overflow-y-auto overscroll-contain p-2"
      data-notes
    >
      <NoteTools notes={notes} />
      {notes.pen !== undefined && draft === undefined && (
        <p className="rounded-6 bg-lead-soft px-3 py-2 text-sm" role="status">
          {text.how[notes.pen]}
        </p>
      )}
      {(notes.pen === 'measure' || notes.pen === 'box') && fileHere !== undefined && (
        <ScaleField
          key={fileHere.attachmentId}
          fileName={fileHere.name}
          scale={notes.scaleOf(fileHere.attachmentId)}
          onScale={(scale) => notes.setScale(fileHere.attachmentId, scale)}
        />
      )}
      {draft !== undefined && (
        <Writing key={draft.revisionId + draft.pageIndex} draft={draft} notes={notes} />
      )}
      {notes.all.length === 0 && draft === undefined && (
        <p className="px-2 py-4 text-sm text-ink-3">{text.none}</p>
      )}
      <ol className="grid gap-1.5" aria-label={text.list}>
        {notes.all.map((note) => (
          <li key={note.id}>
            <NoteEntry
              note={note}
              file={book?.files.find((it) => it.attachmentId === note.attachmentId)?.name}
              isOpen={note.id === selected}
              notes={notes}
              onShow={onShow}
            />
          </li>
        ))}
      </ol>
      <FileComments book={book} />
    </div>
  )
}

function Problem({ children }: { readonly children: ReactNode }) {
  if (children === undefined) return null
  return (
    <p role="alert" className="text-sm text-shu-strong">
      {children}
    </p>
  )
}

function Writing({ draft, notes }: { readonly draft: DraftNote; readonly notes: Notes }) {
  const text = useText()
  const words = text.viewer.notes
  const typed = notes.words.get(draftSlots.words)
  const audience = audiences.find((it) => it === notes.words.get(draftSlots.audience)) ?? 'route'
  const { run, isSending, problem } = useSending()
  const isMark = draft.place.kind !== 'note'
  return (
    <form
      className="grid gap-3 rounded-8 border border-lead bg-paper p-3 text-sm"
      onSubmit={(event) => {
        event.preventDefault()
        void run(() => notes.save(draft, typed.trim(), audience))
      }}
      data-writing-note
    >
      {draft.quote !== undefined && <Quoted>{draft.quote.text}</Quoted>}
      <TextArea
        label={words.words}
        value={typed}
        onChange={(it) => notes.words.set(draftSlots.words, it)}
        rows={3}
        maxLength={2000}
        autoFocus
        {...(isMark ? {} : { requiredMark: text.common.required })}
        name="note"
      />
      <Audience value={audience} onChange={(it) => notes.words.set(draftSlots.audience, it)} />
      <Problem>{problem}</Problem>
      <div className="flex flex-wrap justify-end gap-2">
        <Button size="small" variant="quiet" onPress={notes.drop}>
          {text.common.cancel}
        </Button>
        <Button
          size="small"
          variant="primary"
          type="submit"
          isDisabled={isSending || (!isMark && typed.trim() === '')}
        >
          {words.keep}
        </Button>
      </div>
    </form>
  )
}

function Audience({
  value,
  onChange,
}: {
  readonly value: NewNote['audience']
  readonly onChange: (audience: NewNote['audience']) => void
}) {
  const text = useText().viewer.notes
  return (
    <RadioGroup
      label={text.audience}
      value={value}
      onChange={(it) => onChange(it as NewNote['audience'])}
      options={audiences.map((value) => ({
        value,
        label: text.audiences[value],
      }))}
    />
  )
}

function Quoted({ children }: { readonly children: ReactNode }) {
  return (
    <blockquote className="line-clamp-3 border-l-2 border-line-strong pl-2 text-xs text-ink-3">
      {children}
    </blockquote>
  )
}

type EntryProps = {
  readonly note: NoteView
  readonly file: string | undefined
  readonly isOpen: boolean
  readonly notes: Notes
  readonly onShow: (note: NoteView) => void
}

function NoteEntry({ note, file, isOpen, notes, onShow }: EntryProps) {
  const text = useText().viewer.notes
  const { language } = useLanguage()
  const page = pageNow(note) + 1
  const place =
    note.now.state === 'gone'
      ? text.gone
      : note.now.state === 'moved'
        ? text.movedTo(page)
        : text.onPage(page)
  return (
    <article
      className={cx(
        'grid gap-1.5 rounded-8 border bg-paper px-3 py-2 text-sm',
        isOpen ? 'border-lead ring-1 ring-lead' : 'border-line',
      )}
      data-note-entry={note.id}
      {...(isOpen ? { 'data-open-note': '' } : {})}
    >
      <button
        type="button"
        aria-expanded={isOpen}
        className="grid gap-1 text-left"
        onClick={() => {
          notes.select(isOpen ? undefined : note.id)
          if (!isOpen && note.now.state !== 'gone') onShow(note)
        }}
      >
        <span className="flex flex-wrap items-baseline gap-x-2 text-xs text-ink-3">
          <b className="text-ink-2">{note.by.name}</b>
          <time dateTime={note.at} className="tabular">
            {dateTimeOf(note.at, language)}
          </time>
          {note.settled !== undefined && <Badge tone="lead">{text.settled}</Badge>}
          {note.audience !== 'route' && <Badge tone="plain">{text.audiences[note.audience]}</Badge>}
        </span>
        <span className={cx('whitespace-pre-wrap [overflow-wrap:anywhere]', !isOpen && 'line-clamp-2')}>
          {note.words === '' ? text.kinds[note.place.kind] : note.words}
        </span>
        <span className="truncate text-xs text-ink-3">
          {file ?? text.noFile}　{place}
        </span>
        {note.place.kind === 'box' && (
          <BoxSize box={note.place.box} scale={notes.scaleOf(note.attachmentId)} />
        )}
      </button>
      {isOpen && <OpenNote note={note} notes={notes} />}
    </article>
  )
}

/** What a frame measures on paper and, by the scale of its drawing, in nature. */
function BoxSize({
  box: [, , width, height],
  scale,
}: {
  readonly box: readonly [number, number, number, number]
  readonly scale: number | undefined
}) {
  const text = useText().viewer.measure
  const { widthMm, heightMm, real } = measured(width, height, scale)
  return (
    <span className="text-xs text-ink-3 tabular" data-box-size>
      {text.size(widthMm, heightMm)}
      {real !== undefined && `　${text.realSize(real.scale, real.widthM, real.heightM, real.areaM2)}`}
    </span>
  )
}

function OpenNote({ note, notes }: { readonly note: NoteView; readonly notes: Notes }) {
  const text = useText()
  const words = text.viewer.notes
  const { language } = useLanguage()
  const { run, isSending, problem } = useSending()
  const { actions } = notes
  const slot = `reply ${note.id}`
  const reply = notes.words.get(slot)
  const send = async () => {
    const sent = reply.trim()
    // What was typed on meanwhile stays.
    if ((await run(() => actions.reply(note.id, sent))) && notes.words.get(slot).trim() === sent)
      notes.words.drop([slot])
  }
  return (
    <div className="grid gap-2">
      {note.quote !== undefined && <Quoted>{note.quote.text}</Quoted>}
      {note.replies.map((it) => (
        <div key={it.id} className="border-l-2 border-lead-line pl-2.5">
          <p className="flex flex-wrap gap-x-2 text-xs text-ink-3">
            <b className="text-ink-2">{it.by.name}</b>
            <time dateTime={it.at} className="tabular">
              {dateTimeOf(it.at, language)}
            </time>
          </p>
          <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{it.words}</p>
        </div>
      ))}
      {note.settled !== undefined && (
        <p className="text-xs text-ink-3">
          {words.settledBy(note.settled.name, dateTimeOf(note.settled.at, language))}
        </p>
      )}
      <TextArea
        label={words.reply}
        value={reply}
        onChange={(it) => notes.words.set(slot, it)}
        rows={2}
        maxLength={2000}
        name="reply"
      />
      <Problem>{problem}</Problem>
      <div className="flex flex-wrap gap-1">
        <Button
          size="small"
          variant="secondary"
          isDisabled={isSending || reply.trim() === ''}
          onPress={() => void send()}
        >
          {words.send}
        </Button>
        {note.may.settle && (
          <Button
            size="small"
            variant="quiet"
            isDisabled={isSending}
            onPress={() => void run(() => actions.settle(note.id, note.settled === undefined))}
          >
            {note.settled === undefined ? (
              <Check className="size-4" aria-hidden />
            ) : (
              <RotateCcw className="size-4" aria-hidden />
            )}
            {note.settled === undefined ? words.settle : words.reopen}
          </Button>
        )}
        {note.may.keep && (
          <Button
            size="small"
            variant="quiet"
            isDisabled={isSending}
            onPress={() => void run(() => actions.remove(note.id))}
          >
            <Trash2 className="size-4" aria-hidden />
            {words.remove}
          </Button>
        )}
      </div>
    </div>
  )
}
