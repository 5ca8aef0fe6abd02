import type { PageTexts, TextRun } from '../../../server/contract/book.ts'

const pagesAtOnce = 8
const chunksKept = 80

type Chunk = { readonly runs: ReadonlyMap<number, readonly TextRun[]>; readonly isWhole: boolean }

/** Positioned text of pages, asked for in small chunks as they come into view; the least recently used are let go. */
export class TextStore {
  readonly #chunks = new Map<string, Promise<Chunk>>()
  readonly #addressOf: (revisionId: string) => string

  /** `addressOf`: where the text of a revision is, for whoever may not read it as everybody does. */
  constructor(addressOf = (revisionId: string) => `/v1/revisions/${revisionId}/text`) {
    this.#addressOf = addressOf
  }

  /**
   * The runs of a page, in reading order; empty when the page has no text or it could not be had. Undefined while the worker
   * has not read it: to be asked for again when it has.
   */
  async runs(revisionId: string, pageIndex: number): Promise<readonly TextRun[] | undefined> {
    const from = pageIndex - (pageIndex % pagesAtOnce)
    const key = `${revisionId}/${from}`
    const known = this.#chunks.get(key)
    const chunk = known ?? load(this.#addressOf(revisionId), from)
    this.#chunks.delete(key)
    this.#chunks.set(key, chunk)
    for (const oldest of this.#chunks.keys()) {
      if (this.#chunks.size <= chunksKept) break
      this.#chunks.delete(oldest)
    }
    try {
      const { runs, isWhole } = await chunk
      if (!isWhole) this.#chunks.delete(key)
      return runs.get(pageIndex) ?? (isWhole ? [] : undefined)
    } catch {
      // Asked for again the next time the page comes into view.
      this.#chunks.delete(key)
      return []
    }
  }
}

async function load(address: string, from: number): Promise<Chunk> {
  const response = await fetch(`${address}?from=${from}&to=${from + pagesAtOnce}`, {
    credentials: 'same-origin',
    headers: { accept: 'application/json' },
  })
  if (!response.ok) throw new Error(`status ${response.status}`)
  const texts = (await response.json()) as PageTexts
  return { runs: new Map(texts.pages.map((it) => [it.pageIndex, it.runs])), isWhole: texts.isWhole }
}
