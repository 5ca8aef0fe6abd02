import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Readable } from 'node:stream'

/** What is needed to send bytes that never change. */
export type SendableContent = {
  readonly name: string
  readonly sha256: string
  readonly sizeBytes: number
  readonly open: (range?: { readonly start: number; readonly end: number }) => Promise<Readable>
}

/**
 * Sends bytes from the blob store: with a range when one is asked for (RFC 9110 section 14), 304 when the browser has
 * them, and so that nothing in them can run in our origin.
 */
export async function sendContent(
  request: FastifyRequest,
  reply: FastifyReply,
  content: SendableContent,
  as: { readonly type: string; readonly disposition: 'inline' | 'attachment' },
): Promise<FastifyReply> {
  const etag = `"${content.sha256}"`
  reply
    .header('etag', etag)
    // The right to read is asked again on every request that is not answered from the browser's own copy.
    .header('cache-control', 'private, max-age=31536000, immutable')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
    .header('content-disposition', contentDisposition(as.disposition, content.name))
    .type(as.type)
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  return sendBytes(request, reply, content)
}

/**
 * Sends a PDF that was made for one person, to be printed from a frame of our own page or to be saved. Unlike `sendContent` not
 * into a sandbox, which no browser's PDF viewer starts in: what is in it is ours, and PDFs run nothing in our origin.
 */
export async function sendPrint(
  request: FastifyRequest,
  reply: FastifyReply,
  content: Omit<SendableContent, 'sha256'>,
  disposition: 'inline' | 'attachment',
): Promise<FastifyReply> {
  reply
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .header('x-frame-options', 'SAMEORIGIN')
    .header('content-security-policy', "frame-ancestors 'self'")
    .header('content-disposition', contentDisposition(disposition, content.name))
    .type('application/pdf')
  return sendBytes(request, reply, content)
}

/** Sends bytes, or the range of them that is asked for. */
export async function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  content: Pick<SendableContent, 'sizeBytes' | 'open'>,
  asked: string | undefined = request.headers.range,
): Promise<FastifyReply> {
  reply.header('accept-ranges', 'bytes')
  const range = parseRange(asked, content.sizeBytes)
  if (range === 'unsatisfiable') {
    return reply.code(416).header('content-range', `bytes */${content.sizeBytes}`).send()
  }
  if (range === undefined) {
    return reply.header('content-length', content.sizeBytes).send(await content.open())
  }
  return reply
    .code(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${content.sizeBytes}`)
    .header('content-length', range.end - range.start + 1)
    .send(await content.open(range))
}

/** One range of bytes; undefined for none, several or an unknown unit: then everything is sent, which is always right. */
function parseRange(
  header: string | undefined,
  sizeBytes: number,
): { readonly start: number; readonly end: number } | 'unsatisfiable' | undefined {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (found === null) return undefined
  const [, from = '', to = ''] = found
  if (from === '' && to === '') return undefined
  if (from === '') {
    const length = Math.min(Number(to), sizeBytes)
    return length === 0 ? 'unsatisfiable' : { start: sizeBytes - length, end: sizeBytes - 1 }
  }
  const start = Number(from)
  if (start >= sizeBytes) return 'unsatisfiable'
  const end = to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1)
  return start > end ? undefined : { start, end }
}

/** RFC 6266 with the UTF-8 form of RFC 8187 beside a plain one for programs that do not know it. */
export function contentDisposition(disposition: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${disposition}; filename="${plain}"; filename*=UTF-8''${encoded}`
}
