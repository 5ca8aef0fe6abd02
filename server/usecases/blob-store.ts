import type { Readable } from 'node:stream'
import type { Sha256 } from '../domain/ids.ts'

/** Bytes by content: what has a hash never changes. */
export type BlobStore = {
  /**
   * Stores a stream while hashing it; returns only when the bytes are safe (fsync, rename, fsync of the folder).
   * Throws `BlobTooLarge` past `maxBytes`, and passes on an abort; either leaves nothing behind. `accept` looks at the
   * complete file before it is kept; what it throws is passed on and leaves nothing behind either.
   */
  put(
    source: AsyncIterable<Uint8Array>,
    options?: {
      readonly maxBytes?: number
      readonly signal?: AbortSignal
      readonly accept?: (file: { readonly path: string; readonly sizeBytes: number }) => Promise<void>
    },
  ): Promise<{ readonly sha256: Sha256; readonly sizeBytes: number }>
  /** Reads; `range` is inclusive on both ends. Throws `BlobMissing`. */
  open(sha256: Sha256, range?: { readonly start: number; readonly end: number }): Promise<Readable>
  /** A local read-only path to the bytes, for processes such as the converter. */
  path(sha256: Sha256): Promise<string>
  has(sha256: Sha256): Promise<boolean>
  /** Where bytes are between their name and their end. Every step can be done again after the process died in it. */
  readonly trash: {
    /**
     * Takes bytes away that were last brought longer than so many ms ago: they can be given back, and cannot be read. True also
     * when there were none; false when somebody brought them since.
     */
    take(sha256: Sha256, olderThanMs: number): Promise<boolean>
    giveBack(sha256: Sha256): Promise<void>
    /** Loses them for good. */
    empty(sha256: Sha256): Promise<void>
    /** What was taken away and neither given back nor lost. */
    list(): Promise<readonly Sha256[]>
  }
}

export class BlobTooLarge extends Error {
  readonly maxBytes: number
  constructor(maxBytes: number) {
    super(`blob is larger than ${maxBytes} bytes`)
    this.name = 'BlobTooLarge'
    this.maxBytes = maxBytes
  }
}

export class BlobMissing extends Error {
  readonly sha256: string
  constructor(sha256: string) {
    super(`no blob ${sha256}`)
    this.name = 'BlobMissing'
    this.sha256 = sha256
  }
}
