import { nameOf } from './guard.ts'
import type { WordPackage } from './package.ts'
import { knownNames } from './rewrite-story.ts'
import { type Writing, highestId, prefixesOf, takenFrom } from './writing.ts'
import { type XmlElement, attributeOf, elementsOf, parseXml } from './xml.ts'

type Packages = { readonly mine: WordPackage; readonly theirs: WordPackage }

/**
 * Takes blocks of a story over into another file of the same origin: their letters, once it is sure that they mean the
 * same there; what does not is put into `problems`. Tracked changes get numbers that are free.
 */
export function adopting(
  story: string,
  { mine, theirs }: Packages,
  problems: string[],
): (block: XmlElement) => string {
  const source = theirs.texts.get(story) ?? ''
  const root = parseXml(source)
  const [own, other] = [relationsOf(mine, story), relationsOf(theirs, story)]
  const [comments, notes] = [idsIn(theirs, 'word/comments.xml'), notesIn(theirs)]
  const writing: Writing = {
    ...{ author: undefined, fields: new Map(), nowFields: new Map(), bound: new Set() },
    ...{ known: knownNames(theirs), problems: [] },
    prefixes: root === undefined ? new Set() : prefixesOf(root),
    lastId: highestId(source),
  }
  return (block) => {
    const raw = takenFrom(block, writing)
    problems.push(...writing.problems.map((it) => nameOf(it.fact)))
    for (const [, id = ''] of raw.matchAll(/\sr:\w+="([^"]+)"/g))
      if (own.get(id) !== other.get(id)) problems.push('図・リンク')
    for (const [, kind = '', id = ''] of raw.matchAll(
      /<w:(comment|footnote|endnote)Reference\s[^>]*w:id="(-?\d+)"/g,
    ))
      if (!(kind === 'comment' ? comments : notes).has(id))
        problems.push(kind === 'comment' ? 'コメント' : '脚注')
    return renumbered(raw, writing)
  }
}

const marked =
  /(<w:(?:ins|del|rPrChange|pPrChange|trPrChange|tcPrChange|tblPrChange|cellIns|cellDel)\s(?:[^>]*?\s)?w:id=")\d+(")/g

function renumbered(raw: string, writing: Writing): string {
  return raw.replaceAll(marked, (_, before: string, after: string) => {
    writing.lastId += 1
    return `${before}${writing.lastId}${after}`
  })
}

/** What the ids of a part's relations stand for. */
function relationsOf(parts: WordPackage, story: string): ReadonlyMap<string, string> {
  const source = parts.texts.get(story.replace(/^word\//, 'word/_rels/').concat('.rels'))
  return new Map(
    elementsOf(source === undefined ? undefined : parseXml(source)).map((it) => [
      attributeOf(it, 'Id') ?? '',
      `${attributeOf(it, 'Type') ?? ''} ${attributeOf(it, 'Target') ?? ''}`,
    ]),
  )
}

function idsIn(parts: WordPackage, name: string): ReadonlySet<string> {
  const root = parts.texts.get(name)
  return new Set(
    elementsOf(root === undefined ? undefined : parseXml(root)).map((it) => attributeOf(it, 'w:id') ?? ''),
  )
}

function notesIn(parts: WordPackage): ReadonlySet<string> {
  return new Set([...idsIn(parts, 'word/footnotes.xml'), ...idsIn(parts, 'word/endnotes.xml')])
}
