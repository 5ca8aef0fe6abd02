import type { SheetEdit, WorkbookFacts } from '../contract/sheet-edits.ts'
import { applied } from '../adapters/editing/sheet/apply.ts'
import { opened } from '../adapters/editing/sheet/open.ts'
import { openZip } from '../adapters/editing/sheet/zip.ts'
import { cellName } from '../domain/sheet/cells.ts'

/** Something typed into a cell of the first sheet. */
export function typing(cell: string, value: string, sheet = '1'): SheetEdit {
  return { type: 'set', sheet, cell, as: 'typed', value }
}

/** The workbook after edits that nothing refuses. */
export function edited(bytes: Uint8Array, ...edits: readonly SheetEdit[]): Uint8Array {
  const done = applied(bytes, { edits: [...edits], year: 2026 })
  if (!done.ok) throw new Error(JSON.stringify(done.error))
  return done.value
}

/** Why edits are refused; undefined when they are not. */
export function refusalOf(bytes: Uint8Array, ...edits: readonly SheetEdit[]): string | undefined {
  const done = applied(bytes, { edits: [...edits], year: 2026 })
  return done.ok ? undefined : `${done.error.code} ${done.error.fact ?? ''}`.trim()
}

export function factsOf(bytes: Uint8Array): WorkbookFacts {
  const facts = opened(bytes)
  if (!facts.ok) throw new Error(JSON.stringify(facts.error))
  return facts.value
}

/** Every cell with something in it, by sheet and name: its formula, or its value. */
export function contentsOf(bytes: Uint8Array): Map<string, unknown> {
  return new Map(
    factsOf(bytes).sheets.flatMap((sheet) =>
      sheet.cells.flatMap((it) => {
        const content = it.formula ?? it.value
        return content === undefined ? [] : [[`${sheet.name}!${cellName(it)}`, content] as const]
      }),
    ),
  )
}

/** A part as text; undefined when there is none. */
export function partOf(bytes: Uint8Array, part: string): string | undefined {
  return openZip(bytes)?.read(part)?.toString()
}

/** The parts that differ, those that are missing from one among them. */
export function differentParts(before: Uint8Array, after: Uint8Array): string[] {
  const [one, other] = [openZip(before), openZip(after)]
  if (one === undefined || other === undefined) throw new Error('no package')
  return [...new Set([...one.names, ...other.names])]
    .filter((it) => one.read(it)?.equals(other.read(it) ?? Buffer.alloc(0)) !== true)
    .sort()
}

/** The bytes of an entry as they lie in the file, with its header and packed. */
export function packedBytes(bytes: Uint8Array, part: string): string {
  const zip = Buffer.from(bytes)
  const name = Buffer.from(part)
  for (let at = zip.indexOf('PK\x03\x04'); at !== -1; at = zip.indexOf('PK\x03\x04', at + 4)) {
    const nameBytes = zip.readUInt16LE(at + 26)
    if (!zip.subarray(at + 30, at + 30 + nameBytes).equals(name)) continue
    return zip
      .subarray(at, at + 30 + nameBytes + zip.readUInt16LE(at + 28) + zip.readUInt32LE(at + 18))
      .toString('base64')
  }
  return ''
}
