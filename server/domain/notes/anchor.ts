import { type Excerpt, foldText, rangesOf } from '../text/fold.ts'

/** Where a passage stands: a page, and which of the passages of these words on it, both from 0. */
export type PassagePlace = { readonly pageIndex: number; readonly ordinal: number }

/** A passage of a page that must be found again in another revision, with the words around it. */
export type Anchor = { readonly pageIndex: number; readonly quote: Excerpt }

/** A page as it reads and as it is compared (folded). */
export type PageText = { readonly body: string; readonly folded: string }

/**
 * Where a passage is in other pages of text (in reading order): of all that say the same words the one whose
 * surroundings agree longest, of those the nearest to the page it was on. Undefined when no page says it any more.
 */
export function findAgain(
  pages: readonly PageText[],
  { pageIndex, quote }: Anchor,
): PassagePlace | undefined {
  const wanted = foldText(quote.text)
  if (wanted === '') return undefined
  const before = foldText(quote.before)
  const after = foldText(quote.after)
  let best: { readonly place: PassagePlace; readonly agreement: number; readonly away: number } | undefined
  for (const [page, { body, folded }] of pages.entries()) {
    if (!folded.includes(wanted)) continue
    for (const [ordinal, range] of rangesOf(body, wanted).entries()) {
      const reach = 4 * Math.max(quote.before.length, quote.after.length, 1)
      const agreement =
        commonEnd(before, foldText(body.slice(Math.max(0, range.from - reach), range.from))) +
        commonBeginning(after, foldText(body.slice(range.to, range.to + reach)))
      const away = Math.abs(page - pageIndex)
      const isBetter =
        best === undefined || agreement > best.agreement || (agreement === best.agreement && away < best.away)
      if (isBetter) best = { place: { pageIndex: page, ordinal }, agreement, away }
    }
  }
  return best?.place
}

function commonBeginning(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return at
}

function commonEnd(one: string, other: string): number {
  let at = 0
  while (at < one.length && at < other.length && one.at(-1 - at) === other.at(-1 - at)) at += 1
  return at
}
