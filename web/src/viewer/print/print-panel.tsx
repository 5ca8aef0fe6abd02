import { Download, Printer, X } from 'lucide-react'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { Book } from '../../../../server/contract/book.ts'
import type { NoteView } from '../../../../server/contract/notes.ts'
import type { NewPrint, PrintState } from '../../../../server/contract/prints.ts'
import { pagesIn, parsePageList } from '../../../../server/domain/reading/page-ranges.ts'
import { isOver, printAddress, usePrintActions, usePrintState, usePrints } from '../../api/prints.ts'
import { useSending } from '../../api/use-sending.ts'
import { useText } from '../../i18n/index.tsx'
import {
  Button,
  Checkbox,
  IconButton,
  ProgressBar,
  RadioGroup,
  TextField,
  useEscape,
} from '../../ui/index.ts'
import type { Scene } from '../scene.ts'
import type { PageName } from '../seen/unseen.ts'
import { printPdf, savePdf } from './print-frame.ts'
import { type BookPage, countOf, filesOf, pagesOnDesk } from './selection.ts'

type Props = {
  readonly book: Book
  readonly scene: Scene
  /** The page one is at; undefined on the cover sheet. */
  readonly here: PageName | undefined
  readonly notes: readonly NoteView[]
  readonly onClose: () => void
}

type Choice = 'all' | 'file' | 'page' | 'pages' | 'files' | 'noted'

/** What to print or save, what for, and how far it is: beside the pages, so that one sees what one chooses. */
export function PrintPanel({ book, scene, here, notes, onClose }: Props) {
  const all = useText()
  const text = all.viewer.print
  const [choice, setChoice] = useState<Choice>('all')
  const [typed, setTyped] = useState('')
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [cover, setCover] = useState(true)
  const [withNotes, setWithNotes] = useState(false)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [print, setPrint] = useState<PrintState>()
  const prints = usePrints(book.proposalId)
  const { begin } = usePrintActions(book.proposalId)
  const { run, isSending, problem } = useSending()
  const panel = useRef<HTMLElement>(null)
  useEscape(panel, onClose)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])

  const pages = useMemo(() => pagesOnDesk(scene.boxes), [scene])
  const chosen = chosenPages({ choice, pages, book, here, typed, ticked, notes })
  const files = chosen === undefined ? undefined : filesOf(book, chosen)
  const count = files === undefined ? 0 : countOf(files)
  const reasonAsked = prints.data?.reasonAsked === true
  const lacksReason = reasonAsked && reason.trim() === ''
  const isEmpty = files === undefined || (count === 0 && !cover)
  const send = (purpose: NewPrint['purpose']) => {
    setTried(true)
    if (files === undefined || isEmpty) return
    void run(async () => {
      // Pressed before it is known whether a reason is asked: the answer is waited for.
      const asked = prints.data ?? (await prints.refetch({ throwOnError: true })).data
      if (asked?.reasonAsked === true && reason.trim() === '') return
      setPrint(await begin({ purpose, cover, notes: withNotes, files, reason: reason.trim() }))
    })
  }
  const chooseAgain = () => {
    setPrint(undefined)
    heading.current?.focus()
  }
  const own = notes.filter((it) => it.may.keep && it.now.state !== 'gone')
  const options: readonly { readonly value: Choice; readonly label: string; readonly disabled?: boolean }[] =
    [
      { value: 'all', label: text.choices.all },
      { value: 'file', label: text.choices.file, disabled: here === undefined },
      { value: 'page', label: text.choices.page, disabled: here === undefined },
      { value: 'pages', label: text.choices.pages },
      ...(book.files.length > 1 ? [{ value: 'files', label: text.choices.files } as const] : []),
      ...(own.length > 0 ? [{ value: 'noted', label: text.choices.noted } as const] : []),
    ]
  return (
    <section
      ref={panel}
      aria-labelledby="print-heading"
      className="grid h-full content-start gap-4 overflow-y-auto overscroll-contain p-3 text-sm"
      data-print
    >
      <div className="flex items-center gap-2">
        <h2
          id="print-heading"
          ref={heading}
          tabIndex={-1}
          className="flex-1 text-base font-bold outline-none"
        >
          {text.heading}
        </h2>
        <IconButton label={text.close} icon={<X className="size-5" />} onPress={onClose} />
      </div>
      <RadioGroup
        label={text.what}
        value={choice}
        onChange={(it) => setChoice(it as Choice)}
        options={options}
      />
      {choice === 'pages' && (
        <TextField
          label={text.pages}
          hint={text.pagesHint(pages.length)}
          value={typed}
          onChange={setTyped}
          name="pages"
          {...((tried || typed !== '') && chosen === undefined
            ? { error: text.pagesWrong(pages.length) }
            : {})}
        />
      )}
      {choice === 'files' && (
        <fieldset className="grid gap-0.5">
          <legend className="mb-1 text-sm font-bold">{text.files}</legend>
          {book.files.map((it) => (
            <Checkbox
              key={it.attachmentId}
              isSelected={ticked.has(it.attachmentId)}
              onChange={(on) =>
                setTicked((now) => {
                  const next = new Set(now)
                  if (on) next.add(it.attachmentId)
                  else next.delete(it.attachmentId)
                  return next
                })
              }
            >
              <span className="text-sm [overflow-wrap:anywhere]">{it.name}</span>
            </Checkbox>
          ))}
        </fieldset>
      )}
      <div className="grid gap-0.5">
        <Checkbox isSelected={cover} onChange={setCover}>
          {text.cover}
        </Checkbox>
        <Checkbox isSelected={withNotes} onChange={setWithNotes}>
          {text.withNotes}
        </Checkbox>
        {withNotes && <p className="pl-7 text-xs leading-relaxed text-ink-3">{text.withNotesHint}</p>}
      </div>
      <TextField
        label={text.reason}
        hint={text.reasonHint}
        value={reason}
        onChange={setReason}
        maxLength={200}
        name="reason"
        {...(reasonAsked ? { requiredMark: all.common.required } : {})}
        {...(tried && lacksReason ? { error: text.reasonMissing } : {})}
      />
      <p role="status" data-print-count={count}>
        {isEmpty ? text.nothing : text.count(count, cover)}
      </p>
      {print === undefined ? (
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" isDisabled={isSending} onPress={() => send('print')}>
            <Printer className="size-5" aria-hidden />
            {text.print}
          </Button>
          <Button isDisabled={isSending} onPress={() => send('save')}>
            <Download className="size-5" aria-hidden />
            {text.save}
          </Button>
        </div>
      ) : (
        <Making key={print.id} print={print} proposalId={book.proposalId} onEnd={chooseAgain} />
      )}
      {problem !== undefined && (
        <p role="alert" className="text-shu-strong">
          {problem}
        </p>
      )}
      <p className="text-xs leading-relaxed text-ink-3">
        {text.recorded}
        {prints.data !== undefined && prints.data.count > 0 && ` ${text.already(prints.data.count)}`}
      </p>
    </section>
  )
}

