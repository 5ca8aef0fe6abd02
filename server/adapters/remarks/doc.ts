import type { Sample } from '../sniff/bytes.ts'
import { streamOf } from '../sniff/ole.ts'

/** [MS-DOC]: where the head of a document says how long its table of comments is, and how long an entry is in it. */
const commentsLengthAt = 190
const entryBytes = 4 + 30
const wordMark = 0xa5ec
/** Word 97: before it the head is another one. */
const firstVersion = 0xc1

/** Comments in a Word document from before 2007. */
export async function docRemarks(sample: Sample): Promise<string[]> {
  const head = await streamOf(sample, ['WordDocument'], 512)
  if (head === undefined || head.length < commentsLengthAt + 4) return []
  if (head.readUInt16LE(0) !== wordMark || head.readUInt16LE(2) < firstVersion) return []
  const length = head.readUInt32LE(commentsLengthAt)
  // One place more than there are comments.
  const comments = (length - 4) / entryBytes
  return Number.isInteger(comments) && comments > 0 ? [`comments:${comments}`] : []
}
