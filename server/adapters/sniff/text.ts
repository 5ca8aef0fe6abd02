import { extensionOf } from '../../domain/files/file-name.ts'
import type { Inspection } from '../../usecases/ports.ts'
import { type Sample, startsWith } from './bytes.ts'

const encodings = ['utf-8', 'iso-2022-jp', 'shift_jis', 'euc-jp'] as const
const plainExtensions = new Set(['txt', 'text', 'md', 'log', 'csv', 'tsv'])
const mailHeaders = new Set([
  'from',
  'to',
  'subject',
  'date',
  'received',
  'mime-version',
  'message-id',
  'return-path',
])

/** Text in any encoding of Japanese offices, and what is written in text: SVG, HTML, RTF, mail, CSV. */
export function inspectText(sample: Sample): Inspection | undefined {
  if (startsWith(sample.head, '{\\rtf')) {
    return {
      kind: 'rtf',
      warnings: sample.tail.toString('latin1').trimEnd().endsWith('}') ? [] : ['truncated'],
    }
  }
  const extension = extensionOf(sample.name)
  const text = decoded(sample.head)
  if (text !== undefined) return { kind: kindOf(text, extension), warnings: [] }
  // One broken character must not make a list of a thousand rows unreadable: its name says what it is, and nothing of
  // its beginning is anything else.
  if (!plainExtensions.has(extension) || !looksWritten(sample.head)) return undefined
  return { kind: kindOf(sample.head.toString('latin1'), extension), warnings: ['broken_text'] }
}

function kindOf(text: string, extension: string): Inspection['kind'] {
  if (plainExtensions.has(extension)) {
    return (extension === 'csv' || extension === 'tsv') && /[,\t;]/.test(text) ? 'csv' : 'text'
  }
  const start = text.slice(0, 4096).trimStart().toLowerCase()
  if (start.startsWith('<')) {
    const element = firstElement(start)
    if (element === 'svg') return 'svg'
    if (element === 'html' || element === 'head' || element === 'body' || start.startsWith('<!doctype html'))
      return 'html'
  }
  // Its name is one sign more.
  return looksLikeMail(text, extension === 'eml' ? 2 : 3) ? 'eml' : 'text'
}

/** The name of the first element after declarations and comments. */
function firstElement(text: string): string {
  let at = 0
  for (let step = 0; step < 20; step++) {
    at = text.indexOf('<', at)
    if (at === -1) return ''
    const close = text.startsWith('<!--', at)
      ? '-->'
      : text.startsWith('<?', at)
        ? '?>'
        : text.startsWith('<!', at)
          ? '>'
          : ''
    if (close === '') return /^<([a-z][\w:-]*)/.exec(text.slice(at, at + 60))?.[1] ?? ''
    const end = text.indexOf(close, at)
    if (end === -1) return ''
    at = end + close.length
  }
  return ''
}

/** Whether it begins with nothing but header fields (RFC 5322), and so many of them are those of a mail. */
function looksLikeMail(text: string, leastKnown: number): boolean {
  const found = new Set<string>()
  for (const line of text.split(/\r?\n/, 100)) {
    if (line === '') break
    if (/^[ \t]/.test(line)) continue
    const name = /^([A-Za-z][A-Za-z0-9-]{0,60}):/.exec(line)?.[1]
    if (name === undefined) return false
    if (mailHeaders.has(name.toLowerCase())) found.add(name.toLowerCase())
  }
  return found.size >= leastKnown
}

/** The text at the start of a file, or undefined when it is not text. */
function decoded(head: Buffer): string | undefined {
  if (head.length === 0) return undefined
  if (startsWith(head, '\xff\xfe')) return decode(head, 'utf-16le')
  if (startsWith(head, '\xfe\xff')) return decode(head, 'utf-16be')
  if (!looksWritten(head)) return undefined
  for (const encoding of encodings) {
    if (encoding === 'iso-2022-jp' && !head.includes(0x1b)) continue
    const text = decode(head, encoding)
    if (text !== undefined) return text
  }
  return undefined
}

/** Whether it is UTF-16 by its mark, or has none of the bytes that do not occur in text. */
function looksWritten(head: Buffer): boolean {
  if (head.length === 0) return false
  if (startsWith(head, '\xff\xfe') || startsWith(head, '\xfe\xff')) return true
  // Only tab, line ends, form feed and escape (ISO-2022-JP) occur in text.
  return !head.some(
    (byte) => byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 0x1b,
  )
}

function decode(bytes: Buffer, encoding: string): string | undefined {
  try {
    // `stream`: the head may end in the middle of a character.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return undefined
  }
}
