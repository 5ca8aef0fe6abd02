import {
  CellValueType,
  type ICellData,
  type ICommandService,
  type IContextService,
  type IMutationInfo,
  type IUndoRedoItem,
  type IUniverInstanceService,
  LocalUndoRedoService,
  type Nullable,
} from '@univerjs/core'
import type { SheetEdit } from '../../../../server/contract/sheet-edits.ts'
import { cellName } from '../../../../server/domain/sheet/cells.ts'
import type { TypedMark } from './typed-cell.ts'

/** What can be read of a sheet of the grid as it is now; rows and columns from 0. */
export type SheetNow = {
  readonly cell: (sheet: string, row: number, column: number) => Nullable<ICellData>
  /** With `=`; '' for none. */
  readonly formula: (sheet: string, row: number, column: number) => string
}

type Step = { readonly item: IUndoRedoItem; edits: readonly SheetEdit[] }

export type Told = {
  /** Why a step cannot be kept is for this to say, and to undo; false for one that cannot. */
  readonly judge: (edits: readonly SheetEdit[] | 'format', before: readonly SheetEdit[]) => boolean
  readonly changed: () => void
  /** Cells whose look came along with a value (paste), and how they looked before. */
  readonly restyle: (sheet: string, cells: Record<number, Record<number, ICellData>>) => void
}

/**
 * What the grid can undo, followed: each thing somebody does is one step there, with all it changed, and what formulas come
 * to is no step.
 */
export class RecordedEdits {
  readonly #unitId: string
  readonly #done: Step[] = []
  readonly #undone: Step[] = []
  #now: SheetNow | undefined
  #told: Told | undefined

  constructor(unitId: string) {
    this.#unitId = unitId
  }

  begin(now: SheetNow, told: Told): void {
    this.#now = now
    this.#told = told
  }

  /** All changes that were not undone, in order. */
  readonly edits = (): SheetEdit[] => this.#done.flatMap((it) => it.edits)

