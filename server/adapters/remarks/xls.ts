import iconv from 'iconv-lite'
import type { Sample } from '../sniff/bytes.ts'
import { streamOf } from '../sniff/ole.ts'
import { listed } from './office-parts.ts'

/** The records about the whole book come first; sheets follow. */
const globalsBytes = 1024 * 1024
/** [MS-XLS] record types. */
const record = { bof: 0x809, eof: 0x0a, sheet: 0x85 } as const
const biff8 = 0x600

/** Hidden sheets of a workbook from before 2007. */
export async function xlsRemarks(sample: Sample): Promise<string[]> {
  const stream = await streamOf(sample, ['Workbook', 'Book'], globalsBytes)
  if (stream === undefined) return []
  const hidden: string[] = []
  let version = biff8
  for (let at = 0; at + 4 <= stream.length;) {
    const [type, length] = [stream.readUInt16LE(at), stream.readUInt16LE(at + 2)]
    const data = stream.subarray(at + 4, at + 4 + length)
    at += 4 + length
    if (type === record.eof) break
    if (type === record.bof && data.length >= 2) version = data.readUInt16LE(0)
    // Where the sheet is, its state (1 hidden, 2 very hidden), its type, its name.
    if (type !== record.sheet || data.length < 8 || ((data[4] ?? 0) & 3) === 0) continue
    hidden.push(
      version >= biff8 ? unicodeName(data) : iconv.decode(data.subarray(7, 7 + (data[6] ?? 0)), 'cp932'),
    )
  }
  return hidden.length > 0 ? [`hidden_sheets:${listed(hidden)}`] : []
}

/** ShortXLUnicodeString: number of characters, whether each has two bytes, the characters. */
function unicodeName(data: Buffer): string {
  const [count = 0, flags = 0] = [data[6], data[7]]
  return (flags & 1) === 1
    ? data.toString('utf16le', 8, 8 + 2 * count)
    : data.toString('latin1', 8, 8 + count)
}
