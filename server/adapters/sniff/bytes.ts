import type { FileHandle } from 'node:fs/promises'

/** How much of each end of a file is looked at. */
const endBytes = 64 * 1024

/** A file to be told: both ends in memory, the rest only on demand. */
export type Sample = {
  readonly path: string
  readonly name: string
  readonly sizeBytes: number
  readonly head: Buffer
  readonly tail: Buffer
  /** Bytes from `position`, fewer at the end of the file. */
  readonly read: (position: number, length: number) => Promise<Buffer>
}

/** The first and last bytes of a file, and a way to read more of it. */
export async function sampleOf(
  handle: FileHandle,
  file: { readonly path: string; readonly name: string; readonly sizeBytes: number },
): Promise<Sample> {
  const read = async (position: number, length: number): Promise<Buffer> => {
    if (!Number.isSafeInteger(position) || position < 0 || position >= file.sizeBytes) return Buffer.alloc(0)
    const wanted = Math.min(length, file.sizeBytes - position)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(wanted), 0, wanted, position)
    return buffer.subarray(0, bytesRead)
  }
  const head = await read(0, endBytes)
  const tail = file.sizeBytes <= endBytes ? head : await read(file.sizeBytes - endBytes, endBytes)
  return { ...file, head, tail, read }
}

/** Whether bytes begin with a signature, `at` bytes in. */
export function startsWith(bytes: Buffer, magic: string, at = 0): boolean {
  return bytes.length >= at + magic.length && bytes.toString('latin1', at, at + magic.length) === magic
}
