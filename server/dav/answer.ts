import { lock, unlock } from './locking.ts'
import { propfind, proppatch } from './properties.ts'
import { type DavAnswer, type DavRequest, headerOf, isKnown, says, wayFor } from './request.ts'
import type { DavStore } from './store.ts'

/** Methods that every store answers. */
export const davMethods = [
  'OPTIONS',
  'GET',
  'HEAD',
  'PUT',
  'PROPFIND',
  'PROPPATCH',
  'LOCK',
  'UNLOCK',
] as const

/** What a program may expect here; Office asks it of the folder before it opens a file for writing. */
export function optionsAnswer(methods: readonly string[] = davMethods): DavAnswer {
  return {
    status: 200,
    headers: { allow: methods.join(', '), dav: '1, 2', 'ms-author-via': 'DAV', 'accept-ranges': 'bytes' },
  }
}

/** WebDAV, class 2 (RFC 4918), over a store; undefined for a method that is none of `davMethods`. */
export async function davAnswer(store: DavStore, request: DavRequest): Promise<DavAnswer | undefined> {
  switch (request.method) {
    case 'OPTIONS':
      return optionsAnswer()
    case 'GET':
    case 'HEAD':
      return get(store, request)
    case 'PUT':
      return put(store, request)
    case 'PROPFIND':
      return propfind(store, request)
    case 'PROPPATCH':
      return proppatch(store, request)
    case 'LOCK':
      return lock(store, request)
    case 'UNLOCK':
      return unlock(store, request)
    default:
      return undefined
  }
}

/** Always all of it: Office takes a 304 for a sign that the file is not to be written. */
async function get(store: DavStore, { path, method }: DavRequest): Promise<DavAnswer> {
  const there = await store.find(path)
  if (there === undefined) return { status: 404 }
  const headers = {
    'last-modified': there.modifiedAt.toUTCString(),
    ...(there.etag === undefined ? {} : { etag: there.etag }),
    ...(there.mediaType === undefined ? {} : { 'content-type': there.mediaType }),
  }
  if (there.isCollection) return { status: 200, headers }
  if (method === 'HEAD')
    return {
      status: 200,
      headers: { ...headers, 'content-length': String(there.sizeBytes ?? 0), 'accept-ranges': 'bytes' },
    }
  const opened = await store.open(path)
  return opened.ok ? { status: 200, headers, bytes: opened.value } : says(opened.error)
}

async function put(store: DavStore, request: DavRequest): Promise<DavAnswer> {
  const { path, body } = request
  // A part of a file (RFC 9110 section 14.5) would have to be put into what is there.
  if (headerOf(request, 'content-range') !== undefined) return { status: 400 }
  const there = await store.find(path)
  if (there?.isCollection === true) return { status: 405 }
  const parent = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
  const way = await wayFor(store, request, [path, ...(there === undefined ? [parent] : [])])
  if (!('isFree' in way)) {
    await store.notTaken(path, body)
    return says(way, way.status === 423 ? 'lock-token-submitted' : undefined)
  }
  const locks = await store.locksOn(path)
  const held = locks.find((it) => isKnown(it, way.submitted))
  const done = await store.put(path, body, held?.token)
  if (!done.ok) return says(done.error)
  const { etag, isNew } = done.value
  return { status: isNew ? 201 : 204, headers: etag === undefined ? {} : { etag } }
}
