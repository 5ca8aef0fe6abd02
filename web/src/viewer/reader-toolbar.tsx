import { CircleHelp, Minus, PanelLeft, Plus } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useText } from '../i18n/index.tsx'
import { IconButton, cx } from '../ui/index.ts'
import type { Zoom } from './scene.ts'

type Props = {
  readonly bookPage: number
  readonly pageCount: number
  readonly scale: number
  readonly zoom: Zoom
  readonly outlineOpen: boolean
  readonly helpOpen: boolean
  readonly onHelp: (open: boolean) => void
  /** Index in the book; -1 for the cover sheet. */
  readonly onPage: (bookPage: number) => void
  readonly onZoom: (zoom: Zoom) => void
  readonly onStep: (direction: 1 | -1) => void
  readonly onOutline: () => void
  readonly tools?: ReactNode
}

/** Where I am in the book, how large it is shown, and what the keys do. */
export function ReaderToolbar(props: Props) {
  const text = useText()
  return (
    <div
      role="toolbar"
      aria-label={text.reader.region}
      className="relative z-10 flex h-12 shrink-0 items-center gap-1 border-b border-line bg-paper px-2 text-sm"
    >
      <IconButton
        label={props.outlineOpen ? text.reader.hideOutline : text.reader.showOutline}
        icon={<PanelLeft className="size-5" />}
        onPress={props.onOutline}
        aria-expanded={props.outlineOpen}
        className={cx(props.outlineOpen && 'bg-lead-soft text-lead')}
      />
      <PageBox bookPage={props.bookPage} pageCount={props.pageCount} onPage={props.onPage} />
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
          onClick={() => props.onZoom(1)}
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
          props.zoom === 'fit' && 'bg-lead-soft font-bold text-lead hover:bg-lead-soft',
        )}
        aria-pressed={props.zoom === 'fit'}
        title={text.reader.fit}
        onClick={() => props.onZoom('fit')}
      >
        <span className="hidden xl:inline">{text.reader.fit}</span>
        <span className="xl:hidden">{text.reader.fitShort}</span>
      </button>
      <span className="flex-1" />
      <div className="relative hidden md:block">
        <IconButton
          label={text.reader.help}
          icon={<CircleHelp className="size-5" />}
          aria-expanded={props.helpOpen}
          onPress={() => props.onHelp(!props.helpOpen)}
        />
        {props.helpOpen && <Help onClose={() => props.onHelp(false)} />}
      </div>
      {props.tools}
    </div>
  )
}

function PageBox({ bookPage, pageCount, onPage }: Pick<Props, 'bookPage' | 'pageCount' | 'onPage'>) {
  const text = useText()
  const shown = bookPage < 0 ? text.reader.coverShort : String(bookPage + 1)
  const [typed, setTyped] = useState<string>()
  return (
    <form
      className="flex items-center gap-1.5 pl-1"
      onSubmit={(event) => {
        event.preventDefault()
        // Full-width digits come from an input method that is still on.
        const page = Number.parseInt((typed ?? '').normalize('NFKC'), 10)
        if (Number.isInteger(page)) onPage(page - 1)
        setTyped(undefined)
        ;(document.activeElement as HTMLElement | null)?.blur()
      }}
    >
      <input
        data-page-box
        className="h-8 w-14 rounded-6 border border-line-strong bg-paper text-center tabular"
        aria-label={text.reader.pageBox}
        inputMode="numeric"
        value={typed ?? shown}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => setTyped(undefined)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          setTyped(undefined)
          event.currentTarget.blur()
        }}
      />
      <span className="whitespace-nowrap text-ink-3 tabular" data-page-total={pageCount}>
        {pageCount > 0 && `/ ${pageCount.toLocaleString('ja-JP')}`}
      </span>
    </form>
  )
}

function Help({ onClose }: { readonly onClose: () => void }) {
  const text = useText()
  useEffect(() => {
    const close = (event: KeyboardEvent) => event.key === 'Escape' && onClose()
    addEventListener('keydown', close)
    return () => removeEventListener('keydown', close)
  }, [onClose])
  const rows: readonly (readonly [string, string])[] = [
    ['PageUp / PageDown', text.reader.helpRows.screens],
    ['Home / End', text.reader.helpRows.ends],
    ['j / k', text.reader.helpRows.files],
    ['g', text.reader.helpRows.jump],
    ['+ / −', text.reader.helpRows.zoom],
    ['0', text.reader.helpRows.fit],
    ['o', text.reader.helpRows.outline],
    ['?', text.reader.helpRows.help],
  ]
  return (
    <dl
      className="absolute top-11 right-0 z-30 grid w-96 grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-2 rounded-8 border border-line bg-paper p-4 shadow-float"
      aria-label={text.reader.help}
    >
      {rows.map(([key, what]) => (
        <div key={key} className="contents">
          <dt className="font-mono text-xs font-bold whitespace-nowrap text-ink-2">{key}</dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  )
}
