import {
  CellValueType,
  type ICellData,
  ICommandService,
  IContextService,
  IUndoRedoService,
  IUniverInstanceService,
  InterceptorEffectEnum,
  LifecycleService,
  LifecycleStages,
  LocaleType,
  LogLevel,
  type Nullable,
  Univer,
  mergeLocales,
} from '@univerjs/core'
import { FUniver } from '@univerjs/core/facade'
import {
  AFTER_CELL_EDIT,
  CalculationMode,
  INTERCEPTOR_POINT,
  ISheetClipboardService,
  SheetInterceptorService,
  UniverSheetsCorePreset,
} from '@univerjs/preset-sheets-core'
import coreJa from '@univerjs/preset-sheets-core/locales/ja-JP'
import { UniverSheetsFindReplacePreset } from '@univerjs/preset-sheets-find-replace'
import findJa from '@univerjs/preset-sheets-find-replace/locales/ja-JP'
import '@univerjs/preset-sheets-core/lib/index.css'
import '@univerjs/preset-sheets-find-replace/lib/index.css'
import type { SheetEdit, WorkbookFacts } from '../../../../server/contract/sheet-edits.ts'
import { type Cell, type Range, parseCell } from '../../../../server/domain/sheet/cells.ts'
import { type EntryValue, type ValuesIn, listOf } from '../../../../server/domain/sheet/validation.ts'
import { dateText, isJapaneseDate } from '../../../../server/domain/sheet/number-format.ts'
import { copiedLook } from './copied-look.ts'
import { type Refused, judgeOf } from './judge-edits.ts'
import { makeRoom, pasteInto, selectedIn } from './paste-into.ts'
import { pastedCells } from './pasted-cells.ts'
import { FollowedUndo, RecordedEdits } from './recorded-edits.ts'
import { bookId, toWorkbook } from './to-workbook.ts'
import { typedCell } from './typed-cell.ts'

export type EntryHere = {
  readonly place: string
  readonly hint?: string
  /** What may be chosen. */
  readonly list?: readonly string[]
}

export type Grid = {
  readonly api: FUniver
  /** Drawn, and able to work out formulas. */
  readonly ready: Promise<void>
  readonly edits: () => SheetEdit[]
  /** Does once more what somebody did before. */
  readonly replay: (edits: readonly SheetEdit[]) => void
  /** What the cells of a sheet hold, row by row; undefined for the empty ones. */
  readonly cellsIn: (sheet: string, range: Range) => readonly (EntryValue | undefined)[]
  /** The same as they are shown. */
  readonly labelsIn: (sheet: string, range: Range) => readonly string[]
  /** What the file says of entering something into the selected cell; undefined where it says nothing. */
  readonly entryHere: () => EntryHere | undefined
  /** Enters something into the selected cell, as if it were typed. */
  readonly enter: (text: string) => void
  /** Ends the typing in a cell, so that it counts. */
  readonly settle: () => Promise<void>
  readonly dispose: () => void
}