  pushed(item: IUndoRedoItem, push: () => void, top: () => Nullable<IUndoRedoItem>): void {
    if (item.unitID !== this.#unitId || this.#now === undefined || this.#told === undefined) {
      push()
      return
    }
    const made = editsOf(item, this.#now)
    const before = this.edits()
    push()
    this.#undone.length = 0
    // Several at once may become one step.
    const last = this.#done.at(-1)
    const edits = made === 'format' ? [] : made
    if (last !== undefined && top() === last.item && last.item !== item)
      last.edits = [...last.edits, ...edits]
    else this.#done.push({ item, edits })
    if (!this.#told.judge(made, before)) return
    // What comes in with rows and columns has the look that the file gives it, too.
    if (edits.every((it) => it.type === 'set')) keepLooks(item, this.#told.restyle)
    this.#told.changed()
  }

  undone(top: Nullable<IUndoRedoItem>, pop: () => void): void {
    if (this.#done.at(-1)?.item === top) this.#undone.push(...this.#done.splice(-1))
    pop()
    this.#told?.changed()
  }

  redone(pop: () => void, top: () => Nullable<IUndoRedoItem>): void {
    pop()
    if (this.#undone.at(-1)?.item === top()) this.#done.push(...this.#undone.splice(-1))
    this.#told?.changed()
  }

  takenBack(roll: () => void, top: () => Nullable<IUndoRedoItem>): void {
    const last = this.#done.at(-1)?.item
    const was = top()
    roll()
    if (last !== undefined && was === last && top() !== last) this.#done.pop()
    this.#told?.changed()
  }
}

/** The grid's own undoing, which tells what is done and undone. */
export class FollowedUndo extends LocalUndoRedoService {
  readonly #recorded: RecordedEdits

  constructor(
    instances: IUniverInstanceService,
    commands: ICommandService,
    contexts: IContextService,
    recorded: RecordedEdits,
  ) {
    super(instances, commands, contexts)
    this.#recorded = recorded
  }

  readonly #top = (): Nullable<IUndoRedoItem> => this.pitchTopUndoElement()

  override pushUndoRedo(item: IUndoRedoItem): void {
    this.#recorded.pushed(item, () => super.pushUndoRedo(item), this.#top)
  }

  override popUndoToRedo(): void {
    this.#recorded.undone(this.#top(), () => super.popUndoToRedo())
  }

  override popRedoToUndo(): void {
    this.#recorded.redone(() => super.popRedoToUndo(), this.#top)
  }

  override rollback(id: string, unitId?: string): void {
    this.#recorded.takenBack(() => super.rollback(id, unitId), this.#top)
  }
}

type Values = Record<number, Record<number, ICellData | null>>
type Params = {
  readonly subUnitId: string
  readonly range?: {
    readonly startRow: number
    readonly endRow: number
    readonly startColumn: number
    readonly endColumn: number
  }
  readonly cellValue?: Values
  readonly from?: { readonly subUnitId: string; readonly value: Values }
  readonly to?: { readonly subUnitId: string; readonly value: Values }
}

const moves = {
  'sheet.mutation.insert-row': ['insert', 'row'],
  'sheet.mutation.remove-rows': ['delete', 'row'],
  'sheet.mutation.insert-col': ['insert', 'column'],
  'sheet.mutation.remove-col': ['delete', 'column'],
} as const

/** What a file keeps, and we do not write: looks, sizes, sheets. */
const lasting =
  /mutation\.(?:insert-sheet|remove-sheet|copy-worksheet|reorder|move-(?:rows|columns)|add-|delete-|remove-worksheet-merge|set-(?!range-values|worksheet-row-(?:auto-height|is-auto)|worksheet-(?:row|column)-count))/

function editsOf(item: IUndoRedoItem, now: SheetNow): readonly SheetEdit[] | 'format' {
  const structural = item.redoMutations.flatMap((it) => moveOf(it) ?? [])
  // What moved along with rows and columns moves in the file, too.
  if (structural.length > 0) return structural
  const touched = new Map<string, readonly [sheet: string, row: number, column: number]>()
  const touch = (sheet: string, values: Values | undefined): void => {
    for (const [row, cells] of Object.entries(values ?? {})) {
      for (const [column, cell] of Object.entries(cells)) {
        if (!holdsContent(cell)) continue
        touched.set(`${sheet} ${row} ${column}`, [sheet, Number(row), Number(column)])
      }
    }
  }
  for (const { id, params } of item.redoMutations) {
    const { subUnitId, cellValue, from, to } = params as Params
    if (id === 'sheet.mutation.set-range-values') touch(subUnitId, cellValue)
    else if (id === 'sheet.mutation.move-range') {
      touch(from?.subUnitId ?? subUnitId, from?.value)
      touch(to?.subUnitId ?? subUnitId, to?.value)
    } else if (lasting.test(id)) return 'format'
  }
  if (touched.size === 0) return item.redoMutations.length > 0 ? 'format' : []
  return [...touched.values()].map(([sheet, row, column]) => ({
    ...{ type: 'set' as const, sheet, cell: cellName({ row: row + 1, column: column + 1 }) },
    ...contentOf(now, sheet, row, column),
  }))
}

function moveOf({ id, params }: IMutationInfo): SheetEdit | undefined {
  const move = moves[id as keyof typeof moves]
  const { subUnitId, range } = params as Params
  if (move === undefined || range === undefined) return undefined
  const [type, axis] = move
  const [from, to] = axis === 'row' ? [range.startRow, range.endRow] : [range.startColumn, range.endColumn]
  return { type, axis, sheet: subUnitId, at: from + 1, count: to - from + 1 }
}

function holdsContent(cell: ICellData | null): boolean {
  return cell === null || ['v', 'f', 'p', 'si', 't'].some((it) => it in cell)
}

function contentOf(
  now: SheetNow,
  sheet: string,
  row: number,
  column: number,
): Pick<Extract<SheetEdit, { type: 'set' }>, 'as' | 'value'> {
  const cell = now.cell(sheet, row, column)
  const formula = now.formula(sheet, row, column)
  if (formula !== '') return { as: 'formula', value: formula }
  const mark = (cell?.custom as { readonly mark?: TypedMark } | null | undefined)?.mark
  if (mark !== undefined && mark.value === cell?.v) return { as: 'typed', value: mark.typed }
  const rich = cell?.p?.body?.dataStream.replace(/\r\n$/, '').replaceAll('\r', '\n')
  const value = rich ?? cell?.v
  if (value === undefined || value === null || value === '') return { as: 'text', value: '' }
  if (cell?.t === CellValueType.BOOLEAN) return { as: 'boolean', value: value === 1 ? 'true' : 'false' }
  return typeof value === 'number'
    ? { as: 'number', value: String(value) }
    : { as: 'text', value: String(value) }
}

/** Values bring their look along when they are pasted; the file keeps the look of its cells, and so does the grid. */
function keepLooks(
  item: IUndoRedoItem,
  restyle: (sheet: string, cells: Record<number, Record<number, ICellData>>) => void,
): void {
  const setValues = 'sheet.mutation.set-range-values'
  const undoing = item.undoMutations.filter((it) => it.id === setValues).map((it) => it.params as Params)
  for (const { id, params } of item.redoMutations) {
    const { subUnitId, cellValue } = params as Params
    if (id !== setValues) continue
    const cells: Record<number, Record<number, ICellData>> = {}
    for (const [row, inRow] of Object.entries(cellValue ?? {})) {
      for (const [column, cell] of Object.entries(inRow)) {
        const isTyped = (cell?.custom as { mark?: TypedMark } | null | undefined)?.mark !== undefined
        if (cell === null || !('s' in cell) || isTyped) continue
        const [at, beside] = [Number(row), Number(column)]
        const old = undoing.find((it) => it.cellValue?.[at]?.[beside] !== undefined)
        delete cell.s
        ;(cells[at] ??= {})[beside] = { s: old?.cellValue?.[at]?.[beside]?.s ?? null }
      }
    }
    if (Object.keys(cells).length > 0) restyle(subUnitId, cells)
  }
}
