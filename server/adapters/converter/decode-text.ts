import Encoding from 'encoding-japanese'
import iconv from 'iconv-lite'
import type { TextEncoding } from '../../contract/editor-facts.ts'

/** Enough to tell the encodings apart; detection reads every byte. */
const sampleBytes = 256 * 1024

/**
 * Text of a file in whatever encoding Japanese offices use: UTF-8 and UTF-16 with or without a mark, Shift_JIS with
 * Windows' additions (①㈱髙﨑), EUC-JP, ISO-2022-JP. Bytes that fit nothing become U+FFFD.
 */
export function decodeText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return iconvName(buffer) === 'jis' ? fromJis(buffer) : iconv.decode(buffer, iconvName(buffer))
}

/** In which encoding a text is taken to be; see `decodeText`. */
export function encodingOf(bytes: Uint8Array): TextEncoding {
  return iconvName(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

/** The bytes of a text, without a mark at the beginning; undefined when the encoding has no room for one of its letters. */
export function encodeText(text: string, encoding: TextEncoding): Buffer | undefined {
  const bytes =
    encoding === 'jis'
      ? Buffer.from(Encoding.convert(Encoding.stringToCode(text), { to: 'JIS', from: 'UNICODE' }))
      : iconv.encode(text, encoding, { addBOM: false })
  return decodeAs(bytes, encoding) === text ? bytes : undefined
}

/** The text of bytes in an encoding that is known, a mark at the beginning included. */
export function decodeAs(bytes: Buffer, encoding: TextEncoding): string {
  return encoding === 'jis' ? fromJis(bytes) : iconv.decode(bytes, encoding, { stripBOM: false })
}

function iconvName(bytes: Buffer): TextEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf16be'
  if (isUtf8(bytes)) {
    const sample = bytes.subarray(0, sampleBytes)
    // ISO-2022-JP is 7 bit: to UTF-8 it looks like ASCII with escapes.
    return sample.includes('\u001b$B') || sample.includes('\u001b$@') ? 'jis' : 'utf8'
  }
  const [even, odd] = zeroBytes(bytes.subarray(0, sampleBytes))
  if (odd > 0 && even === 0) return 'utf16le'
  if (even > 0 && odd === 0) return 'utf16be'
  const sample = bytes.subarray(0, sampleBytes)
  return strangeness(iconv.decode(sample, 'eucjp')) < strangeness(iconv.decode(sample, 'cp932'))
    ? 'eucjp'
    : 'cp932'
}

/**
 * How unlike Japanese prose a text is. EUC-JP read as Shift_JIS is half full of half-width katakana, which people hardly
 * write; Shift_JIS read as EUC-JP is full of bytes that fit nothing.
 */
function strangeness(text: string): number {
  const misfits = text.match(/\ufffd/g)?.length ?? 0
  const halfWidth = text.match(/[\uff61-\uff9f]/g)?.length ?? 0
  return 5 * misfits + halfWidth
}

function isUtf8(bytes: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // UTF-16 of ASCII text is valid UTF-8 with a zero in every other place.
    return !text.slice(0, sampleBytes).includes('\u0000')
  } catch {
    return false
  }
}

function zeroBytes(bytes: Buffer): [even: number, odd: number] {
  let even = 0
  let odd = 0
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== 0) continue
    if (at % 2 === 0) even += 1
    else odd += 1
  }
  return [even, odd]
}

function fromJis(bytes: Buffer): string {
  return Encoding.codeToString(Encoding.convert(bytes, { to: 'UNICODE', from: 'JIS' }))
}
