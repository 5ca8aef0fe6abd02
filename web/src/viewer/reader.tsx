import {
  type ReactNode,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { ReadableBook } from '../../../server/contract/book.ts'
import { caseOfBook } from '../api/books.ts'
import { useText } from '../i18n/index.tsx'
import { bringLetters } from '../ui/fonts.ts'
import { Later, cx, openFrom } from '../ui/index.ts'
import { BesidePane } from './beside-pane.tsx'
import { Desk } from './desk.tsx'
import { FindBar } from './find/find-bar.tsx'
import { FindResults } from './find/find-results.tsx'
import type { Said } from './find/passages.ts'
import { useFinding } from './find/use-finding.ts'
import { FirstPages } from './first-pages.tsx'
import { HeatStrip } from './heat/heat-strip.tsx'
import { useHeat } from './heat/use-heat.ts'
import { Outline } from './outline.tsx'
import { ScaleBar } from './measure/scale-bar.tsx'
import { NotePanel } from './notes/note-panel.tsx'
import { notedWords } from './notes/noted-words.ts'
import { NotesContext } from './notes/notes-context.ts'
import { useNotes } from './notes/use-notes.ts'
import { PageHost } from './page-host.ts'
import { PaperNotice, PrintPlace } from './print/print-place.tsx'
import { ReaderToolbar } from './reader-toolbar.tsx'
import { pageBox } from './scene.ts'
import type { PageName } from './seen/unseen.ts'
import { useSeenWatch } from './seen/use-seen-watch.ts'
import { useLinks } from './use-links.ts'
import { usePane } from './use-pane.ts'
import { usePlaces } from './use-places.ts'
import { useReaderKeys } from './use-reader-keys.ts'
import { pageCountOf } from './use-scene.ts'
import './viewer.css'

type Props = {
  /** Undefined while it is being asked for: the cover sheet stands there already. */
  readonly book: ReadableBook | undefined
  /** What comes before the files on the same scroll. */
  readonly cover: ReactNode
  /** What the cover sheet is called, and in short; absent: 決裁鑑. */
  readonly coverNames?: { readonly cover: string; readonly coverShort: string }
  /** A file to bring into view, by its name, or a page; `asked` counts, so that it can be asked for again. */
  readonly target?:
    ({ readonly asked: number } & ({ readonly name: string } | { readonly page: PageName })) | undefined
  /** What was said on the way; it is found as the pages are. */
  readonly said?: readonly Said[]
  /** Shows something that was said. */
  readonly onSaid?: (key: string) => void
  /** Pages that changed since the reader approved. */
  readonly changed?: readonly PageName[]
  /** More for the right end of the toolbar. */
  readonly tools?: ReactNode
}

const nothingSaid: readonly Said[] = []
const nothingChanged: readonly PageName[] = []
/** In CSS pixels; a class below names the same width. */
const wideEnoughForOutline = 1180

/** All attachments of a proposal, or all files of a 収受文書, as one continuous scroll, the cover sheet first. */
export function Reader({
  book,
  cover,
  coverNames,
  target,
  said = nothingSaid,
  onSaid,
  changed = nothingChanged,
  tools,
}: Props) {
  const text = useText()
  const names = coverNames ?? text.reader
  // None on the server: it draws no pages of its own.
  const [host] = useState(() => (typeof window === 'undefined' ? undefined : new PageHost()))
  useEffect(() => () => host?.close(), [host])
  // The scale bar comes with the first page one leaves the cover for.
  useEffect(() => bringLetters(text.viewer.measure.bar(0, 0, 0)), [text])
  const [outlineOpen, setOutlineOpen] = useState(() => openFrom(wideEnoughForOutline))
  const pane = usePane(book, host, { isMain: true, lead: 900 })
  const { scene, desk, goToPage } = pane
  const { bookPage, element, top, scrollTo, onMove } = desk
  const walk = useMemo(() => ({ element, top, scrollTo, onMove }), [element, top, scrollTo, onMove])
  useSeenWatch({ book, desk })
  const [besideFrom, setBesideFrom] = useState<number>()
  const showFile = useEffectEvent((name: string) => {
    pane.showFile(book?.files.findIndex((it) => it.name === name) ?? -1)
  })
  const lead = useRef<HTMLDivElement>(null)
  const [notesOpen, setNotesOpen] = useState(false)
  const [printOpen, setPrintOpen] = useState(false)
  const [listOpen, setListOpen] = useState(true)
  // In the place of what stands there; behind it nobody would see them.
  const showNotes = () => {
    setPrintOpen(false)
    setListOpen(false)
    setNotesOpen(true)
  }
  const notes = useNotes(book, host, showNotes)
  const saidAndNoted = useMemo(() => [...said, ...notedWords(notes.all)], [said, notes.all])
  const places = usePlaces({ pane, book, host, notes, lead, onSaid })
  const finding = useFinding({
    ...{ book, host, pane, lead },
    said: saidAndNoted,
    onShow: (passage, wanted) => void places.showPassage(passage, wanted),
  })
  const { find } = finding
  useLinks({ scene: host !== undefined && scene.pageCount > 0 ? scene : undefined, notes, find, places })
  const showTarget = useEffectEvent(places.showNamed)
  useEffect(() => {
    if (target === undefined) return
    if ('name' in target) showFile(target.name)
    else showTarget(target.page)
  }, [target])
  const heat = useHeat({ book, scene, found: find.passages.pages, notes: notes.byPage, changed })
  // What arrived is read and found in; notes, prints and the trail of pages seen belong to cases.
  const isOfCase = book === undefined || caseOfBook(book) !== undefined
  const openFind = () => {
    // What was put aside for something else comes with the next search again.
    if (!find.isOpen) setListOpen(true)
    finding.open()
  }
  const openPrint = () => {
    if (!isOfCase) return
    setPrintOpen(true)
    setListOpen(false)
  }
  const isListing = find.isOpen && listOpen
  const isPrinting = printOpen && !isListing
  const isNoting = notesOpen && !isListing && !isPrinting
  const toggleNotes = () => {
    if (!isOfCase) return
    if (!isNoting) return showNotes()
    notes.setPen(undefined)
    setNotesOpen(false)
  }
  const hasPanel = isListing || isPrinting || isNoting
  const toggleOutline = () => {
    if (!hasPanel) return setOutlineOpen((it) => it !== true)
    notes.setPen(undefined)
    setNotesOpen(false)
    setPrintOpen(false)
    setListOpen(false)
    setOutlineOpen(true)
  }
  // The outline is long; it is not drawn again for every new function.
  const latestPage = useRef(goToPage)
  useLayoutEffect(() => {
    latestPage.current = goToPage
  })
  const showPage = useCallback((page: number) => {
    latestPage.current(page)
    if (innerWidth < 1024) setOutlineOpen(false)
  }, [])
  const actions = {
    step: pane.step,
    setZoom: pane.setZoom,
    turn: pane.turn,
    goToFile: pane.goToFile,
    scrollTo: desk.scrollTo,
    toggleOutline,
    toggleNotes,
    find: openFind,
    findNext: find.step,
    print: openPrint,
  }
  const [helpOpen, setHelpOpen] = useState(false)
  useReaderKeys(desk, scene, actions, () => setHelpOpen((it) => !it))

  const { settledPage } = desk
  const pageCount = host === undefined && book !== undefined ? pageCountOf(book) : scene.pageCount
  const boxHere = bookPage < 0 ? undefined : pageBox(scene, bookPage)
  const fileHere = boxHere === undefined ? undefined : book?.files[boxHere.fileIndex]
  const pageHere =
    boxHere?.kind !== 'page' || fileHere === undefined
      ? undefined
      : { attachmentId: fileHere.attachmentId, pageIndex: boxHere.pageIndex }
  const currentFile = settledPage < 0 ? -1 : (pageBox(scene, settledPage)?.fileIndex ?? -1)
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col" data-reader data-page-count={pageCount}>
      <ReaderToolbar
        bookPage={bookPage}
        pageCount={pageCount}
        coverShort={names.coverShort}
        scale={pane.scale}
        wishes={pane.wishes}
        onSpread={pane.setSpread}
        onTurn={bookPage < 0 ? undefined : pane.turn}
        pageHere={pageHere}
        notesOpen={isNoting}
        noteCount={notes.all.filter((it) => it.settled === undefined).length}
        onNotes={isOfCase ? toggleNotes : undefined}
        besideOpen={besideFrom !== undefined}
        onBeside={() => setBesideFrom((it) => (it === undefined ? Math.max(0, bookPage) : undefined))}
        outlineOpen={outlineOpen !== false && !hasPanel}
        helpOpen={helpOpen}
        onHelp={setHelpOpen}
        onPage={goToPage}
        onZoom={pane.setZoom}
        onStep={pane.step}
        onOutline={actions.toggleOutline}
        printOpen={isPrinting}
        onPrint={!isOfCase ? undefined : isPrinting ? () => setPrintOpen(false) : openPrint}
        findOpen={find.isOpen}
        onFind={find.isOpen ? finding.close : openFind}
        tools={tools}
      />
      {find.isOpen && (
        <FindBar
          find={find}
          input={finding.input}
          isListOpen={listOpen}
          onList={() => setListOpen(!listOpen)}
          onClose={finding.close}
        />
      )}
      <div className="relative flex min-h-0 flex-1">
        <aside
          className={cx(
            'absolute inset-y-0 left-0 z-20 w-64 border-r border-line bg-well shadow-float lg:relative lg:z-auto lg:w-56 lg:shadow-none',
            hasPanel
              ? 'lg:w-72'
              : outlineOpen === 'by_width'
                ? 'max-[1180px]:hidden'
                : !outlineOpen && 'hidden',
          )}
        >
          {isListing && (
            <FindResults
              book={book}
              coverName={names.cover}
              find={find}
              said={saidAndNoted}
              onChosen={() => innerWidth < 1024 && setListOpen(false)}
            />
          )}
          {isNoting && <NotePanel book={book} here={pageHere} notes={notes} onShow={places.showNote} />}
          {isPrinting && book !== undefined && 'proposalId' in book && (
            <PrintPlace
              book={book}
              scene={scene}
              here={pageHere}
              notes={notes.all}
              onClose={() => setPrintOpen(false)}
            />
          )}
          <div className={cx('h-full', hasPanel && 'hidden')}>
            <Later>
              <Outline
                book={book}
                coverName={names.cover}
                scene={scene}
                host={host}
                desk={walk}
                currentFile={currentFile}
                bookPage={settledPage}
                onPage={showPage}
              />
            </Later>
          </div>
        </aside>
        {host === undefined ? (
          <FirstPages book={book} cover={cover} />
        ) : (
          <div className="relative flex min-h-0 min-w-0 flex-1">
            <NotesContext value={notes}>
              <Desk
                pane={pane}
                book={book}
                host={host}
                label={text.reader.region}
                cover={cover}
                lead={lead}
              />
            </NotesContext>
            {pageHere !== undefined && (
              <ScaleBar scale={pane.scale} drawingScale={notes.scaleOf(pageHere.attachmentId)} />
            )}
            <HeatStrip scene={scene} heat={heat} foundCount={find.passages.pages.length} />
          </div>
        )}
        <PaperNotice />
        {besideFrom !== undefined && (
          <BesidePane
            book={book}
            firstPage={besideFrom}
            main={pane}
            onClose={() => setBesideFrom(undefined)}
          />
        )}
      </div>
    </div>
  )
}
