import { type OfficeParts, listed } from './office-parts.ts'

/** [MS-XLSB] record types. */
const record = { sheet: 156, comment: 635 } as const

/** Hidden sheets and comments of a workbook in its binary form; undefined for one in XML. */
export async function binaryWorkbookRemarks(parts: OfficeParts): Promise<string[] | undefined> {
  const book = await parts.bytes('xl/workbook.bin')
  if (book === undefined) return undefined
  const hidden: string[] = []
  for (const { type, data } of recordsOf(book)) if (type === record.sheet) hidden.push(...hiddenName(data))
  let comments = 0
  for (const name of parts.names) {
    if (!/^xl\/(?:comments\/)?comments?\d*\.bin$/i.test(name)) continue
    for (const { type } of recordsOf((await parts.bytes(name)) ?? Buffer.alloc(0)))
      if (type === record.comment) comments += 1
  }
  return [
    ...(hidden.length > 0 ? [`hidden_sheets:${listed(hidden)}`] : []),
    ...(comments > 0 ? [`comments:${comments}`] : []),
  ]
}

/** The records of a part: each its type and its length, seven bits a byte, then as many bytes. */
function* recordsOf(part: Buffer): Generator<{ readonly type: number; readonly data: Buffer }> {
  for (let at = 0; at < part.length;) {
    const first = part[at] ?? 0
    const isLong = first >= 0x80
    const type = isLong ? (first & 0x7f) + ((part[at + 1] ?? 0) & 0x7f) * 0x80 : first
    at += isLong ? 2 : 1
    let length = 0
    for (let place = 0; place < 4; place += 1) {
      const byte = part[at] ?? 0
      at += 1
      length += (byte & 0x7f) * 0x80 ** place
      if (byte < 0x80) break
    }
    yield { type, data: part.subarray(at, at + length) }
    at += length
  }
}

const noText = 0xffffffff

/** Its state (1 hidden, 2 very hidden), its number, where it is, its name. */
function hiddenName(data: Buffer): string[] {
  if (data.length < 16 || data.readUInt32LE(0) === 0) return []
  const place = data.readUInt32LE(8)
  const at = 12 + (place === noText ? 0 : 2 * place)
  if (at + 4 > data.length) return []
  return [data.toString('utf16le', at + 4, at + 4 + 2 * data.readUInt32LE(at))]
}
