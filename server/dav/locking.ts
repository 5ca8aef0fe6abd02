import { activeLock } from './properties.ts'
import { type Element, childOf, elementsOf, isDav } from './read-xml.ts'
import { type DavAnswer, type DavRequest, headerOf, isKnown, says, wayFor, xml, xmlOf } from './request.ts'
import type { AskedLock, DavLock, DavStore, LockScope } from './store.ts'
import { dav, document, innerOf } from './write-xml.ts'

const mostOwnerLetters = 1000

/** LOCK: takes a lock, or with an `If` header and no body lets one go on. */
export async function lock(store: DavStore, request: DavRequest): Promise<DavAnswer> {
  const body = await xmlOf(request)
  if (body === 'none') return refresh(store, request)
  const asked = body && askedIn(body, request)
  if (asked === undefined) return { status: 400 }
  if (!store.scopes.includes(asked.scope)) return says({ status: 403 }, 'supported-lock')
  const way = await wayFor(store, request, [])
  if (!('isFree' in way)) return says(way)
  const taken = await store.lock(request.path, asked)
  if (!taken.ok) return says(taken.error, taken.error.status === 423 ? 'no-conflicting-lock' : undefined)
  const { isNew, lock: held } = taken.value
  return discovered(request, held, isNew ? 201 : 200, { 'lock-token': `<${held.token ?? ''}>` })
}

/** What a `lockinfo` asks for; undefined when it asks for nothing we know. */
function askedIn(info: Element, request: DavRequest): AskedLock | undefined {
  const [scope] = elementsOf(childOf(info, 'lockscope'))
  const [type] = elementsOf(childOf(info, 'locktype'))
  const owner = childOf(info, 'owner')
  const depth = headerOf(request, 'depth') ?? 'infinity'
  if (!isDav(info, 'lockinfo') || type === undefined || !isDav(type, 'write')) return undefined
  if (scope === undefined || !['exclusive', 'shared'].some((it) => isDav(scope, it))) return undefined
  if (depth !== '0' && depth !== 'infinity') return undefined
  const written = owner === undefined ? '' : innerOf(owner)
  return {
    scope: scope.name as LockScope,
    isDeep: depth === 'infinity',
    owner: written.length > mostOwnerLetters ? '' : written,
    seconds: secondsOf(request),
  }
}

async function refresh(store: DavStore, request: DavRequest): Promise<DavAnswer> {
  if (headerOf(request, 'if') === undefined) return { status: 400 }
  const way = await wayFor(store, request, [])
  if (!('isFree' in way)) return says(way)
  const held = (await store.locksOn(request.path)).find((it) => isKnown(it, way.submitted))
  const renewed = held && (await store.refresh(held, secondsOf(request)))
  return renewed === undefined ? { status: 412 } : discovered(request, renewed, 200)
}

function discovered(
  request: DavRequest,
  held: DavLock,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): DavAnswer {
  return xml(status, document('prop', dav('lockdiscovery', activeLock(held, request))), headers)
}

/** UNLOCK: only who knows the token ends a lock. */
export async function unlock(store: DavStore, request: DavRequest): Promise<DavAnswer> {
  const token = headerOf(request, 'lock-token')?.match(/^\s*<([^<>]+)>\s*$/)?.[1]
  if (token === undefined) return { status: 400 }
  const held = (await store.locksOn(request.path)).find((it) => it.token === token)
  if (held === undefined) return says({ status: 409 }, 'lock-token-matches-request-uri')
  await store.unlock(held)
  return { status: 204 }
}

/** `Timeout: Infinite, Second-4100000000`: the first that says a number; undefined for as long as may be. */
function secondsOf(request: DavRequest): number | undefined {
  const [, seconds] = /Second-(\d{1,10})/i.exec(headerOf(request, 'timeout') ?? '') ?? []
  return seconds === undefined ? undefined : Number(seconds)
}
