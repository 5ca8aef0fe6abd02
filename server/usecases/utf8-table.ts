import type { WriteTable } from './ports.ts'

/** A table as the bytes of a CSV in UTF-8, which can write every character. */
export function utf8Table(writeTable: WriteTable, rows: readonly (readonly string[])[]): Uint8Array {
  const written = writeTable(rows, 'utf-8')
  if ('unwritable' in written) throw new Error('UTF-8 writes every character')
  return written.bytes
}
