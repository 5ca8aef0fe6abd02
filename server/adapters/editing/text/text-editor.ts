import type { TextFacts } from '../../../contract/editor-facts.ts'
import { no, yes } from '../../../domain/result.ts'
import type { FileEditor } from '../file-editor.ts'
import { plainText, readLines, usualEnd, writeLines } from './text-lines.ts'

const maxBytes = 5 * 1024 * 1024

/**
 * Text, Markdown and CSV, by their lines. `open` answers `TextFacts`; what is given is JSON `{ "text": "…" }` with line
 * feeds. Encoding, mark, line ends and every byte of a line that stays are kept.
 */
export const textEditor: FileEditor = {
  async open(original) {
    if (original.byteLength > maxBytes) return no({ code: 'edit_too_large', fact: '5 MBを超えています' })
    const written = readLines(original)
    const ends = new Set(written.lines.slice(0, -1).map((it) => it.end))
    return yes<TextFacts>({
      text: plainText(written),
      encoding: written.encoding,
      hasMark: written.mark.length > 0,
      lineEnd: usualEnd(written),
      isMixed: ends.size > 1,
    })
  },
  async apply(original, given) {
    const text = textOf(given)
    if (text === undefined)
      return no({ code: 'edit_malformed', fact: '本文がないか、文字でないものが入っています' })
    const written = readLines(original)
    if (text === plainText(written)) return yes(original)
    const bytes = writeLines(written, text)
    if ('letter' in bytes)
      return no({ code: 'edit_letter_has_no_room', fact: `${bytes.line}行目の「${bytes.letter}」` })
    return yes(bytes)
  },
}

function textOf(given: Uint8Array): string | undefined {
  try {
    const said = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(given)) as unknown
    if (typeof said !== 'object' || said === null || !('text' in said)) return undefined
    const { text } = said
    // With U+0000 in it a file is no text any more.
    if (typeof text !== 'string' || text.length > 2 * maxBytes || text.includes('\0')) return undefined
    return text.replace(/\r\n?/g, '\n')
  } catch {
    return undefined
  }
}
