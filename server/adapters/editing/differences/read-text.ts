import type { Block } from '../../../domain/compare/compare-passages.ts'
import type { ComparedSheet } from '../../../domain/compare/compare-sheets.ts'
import { parseCsv } from '../../converter/parse-csv.ts'
import { plainText, readLines, usualEnd } from '../text/text-lines.ts'

/** Lines of a text or of Markdown, each a passage under the heading before it. */
export function textBlocks(bytes: Uint8Array): readonly Block[] {
  let heading = ''
  return plainText(readLines(bytes))
    .split('\n')
    .map((text, at): Block => {
      const own = /^#{1,6}\s+(.+)$/.exec(text)?.[1]
      const place = { line: at + 1, ...(heading === '' ? {} : { heading }) }
      if (own !== undefined) heading = own
      return { kind: 'paragraph', passages: [{ text, place }] }
    })
}

/** The rows of a CSV as one sheet, which has no name. */
export function csvSheets(bytes: Uint8Array): readonly ComparedSheet[] {
  const cells = parseCsv(plainText(readLines(bytes))).flatMap((row, at) =>
    row.flatMap((value, column) =>
      value === ''
        ? []
        : [
            {
              ...{ row: at + 1, column: column + 1, value, shown: value, look: '' },
              isText: !/^[-+]?[\d,.]+%?$/.test(value.trim()),
            },
          ],
    ),
  )
  return [{ id: 'csv', name: '', cells, merges: [] }]
}

/** How a text is written besides its letters. */
export function writingOf(bytes: Uint8Array): { readonly encoding: string; readonly lineEnd: string } {
  const written = readLines(bytes)
  return {
    encoding: `${written.encoding} ${written.mark.length}`,
    lineEnd: usualEnd(written),
  }
}
