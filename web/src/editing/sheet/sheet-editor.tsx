import {
  BetweenHorizontalStart,
  BetweenVerticalStart,
  Redo2,
  Search,
  TableColumnsSplit,
  TableRowsSplit,
  Undo2,
} from 'lucide-react'
import { useEffect, useEffectEvent, useImperativeHandle, useState } from 'react'
import type { SheetEdit, WorkbookFacts } from '../../../../server/contract/sheet-edits.ts'
import { useSheetText } from '../../i18n/editing/sheet.ts'
import { IconButton } from '../../ui/index.ts'
import type { EditorProps } from '../in-place/editor-props.ts'
import { adoptStyles } from './adopt-styles.ts'
import { Boxes } from './boxes.tsx'
import { type Grid, openGrid } from './grid.ts'
import { EntryHelp } from './entry-help.tsx'
import type { Refused } from './judge-edits.ts'
import { nameControls } from './name-controls.ts'
import { RefusedNotice } from './refused-notice.tsx'

type Work = { readonly edits: readonly SheetEdit[] }

/** An Excel file as a grid: cells, formulas, rows and columns. What the file's writer cannot write is not offered. */
export function SheetEditor({ facts: given, kept, onWork, ref }: EditorProps) {
  const facts = given as WorkbookFacts
  const words = useSheetText()
  const [host, setHost] = useState<HTMLDivElement | null>(null)
  const [grid, setGrid] = useState<Grid>()
  const [refused, setRefused] = useState<Refused>()
  const changed = useEffectEvent((opened: Grid) => {
    const edits = opened.edits()
    onWork(edits.length === 0 ? undefined : ({ edits } satisfies Work))
  })
  const begin = useEffectEvent((opened: Grid) => {
    opened.replay((kept as Work | undefined)?.edits ?? [])
  })
  useEffect(() => {
    if (host === null) return undefined
    const giveBack = adoptStyles()
    const opened: Grid = openGrid(host, facts, {
      changed: (takesBack) => {
        if (!takesBack) setRefused(undefined)
        changed(opened)
      },
      refused: setRefused,
    })
    let isGone = false
    void opened.ready.then(() => {
      if (isGone) return
      begin(opened)
      setGrid(opened)
    })
    return () => {
      isGone = true
      setGrid(undefined)
      // React is still at work: the grid has a tree of its own that must not be taken away meanwhile.
      setTimeout(() => {
        opened.dispose()
        giveBack()
      })
    }
  }, [facts, host])
  useEffect(() => (host === null ? undefined : nameControls(host, words.controls)), [host, words])
  useImperativeHandle(ref, () => ({
    async given() {
      await grid?.settle()
      const edits = grid?.edits() ?? []
      return new Blob([JSON.stringify({ edits, year: new Date().getFullYear() })], {
        type: 'application/json',
      })
    },
  }))
  return (
    <div className="flex min-h-0 flex-1 flex-col" data-sheet-editor data-ready={grid !== undefined}>
      {grid !== undefined && <Tools grid={grid} />}
      <About facts={facts} />
      {grid !== undefined && host !== null && <EntryHelp grid={grid} host={host} />}
      {refused !== undefined && <RefusedNotice {...refused} is1904={facts.is1904} />}
      <div className="relative min-h-64 flex-1">
        {/* Keys belong to the grid here, not to the reader around it. */}
        <div
          ref={setHost}
          className="absolute inset-0"
          role="application"
          aria-label={words.grid}
          data-own-keys
        />
        {grid !== undefined && host !== null && <Boxes grid={grid} facts={facts} host={host} />}
      </div>
    </div>
  )
}

function About({ facts }: { readonly facts: WorkbookFacts }) {
  const words = useSheetText()
  const hidden = facts.sheets.filter((it) => it.isHidden).map((it) => it.name)
  const unseen = facts.unseen.map((it) => words.unseen[it])
  return (
    <p className="border-b border-line px-3 py-1 text-sm text-ink-2">
      <span className="text-shu sm:hidden">{words.narrow} </span>
      {words.about}
      {unseen.length > 0 && ` ${words.notShown(unseen.join('、'))}`}
      {hidden.length > 0 && ` ${words.hiddenSheets(hidden.join('、'))}`}
    </p>
  )
}

function Tools({ grid }: { readonly grid: Grid }) {
  const words = useSheetText()
  const { api } = grid
  const atSelection = (work: (sheet: Sheet, range: Selected) => void) => () => {
    const book = api.getActiveWorkbook()
    const range = book?.getActiveRange()
    if (book === null || range === null || range === undefined) return
    work(book.getActiveSheet(), range)
  }
  const tools = [
    ['undo', Undo2, () => void api.undo()],
    ['redo', Redo2, () => void api.redo()],
    ['find', Search, () => void api.executeCommand('ui.operation.open-find-dialog')],
    [
      'insertRow',
      BetweenHorizontalStart,
      atSelection((sheet, it) => sheet.insertRowsBefore(it.getRow(), it.getHeight())),
    ],
    ['deleteRow', TableRowsSplit, atSelection((sheet, it) => sheet.deleteRows(it.getRow(), it.getHeight()))],
    [
      'insertColumn',
      BetweenVerticalStart,
      atSelection((sheet, it) => sheet.insertColumnsBefore(it.getColumn(), it.getWidth())),
    ],
    [
      'deleteColumn',
      TableColumnsSplit,
      atSelection((sheet, it) => sheet.deleteColumns(it.getColumn(), it.getWidth())),
    ],
  ] as const
  return (
    <div
      role="toolbar"
      aria-label={words.tools}
      className="flex flex-wrap gap-1 border-b border-line px-2 py-1"
    >
      {tools.map(([name, Icon, act]) => (
        <IconButton
          key={name}
          label={words[name]}
          icon={<Icon aria-hidden className="size-5" />}
          onPress={() => {
            act()
          }}
        />
      ))}
    </div>
  )
}

type Book = NonNullable<ReturnType<Grid['api']['getActiveWorkbook']>>
type Sheet = ReturnType<Book['getActiveSheet']>
type Selected = NonNullable<ReturnType<Book['getActiveRange']>>
