import { shortestEdits } from '../../../domain/compare/edits.ts'
import type { TextEncoding, TextFacts } from '../../../contract/editor-facts.ts'
import { decodeAs, encodeText, encodingOf } from '../../converter/decode-text.ts'

/** A line of a file: its text, the bytes it has there, and what ends it ('' at the end of the file). */
type FileLine = { readonly text: string; readonly bytes: Buffer; readonly end: TextFacts['lineEnd'] | '' }

export type WrittenText = {
  readonly encoding: TextEncoding
  /** The mark at the beginning (BOM), which is no part of the text; empty when there is none. */
  readonly mark: Buffer
  /** Never empty: the last one has no end. */
  readonly lines: readonly FileLine[]
}

const lineEnds = /\r\n|\n|\r/g
/** Lines that go and come, at most, for the others to be told from them; a file changed more than that keeps its ends only. */
const mostEdits = 2000

/** A text file taken apart at its line ends, every byte of it in its place. */
export function readLines(bytes: Uint8Array): WrittenText {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const encoding = encodingOf(all)
  const mark = markOf(all, encoding)
  const content = all.subarray(mark.length)
  return { encoding, mark, lines: withBytes(cut(decodeAs(content, encoding)), content, encoding) }
}

/** The text as an editor has it: every line ended by one line feed. */
export function plainText({ lines }: WrittenText): string {
  return lines.map((it) => it.text).join('\n')
}

/** The end that most lines have; a line feed where there is one line only. */
export function usualEnd({ lines }: WrittenText): TextFacts['lineEnd'] {
  const counts = new Map<TextFacts['lineEnd'], number>()
  for (const { end } of lines) if (end !== '') counts.set(end, (counts.get(end) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? '\n'
}

/** A letter that the file's encoding has no room for, and the line it stands in, from 1. */
type Misfit = { readonly letter: string; readonly line: number }

/**
 * The file with another text. Lines that stay keep their very bytes and their ends, also bytes that fit no letter; lines
 * that come are written in the file's encoding and end as most of its lines do.
 */
export function writeLines(written: WrittenText, text: string): Buffer | Misfit {
  const wanted = text.split('\n')
  const usual = usualEnd(written)
  const kept = keptLines(written.lines, wanted)
  const parts: Buffer[] = [written.mark]
  let before = ''
  for (const [index, line] of wanted.entries()) {
    const old = kept[index]
    const bytes = old?.bytes ?? encodeText(line, written.encoding)
    if (bytes === undefined) return misfitOf(line, index, written.encoding)
    parts.push(bytes)
    if (index === wanted.length - 1) break
    const own = old === undefined || old.end === '' ? usual : old.end
    // A line feed right behind the carriage return of the line before would be read as one end.
    const end = own === '\n' && before === '\r' && line === '' ? '\r' : own
    before = end
    parts.push(encodeText(end, written.encoding) ?? Buffer.from(end))
  }
  return Buffer.concat(parts)
}

/** For each wanted line the one of the file that it is; undefined where it is new. */
function keptLines(lines: readonly FileLine[], wanted: readonly string[]): readonly (FileLine | undefined)[] {
  const ids = new Map<string, number>()
  const idOf = (text: string): number => {
    const id = ids.get(text) ?? ids.size
    ids.set(text, id)
    return id
  }
  const older = lines.map((it) => idOf(it.text))
  const newer = wanted.map(idOf)
  const edits = shortestEdits(older, newer, mostEdits)
  if (edits === undefined) return wanted.map(() => undefined)
  const kept: (FileLine | undefined)[] = []
  let old = 0
  const end = { oldFrom: lines.length, oldTo: lines.length, newFrom: wanted.length, newTo: wanted.length }
  for (const { oldFrom, oldTo, newFrom, newTo } of [...edits, end]) {
    for (; old < oldFrom; old += 1) kept.push(lines[old])
    for (let come = newFrom; come < newTo; come += 1) kept.push(undefined)
    old = oldTo
  }
  return kept
}

function markOf(bytes: Buffer, encoding: TextEncoding): Buffer {
  const isMarked =
    (encoding === 'utf8' && bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) ||
    (encoding === 'utf16le' && bytes[0] === 0xff && bytes[1] === 0xfe) ||
    (encoding === 'utf16be' && bytes[0] === 0xfe && bytes[1] === 0xff)
  const length = encoding === 'utf8' ? 3 : 2
  return bytes.subarray(0, isMarked ? length : 0)
}

type CutLine = Pick<FileLine, 'text' | 'end'>

function cut(text: string): readonly CutLine[] {
  const lines: CutLine[] = []
  let from = 0
  for (const found of text.matchAll(lineEnds)) {
    const end = found[0] as TextFacts['lineEnd']
    lines.push({ text: text.slice(from, found.index), end })
    from = found.index + found[0].length
  }
  return [...lines, { text: text.slice(from), end: '' }]
}

/**
 * Gives each line its bytes. No byte of a letter is a line end in Shift_JIS, EUC-JP and UTF-8; UTF-16 is cut at every
 * second byte. Where the pieces do not read as the whole does (ISO-2022-JP that does not come back to ASCII), every line
 * is written anew.
 */
function withBytes(lines: readonly CutLine[], content: Buffer, encoding: TextEncoding): readonly FileLine[] {
  const pieces = piecesOf(content, encoding)
  const isWhole =
    pieces.length === lines.length && pieces.every((it, n) => decodeAs(it, encoding) === lines[n]?.text)
  return lines.map((line, n) => ({
    ...line,
    bytes: (isWhole ? pieces[n] : encodeText(line.text, encoding)) ?? Buffer.alloc(0),
  }))
}

function piecesOf(content: Buffer, encoding: TextEncoding): readonly Buffer[] {
  const width = encoding === 'utf16le' || encoding === 'utf16be' ? 2 : 1
  const low = encoding === 'utf16be' ? 1 : 0
  const isAt = (at: number, letter: number): boolean =>
    content[at + low] === letter && (width === 1 || content[at + 1 - low] === 0)
  const pieces: Buffer[] = []
  let from = 0
  for (let at = 0; at + width <= content.length; at += width) {
    const isReturn = isAt(at, 0x0d)
    if (!isReturn && !isAt(at, 0x0a)) continue
    pieces.push(content.subarray(from, at))
    if (isReturn && isAt(at + width, 0x0a)) at += width
    from = at + width
  }
  return [...pieces, content.subarray(from)]
}

function misfitOf(line: string, index: number, encoding: TextEncoding): Misfit {
  const letter = Array.from(line).find((it) => encodeText(it, encoding) === undefined) ?? ''
  return { letter, line: index + 1 }
}
