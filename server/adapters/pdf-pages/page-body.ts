import type { TextRun } from '../../contract/book.ts'

/** A gap wider than so many letters parts two cells; a change of font leaves none. */
const cellGap = 0.6

/**
 * The words of a page as one text, from its runs in order: what goes on in a line is joined, cells beside each other are parted by a
 * tab, and so are the rows of a table; other lines by a line end, so that a sentence that runs over it can be put together again.
 */
export function pageBody(runs: readonly TextRun[]): string {
  let body = ''
  // The line before had cells: what follows is its next row, not its sentence going on.
  let isRow = false
  for (const [index, run] of runs.entries()) {
    const before = runs[index - 1]
    const next = runs[index + 1]
    if (before !== undefined) {
      if (!isBeside(before, run)) {
        body += isRow || (next !== undefined && gapBetween(run, next) > cellGap) ? '\t' : '\n'
        isRow = false
      } else if (gapBetween(before, run) > cellGap) {
        body += '\t'
        isRow = true
      }
    }
    body += run.text
  }
  return body
}

/** Both stand in one line, the second to the right. */
function isBeside(before: TextRun, run: TextRun): boolean {
  if (before.vertical === true || run.vertical === true) return false
  const [x, y, , height] = before.box
  const [nextX, nextY, , nextHeight] = run.box
  return nextX > x && Math.abs(y + height - nextY - nextHeight) < Math.min(height, nextHeight) / 2
}

/** In letters; none when they are not in one line. */
function gapBetween(before: TextRun, run: TextRun): number {
  if (!isBeside(before, run)) return 0
  const letter = Math.max(before.fontSize, run.fontSize, 1)
  return (run.box[0] - before.box[0] - before.box[2]) / letter
}
