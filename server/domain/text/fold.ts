import { variants } from './variants.ts'

/** Not written at all as far as finding goes: white space, what cannot be seen, and the choice of a glyph (IVS). */
const unseen = /^[\s\u00AD\u200B-\u200D\u2060\uFEFF\p{Variation_Selector}]$/u
/** What belongs to the character before it: 濁点 and 半濁点 of half-width kana, and combining marks. */
const belongsToBefore = /^[\u3099\u309A\uFF9E\uFF9F\p{M}]$/u
const dashes = /[\u2010-\u2015\u2212]/g
const katakana = /[\u30A1-\u30F6\u30FD\u30FE]/g
const plain = /^[\u0021-\u007E]*$/

/**
 * A character as it is compared: 全角/半角 and compatibility forms alike (NFKC), small as capital letters, かな as カナ,
 * 異体字 and 旧字体 as 新字体. 「ヶ」 is 「け」: 霞ヶ関 and 霞ケ関 are one place.
 */
function foldCluster(cluster: string): string {
  const folded = Array.from(cluster.normalize('NFKC').toLowerCase(), (it) => variants.get(it) ?? it)
    .join('')
    .replace(/[\u30F6\u30B1\u3096]/g, 'け')
    .replace(/[\u30F5\u3095]/g, 'か')
    .replace(katakana, (it) => String.fromCodePoint((it.codePointAt(0) ?? 0) - 0x60))
    .replace(dashes, '-')
    .replaceAll('\u301C', '~')
  const seen = Array.from(folded).filter((it) => !unseen.test(it))
  // A mark with nothing before it that it could belong to is not looked for.
  const from = seen.findIndex((it) => !belongsToBefore.test(it))
  return from < 0 ? '' : seen.slice(from).join('').normalize('NFC')
}

const known = new Map<string, string>()
const knownAtMost = 20_000

function foldedCluster(cluster: string): string {
  const found = known.get(cluster)
  if (found !== undefined) return found
  const folded = foldCluster(cluster)
  if (known.size >= knownAtMost) known.clear()
  known.set(cluster, folded)
  return folded
}

/** Calls back with each character of a text as it is compared, and where it stands, in UTF-16 units. */
function eachCluster(text: string, found: (folded: string, from: number, to: number) => void): void {
  let from = 0
  while (from < text.length) {
    let to = from + ((text.codePointAt(from) ?? 0) > 0xffff ? 2 : 1)
    while (to < text.length) {
      const code = text.codePointAt(to) ?? 0
      // Nothing below U+0300 belongs to the character before it: most texts are through here.
      if (code < 0x300 || !belongsToBefore.test(String.fromCodePoint(code))) break
      to += code > 0xffff ? 2 : 1
    }
    const folded = foldedCluster(text.slice(from, to))
    if (folded !== '') found(folded, from, to)
    from = to
  }
}

/**
 * A text as it is compared when somebody looks for something: white space and line ends are left out, because a PDF breaks
 * lines inside words and 公用文 spaces its titles out (起 案). '' when nothing of it can be looked for.
 *
 * @example foldText('髙﨑 ｶﾞｲﾄﾞ') === '高崎がいど'
 */
export function foldText(text: string): string {
  if (plain.test(text)) return text.toLowerCase()
  let folded = ''
  eachCluster(text, (it) => (folded += it))
  return folded
}

/** A place in a text: from this UTF-16 unit to before that one. */
export type TextRange = { readonly from: number; readonly to: number }

/**
 * Where `wanted` (folded, not empty) stands in a text, first to last, never overlapping. Part of a character that folds
 * to several (㈱ → (株)) counts as the whole character.
 */
export function rangesOf(text: string, wanted: string): readonly TextRange[] {
  if (wanted === '') return []
  let folded = ''
  const starts: number[] = []
  const ends: number[] = []
  eachCluster(text, (it, from, to) => {
    folded += it
    for (let unit = 0; unit < it.length; unit += 1) {
      starts.push(from)
      ends.push(to)
    }
  })
  return occurrences(folded, wanted).map((at) => ({
    from: starts[at] ?? 0,
    to: ends[at + wanted.length - 1] ?? text.length,
  }))
}

/** Where `wanted` begins in `folded`, both folded; never overlapping. */
export function occurrences(folded: string, wanted: string): readonly number[] {
  const found: number[] = []
  if (wanted === '') return found
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length))
    found.push(at)
  return found
}

/** A passage with the words around it, in one line. */
export type Excerpt = { readonly before: string; readonly text: string; readonly after: string }

/** A text in one line: Japanese goes on in the next line as if there were none; words of other scripts stay apart. */
export function oneLine(text: string): string {
  return text.replace(/(?<![!-~])\s*\n\s*|\s*\n\s*(?![!-~])/g, '').replace(/\s+/g, ' ')
}

/** So many characters of the words around; fewer at the ends of the text. */
export function excerptOf(text: string, range: TextRange, around: number): Excerpt {
  const before = Array.from(oneLine(text.slice(Math.max(0, range.from - 4 * around), range.from)))
  const after = Array.from(oneLine(text.slice(range.to, range.to + 4 * around)))
  return {
    before: before.slice(-around).join('').trimStart(),
    text: oneLine(text.slice(range.from, range.to)),
    after: after.slice(0, around).join('').trimEnd(),
  }
}
