/** Part of the body of a page, in UTF-16 units. */
type Stretch = { readonly from: number; readonly to: number }

/** What stands at one end of a page and is none of its text; empty when nothing does. */
export type PageEnd = Stretch & {
  /** The same on two pages that say the same there, whatever their numbers. */
  readonly says: string
}
/** 柱 and ノンブル of a page. */
export type Furniture = { readonly head: PageEnd; readonly foot: PageEnd }

/** Lines at each end of a page that may be furniture. */
const mostLines = 3
/** A line that stands at one end of so many pages, and of a half of them, is none of their text. */
const leastPages = 3
const digits = /[0-9０-９]+/g
/** - 3 -, 3／15, p.3, ３ページ */
const onlyNumber =
  /^[-–—‐―ー\s]*(?:p\.?\s*)?[0-9０-９]+(?:\s*[/／]\s*[0-9０-９]+)?(?:\s*ページ)?[-–—‐―ー\s]*$/iu

/**
 * What recurs at the head and the foot of the pages of a file, whatever number stands in it: it would part sentences that go
 * on over the page, and the number of a page changes with every page before it.
 */
export function furnitureOf(bodies: readonly string[]): readonly Furniture[] {
  const pages = bodies.map(linesOf)
  const backwards = pages.map((it) => it.toReversed())
  const [heads, feet] = [recurring(pages), recurring(backwards)]
  return pages.map((lines, page) => {
    const { length } = bodies[page] ?? ''
    const head = furnished(lines, heads)
    const foot = furnished(backwards[page] ?? [], feet)
    // Nothing else on the page: then it is what the page says.
    if (head.length + foot.length >= lines.length)
      return { head: { from: 0, to: 0, says: '' }, foot: { from: length, to: length, says: '' } }
    return {
      head: { from: 0, to: head.at(-1)?.line.to ?? 0, says: saidBy(head) },
      foot: { from: foot.at(-1)?.line.from ?? length, to: length, says: saidBy(foot) },
    }
  })
}

type Line = Stretch & { readonly text: string; readonly form: string }
type Furnished = readonly { readonly line: Line; readonly says: string }[]

function saidBy(lines: Furnished): string {
  return lines.map((it) => it.says).join('\n')
}

/** The lines (or cells) of a page that say something. */
function linesOf(body: string): readonly Line[] {
  return [...body.matchAll(/[^\n\t]+/g)].flatMap((it) => {
    const text = it[0].replace(/\s/g, '')
    const form = text.replace(digits, '#')
    return text === '' ? [] : [{ from: it.index, to: it.index + it[0].length, text, form }]
  })
}

/** How a line stands at the end of a page: its place from there, and what it says but for the numbers. */
function nameOf(place: number, line: Line): string {
  return `${place} ${line.form}`
}

/** Lines that recur at one end, by their name: whether their numbers run with the pages. */
function recurring(pages: readonly (readonly Line[])[]): ReadonlyMap<string, boolean> {
  const texts = new Map<string, string[]>()
  for (const lines of pages)
    lines.slice(0, mostLines).forEach((line, place) => {
      const name = nameOf(place, line)
      const all = texts.get(name)
      if (all === undefined) texts.set(name, [line.text])
      else all.push(line.text)
    })
  const least = Math.max(leastPages, pages.length / 2)
  return new Map(
    [...texts]
      .filter(([, all]) => all.length >= least)
      .map(([name, all]) => [name, all.some((it) => it !== all[0])]),
  )
}

/** The lines from an end that are furniture. */
function furnished(lines: readonly Line[], known: ReadonlyMap<string, boolean>): Furnished {
  const found: { line: Line; says: string }[] = []
  for (const [place, line] of lines.slice(0, mostLines).entries()) {
    const runs = known.get(nameOf(place, line))
    // Where other pages have furniture a number alone is one, too: the first page and the last often differ.
    if (runs === undefined && !(known.size > 0 && onlyNumber.test(line.text))) break
    found.push({ line, says: runs === false ? line.text : line.form })
  }
  return found
}
