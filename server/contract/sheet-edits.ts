import { type Static, Type } from 'typebox'
import { closed, literals } from './common.ts'

const SheetId = Type.String({ minLength: 1, maxLength: 20, description: 'sheetId of the workbook' })
const Position = Type.Integer({ minimum: 1, maximum: 1_048_576, description: 'Row or column, from 1' })

/** One change of a workbook; the changes of a list follow one another, so that each counts rows as those before it left them. */
export const SheetEdit = Type.Union([
  closed(
    {
      type: Type.Literal('set'),
      sheet: SheetId,
      cell: Type.String({ pattern: '^[A-Z]{1,3}[1-9][0-9]{0,6}$', description: 'B7' }),
      as: literals('typed', 'text', 'number', 'boolean', 'formula'),
      value: Type.String({
        maxLength: 32_767,
        description: 'As it was typed; a formula with its =; true or false; empty clears the cell',
      }),
    },
    'What a cell holds from now on',
  ),
  closed(
    {
      type: literals('insert', 'delete'),
      sheet: SheetId,
      axis: literals('row', 'column'),
      at: Position,
      count: Type.Integer({ minimum: 1, maximum: 10_000 }),
    },
    'Rows or columns that come in before the one named, or go, beginning with it',
  ),
])
export type SheetEdit = Static<typeof SheetEdit>

/** What the browser sends to save a workbook. */
export const SheetEdits = closed({
  edits: Type.Array(SheetEdit, { maxItems: 50_000 }),
  year: Type.Integer({
    minimum: 1900,
    maximum: 9999,
    description: 'The year that a day typed without one is in',
  }),
})
export type SheetEdits = Static<typeof SheetEdits>

/** What a cell looks like; absent where it is as usual. Colours are #RRGGBB, sizes points. */
export type CellLook = {
  readonly font?: string
  readonly sizePt?: number
  readonly bold?: true
  readonly italic?: true
  readonly underline?: true
  readonly strike?: true
  readonly color?: string
  readonly fill?: string
  readonly horizontal?: 'left' | 'center' | 'right' | 'justify' | 'distributed'
  readonly vertical?: 'top' | 'center' | 'bottom'
  readonly wrap?: true
  readonly isUpright?: true
  /** Degrees, counted as Excel does. */
  readonly rotation?: number
  readonly indent?: number
  readonly borders?: Readonly<
    Partial<Record<'top' | 'right' | 'bottom' | 'left', { readonly style: string; readonly color: string }>>
  >
  readonly format?: string
  /** False where a protected sheet may be changed. */
  readonly locked?: false
}

/** A cell: its place from 1, the number of its look, and what it holds. */
export type CellFacts = {
  readonly row: number
  readonly column: number
  readonly look: number
  readonly value?: string | number | boolean
  /** With its `=`. */
  readonly formula?: string
  /** An error such as #N/A is in `value`. */
  readonly isError?: true
}

/** From corner to corner, both included; rows and columns from 1. */
export type CellRange = {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** Cells that hold together: a table, a pivot table, a formula over several cells. */
export type BlockFacts = CellRange & {
  readonly kind: 'table' | 'pivot' | 'array'
  readonly headerRows: number
  readonly totalsRows: number
}

type RuleBoundFacts =
  | { readonly texts: readonly string[] }
  | { readonly number: number }
  /** Cells of a sheet, by its id. */
  | { readonly sheet: string; readonly range: CellRange }

/** A rule for what may be entered into cells (データの入力規則); what has to be worked out is not among them. */
export type EntryRuleFacts = {
  readonly ranges: readonly CellRange[]
  readonly type: 'list' | 'whole' | 'decimal' | 'date' | 'time' | 'textLength'
  readonly operator:
    | 'between'
    | 'notBetween'
    | 'equal'
    | 'notEqual'
    | 'greaterThan'
    | 'lessThan'
    | 'greaterThanOrEqual'
    | 'lessThanOrEqual'
  readonly one: RuleBoundFacts
  readonly two?: RuleBoundFacts
  /** `stop`: another value is not taken; the next two only say so; `none`: any value is taken. */
  readonly style: 'stop' | 'warning' | 'information' | 'none'
  /** The words of the file for a value that breaks the rule, and for whoever is about to enter one. */
  readonly said?: string
  readonly hint?: string
  readonly offersList: boolean
}

/** Cells that a chart takes something from, of a sheet by its id. */
export type ChartSource = { readonly sheet: string; readonly range: CellRange }

/** What a chart draws; by its cells, so that it follows them. */
export type ChartFacts = {
  readonly isStacked?: true
  readonly series: readonly {
    readonly kind: 'column' | 'bar' | 'line' | 'pie'
    readonly name?: ChartSource
    readonly labels?: ChartSource
    readonly values: ChartSource
  }[]
}

/** A picture or a chart on a sheet, at its place in cells; parts of a cell from 0 to 1. */
export type SheetBox = {
  readonly kind: 'picture' | 'chart' | 'shape'
  readonly name: string
  readonly from: {
    readonly row: number
    readonly column: number
    readonly down: number
    readonly right: number
  }
  readonly to: {
    readonly row: number
    readonly column: number
    readonly down: number
    readonly right: number
  }
  /** A data: address; absent for what is no picture and for one that is too large. */
  readonly picture?: string
  /** Absent for what is no chart, and for one that is shown as a box. */
  readonly chart?: ChartFacts
}

export type SheetFacts = {
  readonly id: string
  readonly name: string
  readonly isHidden: boolean
  readonly rowCount: number
  readonly columnCount: number
  readonly defaultHeightPx: number
  readonly defaultWidthPx: number
  readonly rows: readonly { readonly row: number; readonly heightPx?: number; readonly isHidden?: true }[]
  readonly columns: readonly {
    readonly from: number
    readonly to: number
    readonly widthPx?: number
    readonly isHidden?: true
  }[]
  readonly cells: readonly CellFacts[]
  readonly merges: readonly (readonly [top: number, left: number, bottom: number, right: number])[]
  /** Rows above and columns left of it stay where they are. */
  readonly frozen?: { readonly rows: number; readonly columns: number }
  readonly hidesGridlines?: true
  readonly tabColor?: string
  readonly zoom?: number
  readonly isProtected: boolean
  readonly blocks: readonly BlockFacts[]
  /** Cells of a protected sheet that may be changed all the same (範囲の編集を許可). */
  readonly open: readonly CellRange[]
  /** Why rows and columns of this sheet cannot come in or go: a code of the refusals. */
  readonly fixed?: string
  readonly boxes: readonly SheetBox[]
  readonly rules: readonly EntryRuleFacts[]
}

/** What the grid needs to show a workbook. */
export type WorkbookFacts = {
  readonly sheets: readonly SheetFacts[]
  readonly looks: readonly CellLook[]
  readonly is1904: boolean
  /** The sheet that was open when it was saved last. */
  readonly activeSheet?: string
  /** What the grid does not show, and the file keeps. */
  readonly unseen: readonly (
    'macros' | 'conditional_formats' | 'comments' | 'pivots' | 'readings' | 'signature' | 'controls'
  )[]
}
