import { createHash, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import Fastify, { type FastifyInstance } from 'fastify'
import { davAnswer, davMethods, optionsAnswer } from '../dav/answer.ts'
import { type DavAnswer, type DavRequest, headerOf, says, wayFor, xml } from '../dav/request.ts'
import type { DavLock, DavProp, DavResource, DavStore } from '../dav/store.ts'
import { dav, document, escapeXml, statusLine } from '../dav/write-xml.ts'
import { no, yes } from '../domain/result.ts'
import { allowDavMethods, davPath, davRequestOf, takeAsDav, sendDav } from '../plugins/send-dav.ts'

type Node = { readonly bytes: Buffer | undefined; readonly made: Date; readonly kept: readonly DavProp[] }
/** Folders and files in memory, by their path; undefined bytes are a folder. */
type Tree = { readonly nodes: Map<string, Node>; locks: readonly DavLock[] }

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))
const isBelow = (path: string, top: string): boolean =>
  path === top || path.startsWith(`${top}/`) || top === ''

/** A folder of WebDAV in memory, with everything a file of Kessai has no use for: for conformance tests of the protocol. */
export async function scratchServer(): Promise<FastifyInstance> {
  const tree: Tree = { nodes: new Map([['', folder()]]), locks: [] }
  const store = storeOf(tree)
  const app = Fastify({ logger: false, forceCloseConnections: true })
  allowDavMethods(app)
  takeAsDav(app)
  const more = ['DELETE', 'MKCOL', 'COPY', 'MOVE']
  app.route({
    method: [...davMethods, ...more],
    url: '/*',
    exposeHeadRoute: false,
    async handler(request, reply) {
      const path = davPath((request.params as { readonly '*': string })['*'])
      const asked = davRequestOf(request, '/', path)
      if (request.method === 'OPTIONS')
        return sendDav(request, reply, optionsAnswer([...davMethods, ...more]))
      return sendDav(
        request,
        reply,
        (await davAnswer(store, asked)) ?? (await treeAnswer(tree, store, asked)),
      )
    },
  })
  return app
}

const folder = (): Node => ({ bytes: undefined, made: new Date(), kept: [] })

