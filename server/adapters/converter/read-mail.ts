import iconv from 'iconv-lite'
import { decodeText } from './decode-text.ts'
import { type Mail, mailText, withoutTags } from './mail.ts'

type Part = { readonly headers: ReadonlyMap<string, string>; readonly body: Buffer }

const shownHeaders = ['from', 'to', 'cc', 'date', 'subject'] as const
const deepest = 5

/** A mail of RFC 5322 (eml). */
export function readMail(bytes: Buffer): Mail {
  const mail = partOf(bytes)
  const parts = leaves(mail, 0)
  const plain = parts.filter((it) => isWords(it) && typeOf(it).startsWith('text/plain'))
  const html = parts.filter((it) => isWords(it) && typeOf(it).startsWith('text/html'))
  const words = plain.length > 0 ? plain.map(textOf) : html.map((it) => withoutTags(textOf(it)))
  const attached = parts
    .filter((it) => !isWords(it))
    .map((it, index) => ({ name: nameOf(it, index), content: decodedBody(it) }))
  const headings = shownHeaders.map((name) => {
    const value = mail.headers.get(name)
    return [
      `${name[0]?.toUpperCase()}${name.slice(1)}`,
      value === undefined ? undefined : decodeWords(value),
    ] as const
  })
  return {
    text: mailText(
      headings,
      words.join('\n'),
      attached.map((it) => it.name),
    ),
    attached,
  }
}

/** What is read as the mail itself; everything else was attached, with or without a name. */
function isWords(part: Part): boolean {
  return attachedName(part) === undefined && /^text\/(?:plain|html)\b/.test(typeOf(part))
}

/** The name a part has, or one made of what it is. */
function nameOf(part: Part, index: number): string {
  const named = attachedName(part)
  if (named !== undefined) return named
  const subtype = /^[a-z]+\/([a-z0-9]{1,10})\b/.exec(typeOf(part))?.[1] ?? 'bin'
  if (!typeOf(part).startsWith('message/')) return `添付${index + 1}.${subtype}`
  const subject = partOf(decodedBody(part)).headers.get('subject')
  return `${subject === undefined ? `転送${index + 1}` : decodeWords(subject)}.eml`
}

/** Headers of a mail by their name, in words; of its first bytes as well as of all of it. */
export function mailHeaders(bytes: Buffer): ReadonlyMap<string, string> {
  return new Map([...partOf(bytes).headers].map(([name, value]) => [name, decodeWords(value).trim()]))
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
  return decodeAs(decodedBody(part), parameter(part.headers.get('content-type'), 'charset'))
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
      return decodeAs(bytes, charset)
    })
}

/** iconv knows no ISO-2022-JP; what it does not know is found out from the bytes. */
function decodeAs(bytes: Buffer, charset: string | undefined): string {
  return charset === undefined || !iconv.encodingExists(charset) || /^(iso-2022-jp|us-ascii)$/i.test(charset)
    ? decodeText(bytes)
    : iconv.decode(bytes, charset)
}

function attachedName(part: Part): string | undefined {
  const disposition = part.headers.get('content-disposition')
  const type = part.headers.get('content-type')
  const name = named(disposition, 'filename') ?? named(type, 'name')
  // Only the last part: what looks like folders is nobody's folder here.
  return name?.split(/[/\\]/).at(-1)
}

/** A parameter in plain, in encoded words, or in the pieces of RFC 2231 (`filename*0*=UTF-8''…`). */
function named(header: string | undefined, name: string): string | undefined {
  const plain = parameter(header, name)
  if (plain !== undefined) return decodeWords(plain)
  const pieces = [
    ...(header ?? '').matchAll(new RegExp(`;\\s*${name}(?:\\*(\\d{1,3}))?(\\*?)=\\s*"?([^";]*)"?`, 'gi')),
  ]
  if (pieces.length === 0) return undefined
  const ordered = pieces.sort((a, b) => Number(a[1] ?? 0) - Number(b[1] ?? 0))
  const [, charset = 'utf-8'] = /^([^']*)'[^']*'/.exec(ordered[0]?.[3] ?? '') ?? []
  const bytes = ordered.map(([, , star, value = ''], index) => {
    const text = star === '*' && index === 0 ? value.replace(/^[^']*'[^']*'/, '') : value
    return star === '*' ? quotedPrintable(text.replaceAll('%', '=')) : Buffer.from(text, 'latin1')
  })
  return decodeAs(Buffer.concat(bytes), charset)
}

function typeOf(part: Part): string {
  return (part.headers.get('content-type') ?? 'text/plain').trim().toLowerCase()
}

function parameter(header: string | undefined, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}="?([^";]+)"?`, 'i').exec(header ?? '')
  return found?.[1]?.trim()
}
