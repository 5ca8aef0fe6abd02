import iconv from 'iconv-lite'
import type { WriteTable } from '../usecases/ports.ts'

/** RFC 4180. A cell that begins or ends with a space keeps it in quotes. */
function csvOf(rows: readonly (readonly string[])[]): string {
  const cellOf = (cell: string) => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')
}

/** The first 外字 and how many there are: F040 … F9FC in CP932, which the encoder does not know. */
const [firstGaiji, gaijiCount] = [0xe000, 1880] as const

function gaijiBytes(character: string): Buffer | undefined {
  const index = (character.codePointAt(0) ?? 0) - firstGaiji
  if (index < 0 || index >= gaijiCount) return undefined
  const place = index % 188
  // 7F is no trail byte.
  return Buffer.from([0xf0 + Math.floor(index / 188), 0x40 + place + (place >= 63 ? 1 : 0)])
}

function cp932Of(text: string): Buffer {
  return Buffer.concat(
    text.split(/([\ue000-\ue757])/u).map((it) => gaijiBytes(it) ?? iconv.encode(it, 'cp932')),
  )
}

/** A CSV that spreadsheets open as it is meant: UTF-8 with its mark, or CP932 for older systems. */
export const writeTable: WriteTable = (rows, encoding) => {
  const text = csvOf(rows)
  if (encoding === 'utf-8') return { bytes: Buffer.from(`\ufeff${text}`, 'utf8') }
  const bytes = cp932Of(text)
  if (iconv.decode(bytes, 'cp932') === text) return { bytes }
  const cells = [...new Set(rows.flat())]
  return { unwritable: cells.filter((it) => iconv.decode(cp932Of(it), 'cp932') !== it) }
}
