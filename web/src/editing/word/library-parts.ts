import { strFromU8, unzipSync } from 'fflate'

/** Stories of a Word file as the library writes them, by the names of their parts; and what tells of new styles and lists. */
export type Parts = Readonly<Record<string, string>>

const written = /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes|numbering|styles)\.xml$/

/** The parts the server looks at, out of a file that the library wrote. */
export function partsOf(file: ArrayBuffer): Parts {
  const entries = unzipSync(new Uint8Array(file), { filter: ({ name }) => written.test(name) })
  return Object.fromEntries(Object.entries(entries).map(([name, bytes]) => [name, strFromU8(bytes)]))
}

/** The parts that came out different, on both sides. */
export function changedParts(before: Parts, now: Parts): { readonly before: Parts; readonly parts: Parts } {
  const names = Object.keys(now).filter((it) => now[it] !== before[it])
  const pick = (of: Parts): Parts =>
    Object.fromEntries(names.flatMap((name) => (of[name] === undefined ? [] : [[name, of[name]]])))
  return { before: pick(before), parts: pick(now) }
}

export type Guarded = { readonly tag: string; readonly name: string }
export type Loss = Guarded & { readonly count: number }

/** What this browser keeps of an edit on the pages: the file as the library writes it, and its stories before anybody wrote. */
export type PagesWork = { readonly file: ArrayBuffer; readonly before: Parts }

/** What is sent of an edit on the pages. `accepted`: how much of what, by tag, may go; what goes beyond that is asked again. */
export function givenOf(
  { file, before }: PagesWork,
  guarded: readonly Guarded[],
  accepted: ReadonlyMap<string, number>,
) {
  const now = partsOf(file)
  const mayGo = lossesBetween(before, now, guarded).filter((it) => (accepted.get(it.tag) ?? 0) >= it.count)
  return { ...changedParts(before, now), accepted: mayGo.map((it) => it.tag) }
}

/** What there is less of than before. */
export function lossesBetween(before: Parts, now: Parts, guarded: readonly Guarded[]): readonly Loss[] {
  return guarded.flatMap(({ tag, name }) => {
    // 割注 is an attribute, everything else an element.
    const pattern = tag === 'w:combine' ? /\sw:combine="/g : new RegExp(`<${tag}(?=[\\s/>])`, 'g')
    const countIn = (parts: Parts): number =>
      Object.values(parts).reduce((sum, it) => sum + (it.match(pattern)?.length ?? 0), 0)
    const count = countIn(before) - countIn(now)
    return count > 0 ? [{ tag, name, count }] : []
  })
}
