import { createRequire } from 'node:module'
import type { FieldsData } from '@kenjiuno/msgreader'
import { decodeText } from './decode-text.ts'
import { type Mail, mailText, withoutTags } from './mail.ts'

type Reader = {
  parserConfig?: { readonly ansiEncoding: string }
  getFileData(): FieldsData
  getAttachment(attached: FieldsData): { readonly fileName: string; readonly content: Uint8Array }
}

// The library is CommonJS with its class under `default`, which Node and esbuild would each take differently.
const { default: MsgReader } = createRequire(import.meta.url)('@kenjiuno/msgreader') as {
  readonly default: new (bytes: ArrayBuffer) => Reader
}

/** What the head of a mail says, as it is written there. */
export type WrittenHead = {
  readonly from?: string | undefined
  readonly date?: string | undefined
  readonly subject?: string | undefined
}

/** The head of a mail as Outlook saves it (msg); undefined when it cannot be read. */
export function readOutlookHead(bytes: Buffer): WrittenHead | undefined {
  return opened(bytes)?.head
}

/** A mail as Outlook saves it (msg); undefined when it cannot be read. */
export function readOutlookMail(bytes: Buffer): Mail | undefined {
  const found = opened(bytes)
  if (found === undefined) return undefined
  const { reader, mail, head } = found
  const attached = (mail.attachments ?? []).flatMap((it, index) => {
    const { fileName, content } = reader.getAttachment(it)
    return [{ name: fileName || `添付${index + 1}`, content: Buffer.from(content) }]
  })
  const headings = [
    ['From', head.from ?? ''],
    ['To', recipients(mail, 'to')],
    ['Cc', recipients(mail, 'cc')],
    ['Date', head.date],
    ['Subject', head.subject],
  ] as const
  return {
    text: mailText(
      headings,
      wordsOf(mail),
      attached.map((it) => it.name),
    ),
    attached,
  }
}

function opened(
  bytes: Buffer,
): { readonly reader: Reader; readonly mail: FieldsData; readonly head: WrittenHead } | undefined {
  if (!chainsEnd(bytes)) return undefined
  const reader = new MsgReader(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
  )
  // Mails from before Unicode are Shift_JIS in Japan.
  reader.parserConfig = { ansiEncoding: 'cp932' }
  const mail = reader.getFileData()
  if (mail.error !== undefined) return undefined
  const head = {
    from: address(mail.senderName, mail.senderSmtpAddress ?? mail.senderEmail),
    date: mail.clientSubmitTime ?? mail.messageDeliveryTime,
    subject: mail.subject,
  }
  return { reader, mail, head }
}

const mostFatSectors = 109

/**
 * Whether every chain of sectors comes to an end: the library follows them without asking. The table is looked at as far
 * as the header lists it (7 MB of 512-byte sectors); what lies behind that is left to the limits of the sandbox.
 */
function chainsEnd(bytes: Buffer): boolean {
  if (bytes.length < 512) return false
  const next: number[] = []
  for (let index = 0; index < mostFatSectors; index += 1) {
    const sector = bytes.readInt32LE(76 + 4 * index)
    if (sector < 0) break
    const end = Math.min(bytes.length, 512 * (2 + sector))
    for (let at = 512 * (1 + sector); at + 4 <= end; at += 4) next.push(bytes.readInt32LE(at))
  }
  // 0: not looked at, 1: on the way, 2: comes to an end.
  const state = new Uint8Array(next.length)
  for (let start = 0; start < next.length; start += 1) {
    const way: number[] = []
    let sector = start
    while (sector >= 0 && state[sector] === 0) {
      state[sector] = 1
      way.push(sector)
      sector = next[sector] ?? -1
    }
    if (state[sector] === 1) return false
    for (const passed of way) state[passed] = 2
  }
  return true
}

function wordsOf(mail: FieldsData): string {
  if (mail.body !== undefined && mail.body.trim() !== '') return mail.body
  const html = mail.bodyHtml ?? (mail.html === undefined ? '' : decodeText(mail.html))
  return withoutTags(html)
}

function recipients(mail: FieldsData, type: 'to' | 'cc'): string {
  const people = (mail.recipients ?? []).filter((it) => (it.recipType ?? 'to') === type)
  return people.map((it) => address(it.name, it.smtpAddress ?? it.email)).join('、')
}

function address(name: string | undefined, mail: string | undefined): string {
  if (mail === undefined || mail === name) return name ?? ''
  return name === undefined ? mail : `${name} <${mail}>`
}