function resourceOf(path: string, { bytes, made, kept }: Node): DavResource {
  const dates = { modifiedAt: made, createdAt: made, kept }
  if (bytes === undefined) return { path, isCollection: true, ...dates }
  // litmus writes its conditions into 200 letters.
  const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`
  return { path, isCollection: false, etag, sizeBytes: bytes.length, mediaType: 'text/plain', ...dates }
}

function storeOf(tree: Tree): DavStore {
  const { nodes } = tree
  return {
    scopes: ['exclusive', 'shared'],
    find: async (path) => {
      const node = nodes.get(path)
      return node && resourceOf(path, node)
    },
    list: async (path) =>
      Array.from(nodes)
        .filter(([it]) => it !== '' && parentOf(it) === path && it !== path)
        .map(([it, node]) => resourceOf(it, node)),
    open: async (path) => {
      const bytes = nodes.get(path)?.bytes ?? Buffer.alloc(0)
      return yes({
        sizeBytes: bytes.length,
        open: async ({ start, end } = { start: 0, end: bytes.length }) =>
          Readable.from([bytes.subarray(start, end + 1)]),
      })
    },
    locksOn: async (path) =>
      tree.locks.filter((it) => it.path === path || (it.isDeep && isBelow(path, it.path))),
    async lock(path, asked) {
      const others = tree.locks.filter(
        (it) =>
          it.path === path ||
          (it.isDeep && isBelow(path, it.path)) ||
          (asked.isDeep && isBelow(it.path, path)),
      )
      if (others.some((it) => it.scope === 'exclusive' || asked.scope === 'exclusive'))
        return no({ status: 423 })
      const isNew = !nodes.has(path)
      if (isNew && nodes.get(parentOf(path))?.bytes !== undefined) return no({ status: 409 })
      if (isNew) nodes.set(path, { ...folder(), bytes: Buffer.alloc(0) })
      const { scope, isDeep, owner, seconds = 600 } = asked
      const lock = { token: `opaquelocktoken:${randomUUID()}`, path, scope, isDeep, owner, seconds }
      tree.locks = [...tree.locks, lock]
      return yes({ lock, isNew })
    },
    refresh: async (lock) => lock,
    unlock: async (lock) => {
      tree.locks = tree.locks.filter((it) => it.token !== lock.token)
    },
    async put(path, body) {
      const parent = nodes.get(parentOf(path))
      if (parent === undefined || parent.bytes !== undefined) return no({ status: 409 })
      const earlier = nodes.get(path)
      const node = { ...(earlier ?? folder()), bytes: Buffer.concat(await body.toArray()), made: new Date() }
      nodes.set(path, node)
      return yes({ etag: resourceOf(path, node).etag ?? '', isNew: earlier === undefined })
    },
    notTaken: async () => {},
    async patch(path, changes) {
      const node = nodes.get(path)
      if (node === undefined || changes.some(({ ns }) => ns === 'DAV:'))
        return changes.map(({ ns }) => (ns === 'DAV:' ? 403 : 424))
      const kept = changes.reduce<readonly DavProp[]>((props, { ns, name, inner }) => {
        const others = props.filter((it) => it.ns !== ns || it.name !== name)
        return inner === undefined ? others : [...others, { ns, name, inner }]
      }, node.kept)
      nodes.set(path, { ...node, kept })
      return changes.map(() => 200)
    },
  }
}

/** DELETE, MKCOL, COPY and MOVE. */
async function treeAnswer(tree: Tree, store: DavStore, request: DavRequest): Promise<DavAnswer> {
  const { method, path } = request
  if (method === 'MKCOL') return makeFolder(tree, store, request)
  if (!tree.nodes.has(path)) return { status: 404 }
  if (method === 'DELETE') {
    const way = await wayFor(store, request, [path, parentOf(path)])
    return 'isFree' in way ? removed(tree, path, way.submitted, request) : says(way)
  }
  return copyOrMove(tree, store, request)
}

async function makeFolder({ nodes }: Tree, store: DavStore, request: DavRequest): Promise<DavAnswer> {
  const { path, headers } = request
  if (Number(headers['content-length'] ?? 0) > 0) return { status: 415 }
  if (nodes.has(path)) return { status: 405 }
  const parent = nodes.get(parentOf(path))
  if (parent === undefined || parent.bytes !== undefined) return { status: 409 }
  const way = await wayFor(store, request, [path, parentOf(path)])
  if (!('isFree' in way)) return says(way)
  nodes.set(path, folder())
  return { status: 201 }
}

/** Takes away a resource with all below it, unless something below is locked by a token that was not submitted. */
function removed(tree: Tree, path: string, submitted: readonly string[], { hrefOf }: DavRequest): DavAnswer {
  const inTheWay = tree.locks.find((it) => isBelow(it.path, path) && !submitted.includes(it.token ?? ''))
  if (inTheWay !== undefined) {
    const href = dav('href', escapeXml(hrefOf(inTheWay.path, false)))
    return xml(207, document('multistatus', dav('response', href + dav('status', statusLine(423)))))
  }
  for (const it of Array.from(tree.nodes.keys())) if (isBelow(it, path)) tree.nodes.delete(it)
  tree.locks = tree.locks.filter((it) => !isBelow(it.path, path))
  return { status: 204 }
}

async function copyOrMove(tree: Tree, store: DavStore, request: DavRequest): Promise<DavAnswer> {
  const { nodes } = tree
  const { path: from, method } = request
  const to = request.pathOf(headerOf(request, 'destination') ?? '')
  if (to === undefined) return { status: 502 }
  if (to === from || isBelow(to, from)) return { status: 403 }
  const parent = nodes.get(parentOf(to))
  if (parent === undefined || parent.bytes !== undefined) return { status: 409 }
  const was = nodes.has(to)
  if (was && headerOf(request, 'overwrite') === 'F') return { status: 412 }
  const way = await wayFor(store, request, [
    ...(method === 'MOVE' ? [from, parentOf(from)] : []),
    ...[to, parentOf(to)],
  ])
  if (!('isFree' in way)) return says(way)
  if (was) removed(tree, to, way.submitted, request)
  const isShallow = method === 'COPY' && headerOf(request, 'depth') === '0'
  for (const [path, node] of Array.from(nodes)) {
    if (isShallow ? path === from : isBelow(path, from)) nodes.set(to + path.slice(from.length), node)
  }
  if (method === 'MOVE') removed(tree, from, way.submitted, request)
  return { status: was ? 204 : 201 }
}
