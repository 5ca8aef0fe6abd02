/**
 * Splits the packed answer of GET /v1/revisions/{id}/placeholders (u32le count, u32le offsets[count + 1], then the
 * pictures) into one piece a page; undefined for a page without one. Offsets count from the start of the answer.
 * Undefined altogether when the bytes do not hold what they say.
 */
export function unpackPlaceholders(packed: Uint8Array): readonly (Uint8Array | undefined)[] | undefined {
  if (packed.byteLength < 8) return undefined
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const count = view.getUint32(0, true)
  const start = 4 + 4 * (count + 1)
  if (start > packed.byteLength) return undefined
  const pieces: (Uint8Array | undefined)[] = []
  for (let page = 0; page < count; page += 1) {
    const from = view.getUint32(4 + 4 * page, true)
    const to = view.getUint32(8 + 4 * page, true)
    if (from < start || to < from || to > packed.byteLength) return undefined
    pieces.push(to === from ? undefined : packed.subarray(from, to))
  }
  return pieces
}

type FilePlaceholders = { readonly bitmaps: (ImageBitmap | undefined)[]; ready: boolean }

/**
 * The small pictures of every page, decoded once a file and kept (23 KB a page), so that a page that scrolls into
 * view is never empty: drawing one is synchronous.
 */
export class PlaceholderStore {
  readonly #files = new Map<string, FilePlaceholders>()
  readonly #listeners = new Map<string, Set<() => void>>()
  readonly #waiting: string[] = []
  #running = 0

  /** The picture of a page, or undefined while it is not there. */
  bitmap(revisionId: string, pageIndex: number): ImageBitmap | undefined {
    return this.#files.get(revisionId)?.bitmaps[pageIndex]
  }

  /** Asks for the pictures of these files, nearest first; what is there or on its way is not asked for again. */
  want(revisionIds: readonly string[]): void {
    this.#waiting.splice(0, this.#waiting.length, ...revisionIds.filter((it) => !this.#files.has(it)))
    this.#next()
  }

  /** Calls back each time pictures of a file arrive; returns how to stop. */
  subscribe(revisionId: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(revisionId) ?? new Set()
    this.#listeners.set(revisionId, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  /** Lets all pictures go. */
  close(): void {
    this.#waiting.length = 0
    for (const file of this.#files.values()) for (const bitmap of file.bitmaps) bitmap?.close()
    this.#files.clear()
    this.#listeners.clear()
  }

  #next(): void {
    while (this.#running < 2) {
      const revisionId = this.#waiting.shift()
      if (revisionId === undefined) return
      this.#running += 1
      void this.#load(revisionId).finally(() => {
        this.#running -= 1
        this.#next()
      })
    }
  }

  async #load(revisionId: string): Promise<void> {
    const file: FilePlaceholders = { bitmaps: [], ready: false }
    this.#files.set(revisionId, file)
    try {
      const response = await fetch(`/v1/revisions/${revisionId}/placeholders`, { credentials: 'same-origin' })
      const pieces = response.ok
        ? unpackPlaceholders(new Uint8Array(await response.arrayBuffer()))
        : undefined
      await Promise.all(
        (pieces ?? []).map(async (bytes, page) => {
          if (bytes === undefined) return
          // A picture that cannot be decoded leaves its page paper-white; the sharp page comes all the same.
          const bitmap = await createImageBitmap(new Blob([bytes as BlobPart], { type: 'image/webp' })).catch(
            () => undefined,
          )
          if (bitmap !== undefined && this.#files.get(revisionId) === file) file.bitmaps[page] = bitmap
        }),
      )
    } catch {
      // The line is down: asked for again the next time the file comes near.
      this.#files.delete(revisionId)
      return
    }
    file.ready = true
    for (const listener of this.#listeners.get(revisionId) ?? []) listener()
  }
}
