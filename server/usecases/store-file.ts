import { type Result, no, yes } from '../domain/result.ts'
import { BlobTooLarge, type BlobStore, type InspectFile, type Inspection } from './ports.ts'

export type StoreFileDeps = {
  readonly blobs: BlobStore
  readonly inspect: InspectFile
  /** Largest file accepted; default 4 GiB. */
  readonly maxUploadBytes?: number
}

export type StoredFile = {
  readonly sha256: Awaited<ReturnType<BlobStore['put']>>['sha256']
  readonly sizeBytes: number
  readonly inspection: Inspection
}

export type FileRefusal =
  | { readonly code: 'file_too_large'; readonly maxBytes: number }
  | { readonly code: 'empty_file' | 'zip_bomb' }

const defaultMaxUploadBytes = 4 * 1024 ** 3

/** Thrown into the blob store to leave nothing behind; never leaves this file. */
class Refused extends Error {
  readonly code: 'empty_file' | 'zip_bomb'
  constructor(code: 'empty_file' | 'zip_bomb') {
    super(code)
    this.code = code
  }
}

/** Stores the bytes of an upload and tells what they are; a file that must not be kept leaves nothing behind. */
export async function storeFile(
  deps: StoreFileDeps,
  upload: {
    readonly name: string
    readonly source: AsyncIterable<Uint8Array>
    readonly signal?: AbortSignal
  },
): Promise<Result<StoredFile, FileRefusal>> {
  const { name, source, signal } = upload
  let inspection: Inspection = { kind: 'unknown', warnings: [] }
  try {
    const put = await deps.blobs.put(source, {
      maxBytes: deps.maxUploadBytes ?? defaultMaxUploadBytes,
      ...(signal === undefined ? {} : { signal }),
      accept: async (file) => {
        inspection = await deps.inspect({ ...file, name })
        if (inspection.refused !== undefined) throw new Refused(inspection.refused)
      },
    })
    return yes({ ...put, inspection })
  } catch (error) {
    if (error instanceof Refused) return no({ code: error.code })
    if (error instanceof BlobTooLarge) return no({ code: 'file_too_large', maxBytes: error.maxBytes })
    throw error
  }
}
