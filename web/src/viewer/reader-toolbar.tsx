import { CircleHelp, Columns2, Minus, PanelLeft, Plus, Printer, Search, StickyNote } from 'lucide-react'
import type { ReactNode } from 'react'
import { useText } from '../i18n/index.tsx'
import { IconButton, cx } from '../ui/index.ts'
import { LayoutMenu } from './layout-menu.tsx'
import { useActualZoom } from './measure/screen-size.ts'
import { PageBox } from './page-box.tsx'
import { ReaderHelp } from './reader-help.tsx'
import type { Spread, Zoom } from './scene.ts'
import type { PageName } from './seen/unseen.ts'
import type { Wishes } from './use-wishes.ts'

type Props = {
  readonly bookPage: number
  readonly pageCount: number
  readonly coverShort: string
  readonly scale: number
  readonly wishes: Wishes
  readonly onSpread: (spread: Spread) => void
  readonly onTurn: ((what: 'page' | 'file') => void) | undefined
  /** The page one is at; absent on the cover sheet and where there is none yet. */
  readonly pageHere: PageName | undefined
  readonly outlineOpen: boolean
  readonly helpOpen: boolean
  readonly onHelp: (open: boolean) => void
  /** Index in the book; -1 for the cover sheet. */
  readonly onPage: (bookPage: number) => void
  readonly onZoom: (zoom: Zoom) => void
  readonly onStep: (direction: 1 | -1) => void
  readonly onOutline: () => void
  readonly notesOpen: boolean
  readonly noteCount: number
  /** Undefined where there are none. */
  readonly onNotes: (() => void) | undefined
  readonly besideOpen: boolean
  readonly onBeside: () => void
  readonly findOpen: boolean
  readonly onFind: () => void
  readonly printOpen: boolean
  readonly onPrint: (() => void) | undefined
  readonly tools?: ReactNode
}

/** Where I am in the book, how large it is shown, and what the keys do. */
export function ReaderToolbar(props: Props) {
  const text = useText()
  const actual = useActualZoom()
  return (
    <div
      role="toolbar"
      aria-label={text.reader.region}
      className="relative z-10 flex min-h-12 shrink-0 flex-wrap items-center gap-1 border-b border-line bg-paper px-2 text-sm"
    >
      <IconButton
        label={props.outlineOpen ? text.reader.hideOutline : text.reader.showOutline}
        icon={<PanelLeft className="size-5" />}
        onPress={props.onOutline}
        aria-expanded={props.outlineOpen}
      />
      <PageBox
        bookPage={props.bookPage}
        pageCount={props.pageCount}
        onPage={props.onPage}
        coverShort={props.coverShort}
      />
      <span className="mx-1 hidden h-6 w-px bg-line sm:block" />
      <div className="hidden items-center sm:flex">
        <IconButton
          label={text.reader.zoomOut}
          icon={<Minus className="size-4.5" />}
          onPress={() => props.onStep(-1)}
        />
        <button
          type="button"
          className="min-h-9 w-14 rounded-6 text-center tabular hover:bg-ink/7"
          title={text.reader.actualSize}
          aria-label={`${Math.round(props.scale * 100)}% ${text.reader.actualSize}`}
          onClick={() => props.onZoom(actual)}
        >
          {Math.round(props.scale * 100)}%
        </button>
        <IconButton
          label={text.reader.zoomIn}
          icon={<Plus className="size-4.5" />}
          onPress={() => props.onStep(1)}
        />
      </div>
      <button
        type="button"
        className={cx(
          'min-h-9 rounded-6 px-2.5 hover:bg-ink/7',
          props.wishes.zoom === 'fit' && 'bg-lead-soft font-bold text-lead hover:bg-lead-soft',
        )}
        aria-pressed={props.wishes.zoom === 'fit'}
        title={text.reader.fit}
        onClick={() => props.onZoom('fit')}
      >
        <span className="hidden xl:inline">{text.reader.fit}</span>
        <span className="xl:hidden">{text.reader.fitShort}</span>
      </button>
      <LayoutMenu
        wishes={props.wishes}
        onZoom={props.onZoom}
        onSpread={props.onSpread}
        onTurn={props.onTurn}
        pageHere={props.pageHere}
        onPrint={props.onPrint}
      />
      {props.onNotes !== undefined && (
        <span className="relative">
          <IconButton
            label={text.viewer.notes.open}
            icon={<StickyNote className="size-5" />}
            aria-expanded={props.notesOpen}
            onPress={props.onNotes}
          />
          {props.noteCount > 0 && (
            <span className="pointer-events-none absolute top-0 right-0 min-w-4 rounded-full bg-lead px-1 text-center text-[11px] leading-4 font-bold text-white tabular">
              {props.noteCount}
            </span>
          )}
        </span>
      )}
      <span className="hidden md:block">
        <IconButton
          label={props.besideOpen ? text.viewer.beside.close : text.viewer.beside.open}
          icon={<Columns2 className="size-5" />}
          aria-expanded={props.besideOpen}
          onPress={props.onBeside}
        />
      </span>
      <span className="flex-1" />
      {props.onPrint !== undefined && (
        <span className="hidden md:block">
          <IconButton
            label={text.viewer.print.heading}
            icon={<Printer className="size-5" />}
            aria-expanded={props.printOpen}
            onPress={props.onPrint}
          />
        </span>
      )}
      <IconButton
        label={text.viewer.find.open}
        icon={<Search className="size-5" />}
        aria-expanded={props.findOpen}
        onPress={props.onFind}
      />
      <div className="hidden md:block">
        <IconButton
          label={text.viewer.help}
          icon={<CircleHelp className="size-5" />}
          aria-expanded={props.helpOpen}
          onPress={() => props.onHelp(!props.helpOpen)}
        />
      </div>
      {props.helpOpen && <ReaderHelp onClose={() => props.onHelp(false)} />}
      {props.tools}
    </div>
  )
}
