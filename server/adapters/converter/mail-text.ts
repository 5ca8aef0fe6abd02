import iconv from 'iconv-lite'
import { decodeText } from './decode-text.ts'

type Part = { readonly headers: ReadonlyMap<string, string>; readonly body: Buffer }

const shownHeaders = ['from', 'to', 'cc', 'date', 'subject'] as const
const deepest = 5

/** A mail as text to read: who, to whom, when, what about, the text, and the names of what was attached. */
export function mailText(bytes: Buffer): string {
  const mail = partOf(bytes)
  const head = shownHeaders.flatMap((name) => {
    const value = mail.headers.get(name)
    const label = `${name[0]?.toUpperCase()}${name.slice(1)}`
    return value === undefined ? [] : [`${label}: ${decodeWords(value)}`]
  })
  const parts = leaves(mail, 0)
  const plain = parts.filter((it) => attachedName(it) === undefined && typeOf(it).startsWith('text/plain'))
  const html = parts.filter((it) => attachedName(it) === undefined && typeOf(it).startsWith('text/html'))
  const text = plain.length > 0 ? plain.map(textOf) : html.map((it) => withoutTags(textOf(it)))
  const names = parts.flatMap((it) => attachedName(it) ?? [])
  return [
    ...head,
    '',
    ...text,
    ...(names.length === 0 ? [] : ['', `添付ファイル: ${names.join('、')}`]),
  ].join('\n')
}

function partOf(bytes: Buffer): Part {
  const end = /\r?\n\r?\n/.exec(bytes.toString('latin1'))
  const cut = end === null ? bytes.length : end.index
  const headers = new Map<string, string>()
  // Headers are ASCII, but many programs write raw UTF-8 or ISO-2022-JP into them.
  const lines = decodeText(bytes.subarray(0, cut))
    .replaceAll(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
  for (const line of lines) {
    const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? []
    if (name !== undefined && value !== undefined) headers.set(name.toLowerCase(), value)
  }
  return { headers, body: bytes.subarray(cut + (end?.[0].length ?? 0)) }
}

function leaves(part: Part, depth: number): Part[] {
  const boundary = parameter(part.headers.get('content-type'), 'boundary')
  if (boundary === undefined || !typeOf(part).startsWith('multipart/') || depth === deepest) return [part]
  const pieces = part.body.toString('latin1').split(`--${boundary}`).slice(1)
  return pieces
    .filter((it) => !it.startsWith('--'))
    .flatMap((it) => leaves(partOf(Buffer.from(it.replace(/^\r?\n/, ''), 'latin1')), depth + 1))
}

function textOf(part: Part): string {
  const bytes = decodedBody(part)
  const charset = parameter(part.headers.get('content-type'), 'charset')
  return charset === undefined || !iconv.encodingExists(charset) || /^(iso-2022-jp|us-ascii)$/i.test(charset)
    ? decodeText(bytes)
    : iconv.decode(bytes, charset)
}

function decodedBody(part: Part): Buffer {
  const encoding = part.headers.get('content-transfer-encoding')?.trim().toLowerCase()
  const text = part.body.toString('latin1')
  if (encoding === 'base64') return Buffer.from(text, 'base64')
  return encoding === 'quoted-printable' ? quotedPrintable(text.replaceAll(/=\r?\n/g, '')) : part.body
}

function quotedPrintable(text: string): Buffer {
  return Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}

/** Encoded words of RFC 2047, as `=?ISO-2022-JP?B?…?=`. */
function decodeWords(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?([^?\s]+)\?([bq])\?([^?]*)\?=/gi, (_, charset: string, how: string, text: string) => {
      const bytes =
        how.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quotedPrintable(text.replaceAll('_', ' '))
      return iconv.encodingExists(charset) && !/^iso-2022-jp$/i.test(charset)
        ? iconv.decode(bytes, charset)
        : decodeText(bytes)
    })
}

function attachedName(part: Part): string | undefined {
  const disposition = part.headers.get('content-disposition')
  const name = parameter(disposition, 'filename') ?? parameter(part.headers.get('content-type'), 'name')
  return name === undefined ? undefined : decodeWords(name)
}

function typeOf(part: Part): string {
  return (part.headers.get('content-type') ?? 'text/plain').trim().toLowerCase()
}

function parameter(header: string | undefined, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}="?([^";]+)"?`, 'i').exec(header ?? '')
  return found?.[1]?.trim()
}

function withoutTags(html: string): string {
  return html
    .replaceAll(/<(style|script)[\s\S]*?<\/\1>/gi, '')
    .replaceAll(/<(br|\/p|\/div|\/tr|\/h\d)[^>]*>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
