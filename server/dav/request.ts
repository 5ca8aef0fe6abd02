import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { type Element, readXml } from './read-xml.ts'
import { type ResourceState, holds, parseIf, submittedIn } from './if-header.ts'
import type { DavBytes, DavLock, DavRefusal, DavStore } from './store.ts'
import { dav, document, escapeXml } from './write-xml.ts'

export type DavRequest = {
  readonly method: string
  /** What is asked for, as the store knows it. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Readable
  /** The address of a path, as it stands in answers. */
  readonly hrefOf: (path: string, isCollection: boolean) => string
  /** The path of an address that a program names; undefined for one that is not of this store. */
  readonly pathOf: (address: string) => string | undefined
}

export type DavAnswer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Bytes to be sent instead, or the part of them that was asked for. */
  readonly bytes?: DavBytes
}

const mostXmlBytes = 64 * 1024

/** A header as one text; undefined when it is not there. */
export function headerOf({ headers }: DavRequest, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

/** The XML of a request: `none` without a body, undefined for what is too large or cannot be read. */
export async function xmlOf({ body }: DavRequest): Promise<Element | 'none' | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += (chunk as Buffer).byteLength
    if (size <= mostXmlBytes) chunks.push(chunk as Buffer)
  }
  if (size === 0) return 'none'
  return size > mostXmlBytes ? undefined : readXml(Buffer.concat(chunks).toString('utf8'))
}

/** An answer of XML. */
export function xml(status: number, body: string, headers: Readonly<Record<string, string>> = {}): DavAnswer {
  return { status, headers: { 'content-type': 'application/xml; charset=utf-8', ...headers }, body }
}

/** The answer to what is not done: the condition that failed, for programs, and words for people. */
export function says({ status, words }: DavRefusal, condition?: string): DavAnswer {
  if (words === undefined && condition === undefined) return { status }
  const told = words === undefined ? '' : dav('responsedescription', escapeXml(words))
  return xml(status, document('error', (condition === undefined ? '' : dav(condition)) + told))
}

/** What stands against changing a resource: a condition that does not hold, or a lock whose token was not submitted. */
export type Hindrance = { readonly status: 400 | 412 | 423 }
export type Way = { readonly isFree: true; readonly submitted: readonly string[] }

/** Asks the conditions of a request, then the locks of every path it changes. */
export async function wayFor(
  store: DavStore,
  request: DavRequest,
  changed: readonly string[],
): Promise<Way | Hindrance> {
  const header = headerOf(request, 'if')
  const lists = header === undefined ? [] : parseIf(header)
  if (lists === undefined) return { status: 400 }
  const stateAt = async (resource: string | undefined): Promise<ResourceState> => {
    const path = resource === undefined ? request.path : request.pathOf(resource)
    return path === undefined ? { tokens: [] } : stateOf(store, path)
  }
  if (header !== undefined && !(await holds(lists, stateAt))) return { status: 412 }
  if (!(await tagsHold(store, request))) return { status: 412 }
  // Word sends the token of its lock in a header that is meant for UNLOCK.
  const named = headerOf(request, 'lock-token')?.match(/^<([^<>]+)>$/)?.[1]
  const submitted = [...submittedIn(lists), ...(named === undefined ? [] : [named])]
  for (const path of changed) {
    const locks = await store.locksOn(path)
    if (locks.length > 0 && !locks.some((it) => isKnown(it, submitted))) return { status: 423 }
  }
  return { isFree: true, submitted }
}

/** Whether the token of a lock is among those that a request names. */
export function isKnown({ token }: DavLock, submitted: readonly string[]): boolean {
  return token !== undefined && submitted.includes(token)
}

async function stateOf(store: DavStore, path: string): Promise<ResourceState> {
  const [resource, locks] = await Promise.all([store.find(path), store.locksOn(path)])
  return {
    ...(resource?.etag === undefined ? {} : { etag: resource.etag }),
    tokens: locks.flatMap(({ token }) => (token === undefined ? [] : [token])),
  }
}

/** If-Match and If-None-Match (RFC 9110 sections 13.1.1 and 13.1.2). */
async function tagsHold(store: DavStore, request: DavRequest): Promise<boolean> {
  const [match, noneMatch] = [headerOf(request, 'if-match'), headerOf(request, 'if-none-match')]
  if (match === undefined && noneMatch === undefined) return true
  const there = await store.find(request.path)
  const isAmong = (list: string): boolean =>
    there !== undefined &&
    (list.trim() === '*' || (there.etag !== undefined && tagsIn(list).includes(there.etag)))
  return (match === undefined || isAmong(match)) && (noneMatch === undefined || !isAmong(noneMatch))
}

function tagsIn(list: string): readonly string[] {
  return list.match(/(?:W\/)?"[^"]*"/g) ?? []
}
