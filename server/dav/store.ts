import type { Readable } from 'node:stream'
import type { Result } from '../domain/result.ts'
import type { PropName } from './write-xml.ts'

export type LockScope = 'exclusive' | 'shared'

export type DavLock = {
  /** Undefined: of somebody else, who alone knows it. */
  readonly token: string | undefined
  /** The resource it was taken on; it holds there, and below when `isDeep`. */
  readonly path: string
  readonly isDeep: boolean
  readonly scope: LockScope
  /** XML of who has it, as the program wrote it. */
  readonly owner: string
  /** How long it holds from now on, in seconds. */
  readonly seconds: number
}

/** A property that the store keeps for programs, or shows of its own; `inner` is XML. */
export type DavProp = PropName & { readonly inner: string }

/** A resource there is. Paths are decoded, without a slash at either end; '' is the root. */
export type DavResource = {
  readonly path: string
  readonly isCollection: boolean
  /** With its quotes; absent for a collection. */
  readonly etag?: string
  readonly mediaType?: string
  readonly sizeBytes?: number
  readonly modifiedAt: Date
  readonly createdAt: Date
  readonly kept: readonly DavProp[]
}

/** Why a store does not do what was asked. */
export type DavRefusal = {
  readonly status: number
  /** What people read, when the program shows it. */
  readonly words?: string
}

export type DavBytes = {
  readonly sizeBytes: number
  readonly open: (range?: { readonly start: number; readonly end: number }) => Promise<Readable>
}

export type AskedLock = {
  readonly scope: LockScope
  readonly isDeep: boolean
  readonly owner: string
  /** How long it is asked for; undefined: as long as it may. */
  readonly seconds: number | undefined
}

/** What the protocol does with a property: keeps it, or forgets it when `inner` is undefined. */
export type PropChange = PropName & { readonly inner: string | undefined }

/** What lies behind an address of WebDAV. What a store throws is a fault of the server. */
export type DavStore = {
  /** Kinds of locks there are. */
  readonly scopes: readonly LockScope[]
  find(path: string): Promise<DavResource | undefined>
  /** What is in a collection. */
  list(path: string): Promise<readonly DavResource[]>
  /** The content of a resource that was found and is none. */
  open(path: string): Promise<Result<DavBytes, DavRefusal>>
  /** Locks that hold for a path, also where nothing is yet. */
  locksOn(path: string): Promise<readonly DavLock[]>
  /** Takes a lock, or says 423 when another one stands against it. `isNew`: an empty resource came with it. */
  lock(path: string, asked: AskedLock): Promise<Result<{ lock: DavLock; isNew: boolean }, DavRefusal>>
  refresh(lock: DavLock, seconds: number | undefined): Promise<DavLock | undefined>
  unlock(lock: DavLock): Promise<void>
  /** `token`: the lock of the resource that was submitted. No `etag`: what is there now is not just what was sent. */
  put(
    path: string,
    body: Readable,
    token: string | undefined,
  ): Promise<Result<{ etag?: string; isNew: boolean }, DavRefusal>>
  /** What was sent to a resource and is not taken because of a lock or a condition. Nothing of the body may be read elsewhere. */
  notTaken(path: string, body: Readable): Promise<void>
  /** The status of each change; all or none are done. */
  patch(path: string, changes: readonly PropChange[]): Promise<readonly number[]>
}
