import type { PageTexts, TextRun } from '../../../server/contract/book.ts'

/** The text of pages as lines, in reading order: runs that stand on one line of the page are one line. */
export function linesOf({ pages }: PageTexts): readonly string[] {
  return pages.flatMap((page) => {
    const lines: { text: string; last: TextRun }[] = []
    for (const run of page.runs) {
      const open = lines.at(-1)
      if (open !== undefined && isOneLine(open.last, run)) {
        open.text += isApart(open.last, run) ? ` ${run.text}` : run.text
        open.last = run
      } else lines.push({ text: run.text, last: run })
    }
    return lines.map((it) => it.text.trim()).filter((it) => it !== '')
  })
}

/** Where a run begins along its line, how long it is, where its line stands, and how thick that is. */
function placeOf({ box: [x, y, width, height], vertical }: TextRun) {
  return vertical === true
    ? { start: y, length: height, line: x + width / 2, thickness: width }
    : { start: x, length: width, line: y + height / 2, thickness: height }
}

function isOneLine(before: TextRun, run: TextRun): boolean {
  if ((before.vertical ?? false) !== (run.vertical ?? false)) return false
  const [one, other] = [placeOf(before), placeOf(run)]
  return (
    other.start >= one.start && Math.abs(one.line - other.line) < Math.min(one.thickness, other.thickness) / 2
  )
}

/** A gap as wide as a character: cells of a table, words of a Latin text. */
function isApart(before: TextRun, run: TextRun): boolean {
  const { start, length } = placeOf(before)
  return placeOf(run).start - (start + length) > run.fontSize / 4
}
