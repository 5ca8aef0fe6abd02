import { readFile, writeFile } from 'node:fs/promises'
import { attribute, openParts, tags } from '../remarks/office-parts.ts'
import { targetsOf } from '../remarks/open-xml.ts'
import { fittedSheet } from './fit-width.ts'
import { rewriteZip } from '../rewrite-zip.ts'

/** Larger files and sheets are converted as they are: nobody reads a sheet of a million cells on paper. */
const largest = { fileBytes: 30_000_000, sheetCharacters: 20_000_000 } as const

/** Fits the sheets of an Excel file (a copy of it) that have no print set-up to the width of their paper. */
export async function fitWorkbook(path: string): Promise<void> {
  const zip = await readFile(path)
  if (zip.length > largest.fileBytes) return
  const parts = await openParts(path)
  if (parts === undefined) return
  try {
    const book = await parts.text('xl/workbook.xml')
    const areas = new Set(
      [...book.matchAll(/<definedName(\s[^<>]*)>/g)]
        .filter(([, tag = '']) => attribute(tag, 'name') === '_xlnm.Print_Area')
        .map(([, tag = '']) => attribute(tag, 'localSheetId')),
    )
    const targets = await targetsOf(parts, 'xl/workbook.xml')
    const fitted = new Map<string, Buffer>()
    for (const [index, tag] of tags(book, 'sheet').entries()) {
      const part = targets.get(attribute(tag, 'r:id') ?? '') ?? ''
      const xml = await parts.text(part)
      if (xml === '' || xml.length > largest.sheetCharacters) continue
      const changed = fittedSheet(xml, areas.has(String(index)))
      if (changed !== undefined) fitted.set(part, Buffer.from(changed))
    }
    const made = fitted.size === 0 ? undefined : rewriteZip(zip, fitted)
    if (made !== undefined) await writeFile(path, made)
  } finally {
    parts.close()
  }
}
