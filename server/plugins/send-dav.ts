import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type DavAnswer, type DavRequest, says } from '../dav/request.ts'
import { sendBytes } from './send-content.ts'

/** Lets routes of an application answer the methods of WebDAV. Their bodies are read from the request itself. */
export function allowDavMethods(app: FastifyInstance): void {
  for (const method of ['PROPFIND', 'PROPPATCH', 'LOCK', 'UNLOCK', 'MKCOL', 'COPY', 'MOVE']) {
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method)
  }
}

/**
 * Leaves the body of every request as it comes: files are streamed, and XML is read with a limit of its own. An address with
 * a fragment is one that a program took for a file name with # in it.
 */
export function takeAsDav(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))
  app.addHook('onRequest', async (request, reply) =>
    request.url.includes('#') ? sendDav(request, reply, { status: 400 }) : undefined,
  )
}

/** The request as the protocol reads it, below an address that ends with a slash. */
export function davRequestOf(request: FastifyRequest, root: string, path: string): DavRequest {
  return {
    ...{ method: request.method, path, headers: request.headers, body: request.raw },
    hrefOf: (path, isCollection) =>
      root + path.split('/').map(encodeURIComponent).join('/') + (isCollection && path !== '' ? '/' : ''),
    pathOf: (address) => pathBelow(root, address),
  }
}

/** A path without slashes at its ends, in the composed form of its letters: macOS sends them taken apart. */
export function davPath(path: string): string {
  return path.replace(/^\/+|\/+$/g, '').normalize('NFC')
}

/** By the path alone: behind a proxy the host that a program names may be one that never reaches us. */
function pathBelow(root: string, address: string): string | undefined {
  if (!URL.canParse(address, 'http://host.invalid')) return undefined
  const { pathname } = new URL(address, 'http://host.invalid')
  if (!`${pathname}/`.startsWith(root)) return undefined
  try {
    return davPath(decodeURIComponent(pathname.slice(root.length)))
  } catch {
    return undefined
  }
}

/** Sends an answer of WebDAV. Nothing of it is kept on the way, and its address is told to nobody. */
export async function sendDav(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: DavAnswer | undefined,
): Promise<FastifyReply> {
  const { status, headers = {}, body, bytes } = answer ?? says({ status: 405 })
  reply
    .code(status)
    .headers({ dav: '1, 2', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', ...headers })
  // What nobody read is read on, so that the answer reaches a program that is still sending.
  if (!request.raw.readableEnded) request.raw.resume()
  if (bytes === undefined) return reply.send(body)
  // Opened in a browser nothing of it runs in our origin.
  reply
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
    .header('content-disposition', 'attachment')
  // The content of this address changes: a part goes only to what was read of the same content (RFC 9110 section 13.1.5).
  const { 'if-range': ifRange } = request.headers
  const isWhole = ifRange !== undefined && ifRange !== headers['etag']
  return sendBytes(request, reply, bytes, isWhole ? '' : request.headers.range)
}
