import { type Element, childOf, davNs, elementsOf, isDav } from './read-xml.ts'
import { type DavRequest, type DavAnswer, headerOf, wayFor, says, xml, xmlOf } from './request.ts'
import type { DavLock, DavProp, DavResource, DavStore, PropChange } from './store.ts'
import { type PropName, dav, document, escapeXml, innerOf, responseOf, tag } from './write-xml.ts'

/** PROPFIND: what is known of a resource, and with Depth 1 of what is in it. A deeper look is answered like that one. */
export async function propfind(store: DavStore, request: DavRequest): Promise<DavAnswer> {
  const asked = await xmlOf(request)
  if (asked === undefined || (asked !== 'none' && !isDav(asked, 'propfind'))) return { status: 400 }
  const depth = headerOf(request, 'depth') ?? 'infinity'
  if (!['0', '1', 'infinity'].includes(depth)) return { status: 400 }
  const there = await store.find(request.path)
  if (there === undefined) return { status: 404 }
  const inside = depth === '0' || !there.isCollection ? [] : await store.list(request.path)
  const answers = await Promise.all(
    [there, ...inside].map(async (it) => {
      const props = propsOf(store, it, await store.locksOn(it.path), request)
      return responseOf(request.hrefOf(it.path, it.isCollection), chosen(props, asked))
    }),
  )
  return xml(207, document('multistatus', answers.join('')))
}

/** Everything there is to know of a resource. */
function propsOf(
  { scopes }: DavStore,
  it: DavResource,
  locks: readonly DavLock[],
  request: DavRequest,
): readonly DavProp[] {
  const of = (name: string, inner: string | undefined): readonly DavProp[] =>
    inner === undefined ? [] : [{ ns: davNs, name, inner }]
  const entries = scopes.map((scope) => dav('lockentry', scopeOf(scope) + writeLock)).join('')
  return [
    ...of('resourcetype', it.isCollection ? dav('collection') : ''),
    ...of('displayname', escapeXml(it.path.split('/').at(-1) ?? '')),
    ...of('getcontentlength', it.sizeBytes?.toString()),
    ...of('getcontenttype', it.mediaType && escapeXml(it.mediaType)),
    ...of('getetag', it.etag && escapeXml(it.etag)),
    ...of('getlastmodified', it.modifiedAt.toUTCString()),
    ...of('creationdate', it.createdAt.toISOString().replace(/\.\d+Z$/, 'Z')),
    ...of('supportedlock', entries),
    ...of('lockdiscovery', locks.map((lock) => activeLock(lock, request)).join('')),
    ...it.kept,
  ]
}

const writeLock = dav('locktype', dav('write'))
const scopeOf = (scope: string): string => dav('lockscope', dav(scope))

/** A lock as it is told: the token of somebody else's stays with that one. */
export function activeLock(lock: DavLock, { hrefOf }: Pick<DavRequest, 'hrefOf'>): string {
  return dav(
    'activelock',
    writeLock +
      scopeOf(lock.scope) +
      dav('depth', lock.isDeep ? 'infinity' : '0') +
      (lock.owner === '' ? '' : dav('owner', lock.owner)) +
      dav('timeout', `Second-${lock.seconds}`) +
      (lock.token === undefined ? '' : dav('locktoken', dav('href', escapeXml(lock.token)))) +
      dav('lockroot', dav('href', escapeXml(hrefOf(lock.path, false)))),
  )
}

/** The properties that are asked for, by the status they are answered with. */
function chosen(props: readonly DavProp[], asked: Element | 'none'): ReadonlyMap<number, readonly string[]> {
  const whole = (it: DavProp): string => tag(it, it.inner)
  const named = asked === 'none' ? undefined : childOf(asked, 'prop')
  if (asked !== 'none' && childOf(asked, 'propname') !== undefined)
    return new Map([[200, props.map((it) => tag(it))]])
  if (named === undefined) return new Map([[200, props.map(whole)]])
  const wanted = elementsOf(named)
  const found = wanted.flatMap((it) => props.filter((prop) => isSame(prop, it)))
  const missing = wanted.filter((it) => !props.some((prop) => isSame(prop, it)))
  return new Map([
    ...(found.length > 0 || missing.length === 0 ? [[200, found.map(whole)] as const] : []),
    ...(missing.length > 0 ? [[404, missing.map((it) => tag(it))] as const] : []),
  ])
}

function isSame(one: PropName, other: PropName): boolean {
  return one.ns === other.ns && one.name === other.name
}

/** PROPPATCH: all changes or none. What a resource is by itself nobody sets. */
export async function proppatch(store: DavStore, request: DavRequest): Promise<DavAnswer> {
  const asked = await xmlOf(request)
  if (asked === undefined || asked === 'none' || !isDav(asked, 'propertyupdate')) return { status: 400 }
  if ((await store.find(request.path)) === undefined) return { status: 404 }
  const way = await wayFor(store, request, [request.path])
  if (!('isFree' in way)) return says(way)
  const changes = elementsOf(asked).flatMap(changesIn)
  const statuses = await store.patch(request.path, changes)
  const byStatus = new Map<number, string[]>()
  for (const [at, change] of changes.entries()) {
    const status = statuses[at] ?? 403
    byStatus.set(status, [...(byStatus.get(status) ?? []), tag(change)])
  }
  return xml(207, document('multistatus', responseOf(request.hrefOf(request.path, false), byStatus)))
}

function changesIn(action: Element): readonly PropChange[] {
  const isSet = isDav(action, 'set')
  if (!isSet && !isDav(action, 'remove')) return []
  return elementsOf(childOf(action, 'prop')).map((it) => ({
    ...{ ns: it.ns, name: it.name },
    inner: isSet ? innerOf(it) : undefined,
  }))
}
