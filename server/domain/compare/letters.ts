import { eachLetter } from '../text/letters.ts'
import { type Furniture, furnitureOf } from './furniture.ts'

/** A page as it is compared. */
export type ComparedPage = {
  /** Its words; lines end with \n. '' when there are none (a scan, a drawing). */
  readonly body: string
  /** Two pages that look alike have the same; absent when it is not known. */
  readonly look?: string
}

/** The letters of all pages in one row: white space, line ends, what cannot be seen, heads and feet are left out. */
export type Letters = {
  /** Code point of each letter; of a page without words one negative number, the same for the same look. */
  readonly codes: Int32Array
  /** Index of the page each letter stands on. */
  readonly pages: Int32Array
  /** Where it begins in the body of its page, in UTF-16 units. */
  readonly places: Int32Array
  /** Index of each page's first letter, and the number of all letters. */
  readonly starts: Int32Array
  /** Letters of each page's head, which stand before those. */
  readonly headLetters: readonly number[]
  readonly furniture: readonly Furniture[]
}

/**
 * What is compared of the pages of both sides. The letters stay as they are written, 全角 or 半角, 髙 or 高: in a document
 * of an office that is a difference.
 */
export function lettersOf(
  older: readonly ComparedPage[],
  newer: readonly ComparedPage[],
): { readonly older: Letters; readonly newer: Letters } {
  const looks = new Map<string, number>()
  // All pages whose look is not known have one: they go by their order.
  const lookOf = (look = ''): number => {
    const known = looks.get(look) ?? -1 - looks.size
    looks.set(look, known)
    return known
  }
  return { older: lettersOfSide(older, lookOf), newer: lettersOfSide(newer, lookOf) }
}

function lettersOfSide(all: readonly ComparedPage[], lookOf: (look: string | undefined) => number): Letters {
  const codes: number[] = []
  const pages: number[] = []
  const places: number[] = []
  const starts: number[] = []
  const furniture = furnitureOf(all.map((it) => it.body))
  const headLetters: number[] = []
  for (const [page, { body, look }] of all.entries()) {
    starts.push(codes.length)
    const from = furniture[page]?.head.to ?? 0
    const to = furniture[page]?.foot.from ?? body.length
    let before = 0
    eachLetter(body, (code, place) => {
      if (place < from) before += 1
      if (place < from || place >= to) return
      codes.push(code)
      pages.push(page)
      places.push(place)
    })
    headLetters.push(before)
    if (codes.length > (starts.at(-1) ?? 0)) continue
    codes.push(lookOf(look))
    pages.push(page)
    places.push(0)
  }
  starts.push(codes.length)
  return {
    codes: Int32Array.from(codes),
    pages: Int32Array.from(pages),
    places: Int32Array.from(places),
    starts: Int32Array.from(starts),
    headLetters,
    furniture,
  }
}