type Chosen = Pick<Props, 'book' | 'here' | 'notes'> & {
  readonly choice: Choice
  readonly pages: readonly BookPage[]
  readonly typed: string
  /** Attachments by their ids. */
  readonly ticked: ReadonlySet<string>
}

/** The pages a choice means; undefined when what was typed is no list of pages. */
function chosenPages({
  choice,
  pages,
  book,
  here,
  typed,
  ticked,
  notes,
}: Chosen): readonly BookPage[] | undefined {
  const idOf = (page: BookPage) => book.files[page.fileIndex]?.attachmentId ?? ''
  switch (choice) {
    case 'all':
      return pages
    case 'file':
      return pages.filter((it) => idOf(it) === here?.attachmentId)
    case 'page':
      return pages.filter((it) => idOf(it) === here?.attachmentId && it.pageIndex === here.pageIndex)
    case 'files':
      return pages.filter((it) => ticked.has(idOf(it)))
    case 'pages': {
      const ranges = parsePageList(typed, pages.length)
      return ranges && pagesIn(ranges).flatMap((it) => pages[it] ?? [])
    }
    case 'noted': {
      const noted = new Set(
        notes
          .filter((it) => it.may.keep && it.now.state !== 'gone')
          .map((it) => `${it.attachmentId}/${it.now.state === 'moved' ? it.now.pageIndex : it.pageIndex}`),
      )
      return pages.filter((it) => noted.has(`${idOf(it)}/${it.pageIndex}`))
    }
  }
}

type MakingProps = {
  readonly print: PrintState
  readonly proposalId: string
  readonly onEnd: () => void
}

/** How far the PDF is, and what to do with it when it is there. */
function Making({ print, proposalId, onEnd }: MakingProps) {
  const text = useText().viewer.print
  const state = usePrintState(print).data ?? print
  const { giveUp, refresh } = usePrintActions(proposalId)
  const address = printAddress(print.id)
  const handOver = useEffectEvent(() => {
    void refresh()
    if (print.purpose === 'print') printPdf(address)
    else savePdf(address)
  })
  const isDone = state.status === 'done'
  const place = useRef<HTMLDivElement>(null)
  // The button that was pressed is gone, and the focus would be with it.
  useEffect(() => place.current?.focus({ preventScroll: true }), [])
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [state.status])
  useEffect(() => {
    if (isDone) handOver()
  }, [isDone])
  return (
    <div
      ref={place}
      tabIndex={-1}
      className="grid gap-2 rounded-8 border border-lead-line bg-lead-soft p-3 outline-none"
      data-print-status={state.status}
    >
      {!isOver(state) && (
        <>
          <p role="status">{text.making(state.pagesDone, state.pageCount)}</p>
          <ProgressBar label={text.heading} value={(100 * state.pagesDone) / Math.max(1, state.pageCount)} />
          <Button size="small" onPress={() => void giveUp(print.id).finally(onEnd)}>
            {text.giveUp}
          </Button>
        </>
      )}
      {isDone && (
        <>
          <p role="status" className="font-bold">
            {print.purpose === 'print' ? text.printing : text.saved}
          </p>
          <p>
            <a
              className="text-lead underline"
              href={address}
              {...(print.purpose === 'print' ? { target: '_blank', rel: 'noreferrer' } : { download: '' })}
            >
              {print.purpose === 'print' ? text.openInstead : text.saveInstead}
            </a>
          </p>
          <Button size="small" onPress={onEnd}>
            {text.again}
          </Button>
        </>
      )}
      {(state.status === 'failed' || state.status === 'cancelled') && (
        <>
          <p role="alert" className="text-shu-strong">
            {state.status === 'failed' ? text.failed : text.cancelled}
          </p>
          <Button size="small" onPress={onEnd}>
            {text.again}
          </Button>
        </>
      )}
    </div>
  )
}
