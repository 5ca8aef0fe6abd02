import { type Range, last } from './cells.ts'
import { type Corner, cornerText, sheetOfPrefix, tokensOf } from './formula.ts'

/** Rows or columns that come in before the row or column `at`, or go, beginning with it. */
export type Move = {
  readonly type: 'insert' | 'delete'
  readonly axis: 'row' | 'column'
  /** From 1. */
  readonly at: number
  readonly count: number
}

/** Where a row or column is after the move; undefined when it is gone. */
export function movedIndex(index: number, { type, at, count }: Move): number | undefined {
  if (index < at) return index
  if (type === 'insert') return index + count
  return index < at + count ? undefined : index - count
}

/** Where a stretch of rows or columns is after the move; undefined when all of it is gone. What ends at the edge of the sheet stays there. */
export function movedSpan(
  from: number,
  to: number,
  move: Move,
): readonly [from: number, to: number] | undefined {
  const edge = last[move.axis]
  const { type, at, count } = move
  if (type === 'insert') {
    const end = to === edge ? edge : Math.min(edge, to < at ? to : to + count)
    const start = from < at || (from === 1 && to === edge) ? from : from + count
    return start > edge ? undefined : [start, end]
  }
  const start = from < at ? from : Math.max(at, from - count)
  const end = to < at || (to === edge && from <= at) ? to : to < at + count ? at - 1 : to - count
  return start > end ? undefined : [start, end]
}

/** Where a range is after the move; undefined when all of it is gone. */
export function movedRange(range: Range, move: Move): Range | undefined {
  const isRow = move.axis === 'row'
  const span = isRow ? movedSpan(range.top, range.bottom, move) : movedSpan(range.left, range.right, move)
  if (span === undefined) return undefined
  return isRow ? { ...range, top: span[0], bottom: span[1] } : { ...range, left: span[0], right: span[1] }
}

/**
 * A formula (without `=`) after rows or columns of the sheet `moved` have moved; `own` is the sheet it stands on, and
 * undefined where it stands on none (a defined name). What it refers to and is gone becomes `#REF!`. References over
 * several sheets and into other workbooks stay as they are.
 */
export function movedFormula(formula: string, move: Move, own: string | undefined, moved: string): string {
  return tokensOf(formula)
    .map((token) => {
      if (token.type !== 'reference') return token.text
      const sheet = token.prefix === '' ? own : sheetOfPrefix(token.prefix)
      if (sheet === undefined || sheet.toUpperCase() !== moved.toUpperCase()) return token.text
      const reference = movedReference(token.from, token.to, move)
      return `${token.prefix}${reference ?? '#REF!'}`
    })
    .join('')
}

function movedReference(from: Corner, to: Corner | undefined, move: Move): string | undefined {
  const { axis } = move
  const start = from[axis]
  const end = (to ?? from)[axis]
  // A:C has no rows that could move.
  if (start === undefined || end === undefined) return written(from, to)
  const span = movedSpan(Math.min(start, end), Math.max(start, end), move)
  if (span === undefined) return undefined
  const [low, high] = span
  if (to === undefined) return cornerText({ ...from, [axis]: low })
  return written({ ...from, [axis]: start <= end ? low : high }, { ...to, [axis]: start <= end ? high : low })
}

function written(from: Corner, to: Corner | undefined): string {
  return to === undefined ? cornerText(from) : `${cornerText(from)}:${cornerText(to)}`
}
