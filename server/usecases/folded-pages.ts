import { setImmediate } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Sha256 } from '../domain/ids.ts'
import { foldText } from '../domain/text/fold.ts'
import type { Database } from '../store/database.ts'
import { listBodies } from '../store/page-bodies.ts'

/** Pages folded before somebody else has a turn: a book of thousands does not keep the others waiting. */
const pagesInATurn = 100

/** Characters kept in all; about twice as many bytes. */
const charactersKept = 32_000_000

/**
 * The words of PDFs as they are compared, kept for the next letter that is typed; the least recently used are let go. A
 * PDF never changes, so what is kept is never stale.
 */
export class FoldedPages {
  readonly #db: Kysely<Database>
  readonly #kept = new Map<Sha256, { readonly pages: Promise<readonly string[]>; size: number }>()

  constructor(db: Kysely<Database>) {
    this.#db = db
  }

  /** Each page's words, folded, in order. */
  async of(pdf: Sha256): Promise<readonly string[]> {
    const known = this.#kept.get(pdf)
    const entry = known ?? { pages: this.#fold(pdf), size: 0 }
    this.#kept.delete(pdf)
    this.#kept.set(pdf, entry)
    try {
      const pages = await entry.pages
      entry.size = pages.reduce((sum, it) => sum + it.length, 0)
      this.#letGo()
      return pages
    } catch (error) {
      this.#kept.delete(pdf)
      throw error
    }
  }

  async #fold(pdf: Sha256): Promise<readonly string[]> {
    const folded: string[] = []
    for (const body of await listBodies(this.#db, pdf)) {
      folded.push(foldText(body))
      if (folded.length % pagesInATurn === 0) await setImmediate()
    }
    return folded
  }

  #letGo(): void {
    let size = [...this.#kept.values()].reduce((sum, it) => sum + it.size, 0)
    for (const [pdf, entry] of this.#kept) {
      if (size <= charactersKept || this.#kept.size === 1) return
      this.#kept.delete(pdf)
      size -= entry.size
    }
  }
}
