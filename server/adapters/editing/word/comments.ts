import type { FileComment } from '../../../contract/editor-facts.ts'
import { type WordPackage, isStory, parseStory } from './package.ts'
import { wordsOf } from './paragraph-texts.ts'
import { type XmlElement, attributeOf, eachElement, elementsOf, parseXml, textOf } from './xml.ts'

const mostListed = 1000

export const commentParts = { comments: 'word/comments.xml', threads: 'word/commentsExtended.xml' } as const

/** A comment with its element and the number of its last paragraph, by which threads mean it. */
type CommentElement = {
  readonly element: XmlElement
  readonly id: string
  readonly paraId: string | undefined
}

/** The comments of a part; none where it is not there. */
export function commentElements(source: string | undefined): readonly CommentElement[] {
  const root = source === undefined ? undefined : parseStory(source)
  return elementsOf(root)
    .filter((it) => it.name === 'w:comment')
    .map((element) => {
      const last = elementsOf(element).findLast((it) => it.name === 'w:p')
      return {
        element,
        id: attributeOf(element, 'w:id') ?? '',
        paraId: last && attributeOf(last, 'w14:paraId'),
      }
    })
}

/** What threads say: by the number of a paragraph the one it answers, and whether it is settled. */
export function threadEntries(source: string | undefined): ReadonlyMap<string, XmlElement> {
  const entries = elementsOf(source === undefined ? undefined : parseXml(source))
  return new Map(entries.map((it) => [attributeOf(it, 'w15:paraId') ?? '', it]))
}

/** The comments of a Word file in the order of their part, answers among them. */
export function commentsOf({ texts }: WordPackage): readonly FileComment[] {
  const comments = commentElements(texts.get(commentParts.comments))
  const threads = threadEntries(texts.get(commentParts.threads))
  const byParagraph = new Map(
    comments.flatMap(({ id, paraId }) => (paraId === undefined ? [] : [[paraId, id]])),
  )
  const about = new Map<string, string>()
  for (const [name, source] of texts) {
    const story = isStory(name) && comments.length > 0 ? parseStory(source) : undefined
    if (story !== undefined) for (const [id, letters] of rangesOf(story)) about.set(id, letters)
  }
  return comments.slice(0, mostListed).map(({ element, id, paraId }) => {
    const thread = threads.get(paraId ?? '')
    const parent = byParagraph.get((thread && attributeOf(thread, 'w15:paraIdParent')) ?? '')
    return {
      id,
      ...(parent === undefined ? {} : { answers: parent }),
      author: attributeOf(element, 'w:author') ?? '',
      at: attributeOf(element, 'w:date') ?? '',
      text: elementsOf(element).map(wordsOf).join('\n'),
      about: about.get(id) ?? '',
      settled: /^(?:1|true|on)$/.test((thread && attributeOf(thread, 'w15:done')) ?? ''),
    }
  })
}

/** The letters between the two ends of each comment. */
function rangesOf(story: XmlElement): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  const open = new Set<string>()
  for (const it of eachElement(story)) {
    const id = attributeOf(it, 'w:id') ?? ''
    if (it.name === 'w:commentRangeStart') open.add(id)
    else if (it.name === 'w:commentRangeEnd') open.delete(id)
    else if (it.name === 'w:t') for (const one of open) texts.set(one, (texts.get(one) ?? '') + textOf(it))
  }
  return texts
}
