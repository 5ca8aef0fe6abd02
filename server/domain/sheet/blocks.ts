import { type Cell, type Range, contains } from './cells.ts'
import { type Move, movedRange } from './move.ts'

/** Cells that hold together: what is written twice in a file, or worked out by Excel alone. */
export type Block = Range & {
  readonly kind: 'table' | 'pivot' | 'array'
  /** Of a table: rows at its top and bottom that name its columns and sum them up. */
  readonly headerRows: number
  readonly totalsRows: number
}

/** Why a cell in one of the blocks cannot be changed; undefined when it can. */
export function keptBy(
  blocks: readonly Block[],
  cell: Cell,
): 'edit_sheet_table_header' | 'edit_sheet_pivot' | 'edit_sheet_array' | undefined {
  for (const it of blocks) {
    if (!contains(it, cell)) continue
    if (it.kind === 'pivot') return 'edit_sheet_pivot'
    if (it.kind === 'array') {
      if (it.top !== it.bottom || it.left !== it.right) return 'edit_sheet_array'
    } else if (cell.row < it.top + it.headerRows || cell.row > it.bottom - it.totalsRows)
      return 'edit_sheet_table_header'
  }
  return undefined
}

/** Why rows or columns cannot come in or go because of one of the blocks; undefined when they can. */
export function cutBy(
  blocks: readonly Block[],
  move: Move,
): 'edit_sheet_table' | 'edit_sheet_pivot' | 'edit_sheet_array' | undefined {
  for (const it of blocks) {
    if (it.kind === 'pivot' && cuts(move, it)) return 'edit_sheet_pivot'
    if (it.kind === 'array' && cuts(move, it)) return 'edit_sheet_array'
    if (it.kind === 'table' && (move.axis === 'column' ? cuts(move, it) : losesHeadOrFoot(move, it)))
      return 'edit_sheet_table'
  }
  return undefined
}

/** Where the blocks are after a move that cuts none of them. */
export function movedBlocks(blocks: readonly Block[], move: Move): Block[] {
  return blocks.map((it) => ({ ...it, ...movedRange(it, move) }))
}

/** Whether rows or columns would come in between those of a block, or go from it. */
function cuts(move: Move, block: Block): boolean {
  const [from, to] = move.axis === 'row' ? [block.top, block.bottom] : [block.left, block.right]
  return move.type === 'insert'
    ? move.at > from && move.at <= to
    : move.at <= to && move.at + move.count > from
}

/** A table keeps its heading, its totals, and at least one row between them. */
function losesHeadOrFoot(move: Move, { top, bottom, headerRows, totalsRows }: Block): boolean {
  const { at, count } = move
  const [first, end] = [top + headerRows, bottom - totalsRows]
  if (move.type === 'insert') return at > top && at < first
  const touches = at <= bottom && at + count > top
  const inside = at >= first && at + count - 1 <= end
  return touches && (!inside || count > end - first)
}