/** A grid in an element, with what the server says of the workbook. */
export function openGrid(
  container: HTMLElement,
  facts: WorkbookFacts,
  told: {
    /** `takesBack`: only what was just refused is gone. */
    readonly changed: (takesBack: boolean) => void
    readonly refused: (refused: Refused) => void
  },
): Grid {
  const recorded = new RecordedEdits(bookId)
  const univer = new Univer({
    override: [
      [
        IUndoRedoService,
        {
          useFactory: (
            instances: IUniverInstanceService,
            commands: ICommandService,
            contexts: IContextService,
          ) => new FollowedUndo(instances, commands, contexts, recorded),
          deps: [IUniverInstanceService, ICommandService, IContextService],
        },
      ],
    ],
    locale: LocaleType.JA_JP,
    locales: { [LocaleType.JA_JP]: mergeLocales(coreJa, findJa) },
    logLevel: LogLevel.ERROR,
  })
  const presets = [
    UniverSheetsCorePreset({
      container,
      // What the file's writer cannot write is not offered: looks, sizes, sheets.
      ...{ header: true, toolbar: false, contextMenu: false, formulaBar: true },
      footer: { sheetBar: true, statisticBar: true, menus: false, zoomSlider: false },
      formula: { initialFormulaComputing: CalculationMode.NO_CALCULATION },
      sheets: { disableForceStringAlert: true, disableForceStringMark: true },
      disableTextFormatAlert: true,
      disableTextFormatMark: true,
    }),
    UniverSheetsFindReplacePreset(),
  ]
  for (const it of presets.flatMap((preset) => preset.plugins)) {
    const [plugin, options] = Array.isArray(it) ? it : [it, undefined]
    univer.registerPlugin(plugin, options as never)
  }
  const api = FUniver.newAPI(univer)
  let advance: ReturnType<typeof setTimeout> | undefined
  const ready = new Promise<void>((resolve) => {
    const waiting = api.addEvent(api.Event.LifeCycleChanged, ({ stage }) => {
      if (stage === LifecycleStages.Steady) {
        waiting.dispose()
        resolve()
      }
      // The library waits three seconds more before it calls itself ready, by the clock.
      if (stage === LifecycleStages.Rendered)
        advance = setTimeout(
          () => (univer.__getInjector().get(LifecycleService).stage = LifecycleStages.Steady),
        )
    })
  })
  const book = api.createWorkbook(toWorkbook(facts))
  if (facts.activeSheet !== undefined) {
    const active = book.getSheetBySheetId(facts.activeSheet)
    if (active !== null && !active.isSheetHidden()) book.setActiveSheet(active)
  }
  const injector = univer.__getInjector()
  const year = new Date().getFullYear()
  const formatAt = (cell: Nullable<ICellData>): string =>
    book.getWorkbook().getStyles().getStyleByCell(cell)?.n?.pattern ?? 'General'
  const sheetOf = (id: string) => book.getWorkbook().getSheetBySheetId(id)
  const cellOf = (typed: string, sheet: string, row: number, column: number): ICellData => {
    const old = sheetOf(sheet)?.getCellRaw(row, column)
    const style = book.getWorkbook().getStyles().getStyleByCell(old)
    const into = { format: formatAt(old), year, is1904: facts.is1904, heldText: typeof old?.v === 'string' }
    return typedCell(typed, into, style ?? undefined)
  }
  const interceptors = injector.get(SheetInterceptorService)
  interceptors.intercept(INTERCEPTOR_POINT.CELL_CONTENT, {
    effect: InterceptorEffectEnum.Value,
    // Before the grid's own formats, which do not know 元号.
    priority: 100,
    handler: (cell, place, next) => {
      const raw = place.rawData
      const format = typeof raw?.v === 'number' ? formatAt(raw) : 'General'
      if (typeof raw?.v !== 'number' || !isJapaneseDate(format)) return next(cell)
      return next({ ...cell, v: dateText(format, raw.v, facts.is1904), t: CellValueType.STRING })
    },
  })
  interceptors.writeCellInterceptor.intercept(AFTER_CELL_EDIT, {
    priority: 1000,
    handler: (cell, place, next) => {
      const rich = cell?.p?.body?.dataStream.replace(/\r\n$/, '').replaceAll('\r', '\n')
      const typed = cell?.f ?? rich ?? cell?.v
      if (typeof typed !== 'string' && typeof typed !== 'number') return next(cell)
      // An apostrophe was typed before it, and is taken off already.
      const text =
        cell?.t === CellValueType.FORCE_STRING && cell.f === undefined ? `'${typed}` : String(typed)
      return {
        ...(cell?.s === undefined ? {} : { s: cell.s }),
        ...cellOf(text, place.subUnitId, place.row, place.col),
      }
    },
  })
  const valueAt = (sheet: string, { row, column }: Cell): EntryValue | undefined => {
    const cell = sheetOf(sheet)?.getCellRaw(row - 1, column - 1)
    const value = cell?.v ?? cell?.p?.body?.dataStream.replace(/\r\n$/, '')
    if (value === undefined || value === null || value === '') return undefined
    return cell?.t === CellValueType.BOOLEAN ? value === 1 || value === true : value
  }
  const cellsIn = (sheet: string, { top, left, bottom, right }: Range) => {
    const values: (EntryValue | undefined)[] = []
    const [rows, columns] = [sheetOf(sheet)?.getRowCount() ?? 0, sheetOf(sheet)?.getColumnCount() ?? 0]
    for (let row = top; row <= Math.min(bottom, rows); row += 1)
      for (let column = left; column <= Math.min(right, columns); column += 1) {
        values.push(valueAt(sheet, { row, column }))
      }
    return values
  }
  const valuesIn: ValuesIn = (sheet, range) => cellsIn(sheet, range).filter((it) => it !== undefined)
  const judge = judgeOf(facts, { valueAt, valuesIn })
  let takesBack = false
  const takeBack = async (): Promise<void> => {
    takesBack = true
    await api.undo()
    takesBack = false
  }
  recorded.begin(
    {
      cell: (sheet, row, column) => sheetOf(sheet)?.getCellRaw(row, column),
      formula: (sheet, row, column) =>
        book.getSheetBySheetId(sheet)?.getRange(row, column).getFormula() ?? '',
    },
    {
      changed: () => told.changed(takesBack),
      judge(edits, before) {
        const refused =
          edits === 'format' ? { code: 'format' as const, place: '' } : judge.edits(edits, before)
        if (refused === undefined) {
          const noted = edits === 'format' ? undefined : judge.noted(edits, before)
          // After what a change takes away of what was told before.
          if (noted !== undefined) setTimeout(() => told.refused(noted))
          return true
        }
        // Not within the grid's own doing: it is not finished yet.
        setTimeout(() => void takeBack())
        told.refused(refused)
        return false
      },
      restyle: (subUnitId, cellValue) =>
        void setTimeout(() =>
          api.syncExecuteCommand('sheet.mutation.set-range-values', { unitId: bookId, subUnitId, cellValue }),
        ),
    },
  )
  api.addEvent(api.Event.BeforeSheetEditStart, (event) => {
    const sheet = event.worksheet.getSheetId()
    const code = judge.cell(sheet, { row: event.row + 1, column: event.column + 1 }, recorded.edits())
    if (code === undefined) return
    event.cancel = true
    told.refused({ code, place: event.worksheet.getRange(event.row, event.column).getA1Notation() })
  })
  let copiedFrom = ''
  injector.get(ISheetClipboardService).addClipboardHook({
    id: 'copied-look',
    onBeforeCopy: (_book, sheet) => void (copiedFrom = sheet),
    onCopyCellStyle(row, column) {
      const cell = sheetOf(copiedFrom)?.getCellRaw(row, column)
      return copiedLook(cell, formatAt(cell)) ?? null
    },
  })
  api.addEvent(api.Event.BeforeClipboardPaste, (event) => {
    const pasted = pastedCells(event.html ?? '', event.text ?? '')
    if (pasted === undefined) return
    event.cancel = true
    const refused = pasteInto(api, pasted, (text, row, column) =>
      cellOf(text, event.worksheet.getSheetId(), row, column),
    )
    if (refused !== undefined) told.refused(refused)
  })
  return {
    api,
    ready,
    edits: recorded.edits,
    cellsIn,
    labelsIn: (sheet, { top, left, bottom, right }) =>
      book
        .getSheetBySheetId(sheet)
        ?.getRange(top - 1, left - 1, bottom - top + 1, right - left + 1)
        .getDisplayValues()
        .flat() ?? [],
    entryHere() {
      const [sheet, range] = [book.getActiveSheet(), selectedIn(book)]
      if (range === null) return undefined
      const id = sheet.getSheetId()
      const rule = judge.rule(
        id,
        { row: range.getRow() + 1, column: range.getColumn() + 1 },
        recorded.edits(),
      )
      if (rule === undefined) return undefined
      const list = rule.offersList ? listOf(rule, valuesIn) : undefined
      return {
        place: sheet.getRange(range.getRow(), range.getColumn()).getA1Notation(),
        ...(rule.hint === undefined ? {} : { hint: rule.hint }),
        ...(list === undefined ? {} : { list }),
      }
    },
    enter(text) {
      const [sheet, range] = [book.getActiveSheet(), selectedIn(book)]
      if (range === null) return
      const [row, column] = [range.getRow(), range.getColumn()]
      sheet.getRange(row, column).setValue(cellOf(text, sheet.getSheetId(), row, column))
    },
    settle: async () => void (await book.endEditingAsync(true)),
    replay(edits) {
      for (const edit of edits) {
        const sheet = book.getSheetBySheetId(edit.sheet)
        if (sheet === null) continue
        if (edit.type === 'set') {
          const cell = parseCell(edit.cell)
          if (cell === undefined) continue
          const [row, column] = [cell.row - 1, cell.column - 1]
          makeRoom(sheet.getSheet(), cell.row, cell.column)
          sheet
            .getRange(row, column)
            .setValue(cellFor(edit, (typed) => cellOf(typed, edit.sheet, row, column)))
        } else if (edit.axis === 'row') {
          if (edit.type === 'insert') sheet.insertRows(edit.at - 1, edit.count)
          else sheet.deleteRows(edit.at - 1, edit.count)
        } else if (edit.type === 'insert') sheet.insertColumns(edit.at - 1, edit.count)
        else sheet.deleteColumns(edit.at - 1, edit.count)
      }
    },
    dispose() {
      clearTimeout(advance)
      univer.dispose()
    },
  }
}

function cellFor(
  { as, value }: Extract<SheetEdit, { type: 'set' }>,
  typed: (text: string) => ICellData,
): ICellData {
  switch (as) {
    case 'typed':
      return typed(value)
    case 'formula':
      return { f: value, v: null, p: null, custom: null }
    case 'number':
      return { v: Number(value), t: CellValueType.NUMBER, f: null, p: null, custom: null }
    case 'boolean':
      return { v: value === 'true' ? 1 : 0, t: CellValueType.BOOLEAN, f: null, p: null, custom: null }
    case 'text':
      return { v: value, t: CellValueType.FORCE_STRING, f: null, p: null, custom: null }
  }
}
