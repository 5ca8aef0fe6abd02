import type { PageTexts, TextRun } from '../../../server/contract/book.ts'

const pagesAtOnce = 8
const chunksKept = 80

/** Positioned text of pages, asked for in small chunks as they come into view; the least recently used are let go. */
export class TextStore {
  readonly #chunks = new Map<string, Promise<ReadonlyMap<number, readonly TextRun[]>>>()

  /** The runs of a page, in reading order; empty when the page has no text or it could not be had. */
  async runs(revisionId: string, pageIndex: number): Promise<readonly TextRun[]> {
    const from = pageIndex - (pageIndex % pagesAtOnce)
    const key = `${revisionId}/${from}`
    const known = this.#chunks.get(key)
    const chunk = known ?? load(revisionId, from)
    this.#chunks.delete(key)
    this.#chunks.set(key, chunk)
    for (const oldest of this.#chunks.keys()) {
      if (this.#chunks.size <= chunksKept) break
      this.#chunks.delete(oldest)
    }
    try {
      return (await chunk).get(pageIndex) ?? []
    } catch {
      // Asked for again the next time the page comes into view.
      this.#chunks.delete(key)
      return []
    }
  }
}

async function load(revisionId: string, from: number): Promise<ReadonlyMap<number, readonly TextRun[]>> {
  const response = await fetch(`/v1/revisions/${revisionId}/text?from=${from}&to=${from + pagesAtOnce}`, {
    credentials: 'same-origin',
    headers: { accept: 'application/json' },
  })
  if (!response.ok) throw new Error(`status ${response.status}`)
  const texts = (await response.json()) as PageTexts
  return new Map(texts.pages.map((it) => [it.pageIndex, it.runs]))
}
