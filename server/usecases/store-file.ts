import { Readable } from 'node:stream'
import { type Result, no, yes } from '../domain/result.ts'
import { BlobTooLarge, type BlobStore } from './blob-store.ts'
import { type InspectFile, type Inspection } from './ports.ts'

export type StoreFileDeps = {
  readonly blobs: BlobStore
  readonly inspect: InspectFile
  /** Largest file accepted; default 4 GiB. */
  readonly maxUploadBytes?: number
}

/** The bytes of a file without a secret that a program wrote into it; undefined when it is not in there. Reads all of it into memory. */
export type WithoutSecret = (
  file: { readonly path: string },
  secret: string,
) => Promise<Uint8Array | undefined>

export type StoredFile = {
  readonly sha256: Awaited<ReturnType<BlobStore['put']>>['sha256']
  readonly sizeBytes: number
  readonly inspection: Inspection
  /** True: not the bytes that were sent, but what `clean` made of them. */
  readonly isCleaned?: boolean
}

export type FileRefusal =
  | { readonly code: 'file_too_large'; readonly maxBytes: number }
  | { readonly code: 'empty_file' | 'zip_bomb' }

/** Largest file accepted where nothing else is said. */
export const defaultMaxUploadBytes = 4 * 1024 ** 3

/** Thrown into the blob store to leave nothing behind; never leaves this file. */
class Refused extends Error {
  readonly code: 'empty_file' | 'zip_bomb'
  constructor(code: 'empty_file' | 'zip_bomb') {
    super(code)
    this.code = code
  }
}

/** Thrown in the same way, to store these bytes and not those that came. */
class Cleaned extends Error {
  readonly bytes: Uint8Array
  constructor(bytes: Uint8Array) {
    super('cleaned')
    this.bytes = bytes
  }
}

/** Stores the bytes of an upload and tells what they are; a file that must not be kept leaves nothing behind. */
export async function storeFile(
  deps: StoreFileDeps,
  upload: {
    readonly name: string
    readonly source: AsyncIterable<Uint8Array>
    readonly signal?: AbortSignal
    /** What is to be stored instead of the file; undefined: the file as it is. */
    readonly clean?: (file: { readonly path: string }) => Promise<Uint8Array | undefined>
    /** Less than what uploads may have. */
    readonly maxBytes?: number
  },
): Promise<Result<StoredFile, FileRefusal>> {
  const { name, source, signal, clean, maxBytes = Infinity } = upload
  let inspection: Inspection = { kind: 'unknown', warnings: [] }
  try {
    const put = await deps.blobs.put(source, {
      maxBytes: Math.min(maxBytes, deps.maxUploadBytes ?? defaultMaxUploadBytes),
      ...(signal === undefined ? {} : { signal }),
      accept: async (file) => {
        inspection = await deps.inspect({ ...file, name })
        if (inspection.refused !== undefined) throw new Refused(inspection.refused)
        const cleaned = await clean?.(file)
        if (cleaned !== undefined) throw new Cleaned(cleaned)
      },
    })
    return yes({ ...put, inspection })
  } catch (error) {
    if (error instanceof Cleaned) {
      const stored = await storeFile(deps, { name, source: Readable.from([error.bytes]) })
      return stored.ok ? yes({ ...stored.value, isCleaned: true }) : stored
    }
    if (error instanceof Refused) return no({ code: error.code })
    if (error instanceof BlobTooLarge) return no({ code: 'file_too_large', maxBytes: error.maxBytes })
    throw error
  }
}
