import { type Result, no, yes } from '../../../domain/result.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import { commentMarks, placeComment } from './comment-place.ts'
import { commentElements, commentParts, threadEntries } from './comments.ts'
import type { GivenComment } from './given.ts'
import { isStory, mainPart, parseStory } from './package.ts'
import { type Splice, spliced } from './splices.ts'
import { type XmlElement, attributeOf, eachElement, elementsOf, escaped, parseXml } from './xml.ts'
import type { Author } from './writing.ts'

const spaces = {
  w: 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  w14: 'http://schemas.microsoft.com/office/word/2010/wordml',
  w15: 'http://schemas.microsoft.com/office/word/2012/wordml',
} as const
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
const made = {
  [commentParts.comments]: {
    empty: `${head}<w:comments xmlns:w="${spaces.w}"></w:comments>`,
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml',
    link: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments',
  },
  [commentParts.threads]: {
    empty: `${head}<w15:commentsEx xmlns:w15="${spaces.w15}"></w15:commentsEx>`,
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml',
    link: 'http://schemas.microsoft.com/office/2011/relationships/commentsExtended',
  },
} as const
const types = '[Content_Types].xml'
const links = 'word/_rels/document.xml.rels'

/**
 * The parts of a file that come out different when comments are written, answered and settled, by name. What was there keeps
 * its letters; parts that a file without comments does not have are made.
 */
export function writeComments(
  texts: ReadonlyMap<string, string>,
  given: readonly GivenComment[],
  author: Author,
): Result<ReadonlyMap<string, string>, EditProblem> {
  const changed = new Map<string, string>()
  const read = (name: string): string | undefined => changed.get(name) ?? texts.get(name)
  for (const one of given) {
    const done =
      one.do === 'add'
        ? addComment(read, changed, { text: one.text, quote: one.quote, author })
        : one.do === 'answer'
          ? answerComment(read, changed, { text: one.text, to: one.to, author })
          : settleComment(read, changed, one.id, one.settled)
    if (done !== undefined) return no(done)
  }
  return yes(changed)
}

type Read = (name: string) => string | undefined
type Changed = Map<string, string>

function addComment(
  read: Read,
  changed: Changed,
  {
    text,
    quote,
    author,
  }: { readonly text: string; readonly quote: string | undefined; readonly author: Author },
): EditProblem | undefined {
  const body = parseStory(read(mainPart) ?? '')
  if (body === undefined) return unreadable
  const [id] = appendComment(read, changed, text, author)
  changed.set(mainPart, spliced(body.source, placeComment(body, id, quote)))
  return undefined
}

function answerComment(
  read: Read,
  changed: Changed,
  { text, to, author }: { readonly text: string; readonly to: string; readonly author: Author },
): EditProblem | undefined {
  const root = rootOf(read, to)
  const story = root === undefined ? undefined : storyWith(read, changed, root)
  if (root === undefined || story === undefined) return gone(to)
  const parent = numberedParagraph(read, changed, root)
  const [id, paraId] = appendComment(read, changed, text, author)
  setThread(read, changed, parent, (it) => it)
  setThread(read, changed, paraId, (it) => `${it} w15:paraIdParent="${parent}"`)
  const marks = commentMarks(id)
  const splices: Splice[] = []
  const isMark = (it: XmlElement, name: string): boolean =>
    it.name === name && attributeOf(it, 'w:id') === root
  for (const it of eachElement(story.root)) {
    const put = (at: number, letters: string): unknown => splices.push({ from: at, to: at, text: letters })
    if (isMark(it, 'w:commentRangeStart')) put(it.end, marks.start)
    // The reference of the answer stands behind that of what it answers.
    if (isMark(it, 'w:commentRangeEnd')) put(it.end, `<w:commentRangeEnd w:id="${id}"/>`)
    if (it.name === 'w:r' && elementsOf(it).some((one) => isMark(one, 'w:commentReference')))
      put(it.end, `<w:r><w:commentReference w:id="${id}"/></w:r>`)
  }
  changed.set(story.name, spliced(story.root.source, splices))
  return undefined
}

function settleComment(read: Read, changed: Changed, id: string, settled: boolean): EditProblem | undefined {
  const root = rootOf(read, id)
  if (root === undefined) return gone(id)
  setThread(
    read,
    changed,
    numberedParagraph(read, changed, root),
    (it) => `${it.replace(/\s*w15:done="[^"]*"/, '')} w15:done="${settled ? 1 : 0}"`,
  )
  return undefined
}

const unreadable: EditProblem = { code: 'edit_malformed', fact: '文書の中身をXMLとして読めません' }

function gone(id: string): EditProblem {
  return { code: 'edit_malformed', fact: `コメント${id}が文書にありません` }
}

/** The comment that begins the thread of a comment: Word knows answers of one depth only. */
function rootOf(read: Read, id: string): string | undefined {
  const comments = commentElements(read(commentParts.comments))
  const own = comments.find((it) => it.id === id)
  const thread = threadEntries(read(commentParts.threads)).get(own?.paraId ?? '')
  const parent = thread && attributeOf(thread, 'w15:paraIdParent')
  return comments.find((it) => parent !== undefined && it.paraId === parent)?.id ?? own?.id
}

/** The story in which a comment stands. */
function storyWith(read: Read, changed: Changed, id: string) {
  const names = new Set([mainPart, ...changed.keys(), 'word/footnotes.xml', 'word/endnotes.xml'])
  for (const name of names) {
    const root = isStory(name) ? parseStory(read(name) ?? '') : undefined
    if (root === undefined) continue
    for (const it of eachElement(root))
      if (it.name === 'w:commentReference' && attributeOf(it, 'w:id') === id) return { name, root }
  }
  return undefined
}

/** Appends a comment; answers its number and that of its paragraph. */
function appendComment(
  read: Read,
  changed: Changed,
  text: string,
  author: Author,
): readonly [id: string, paraId: string] {
  makePart(read, changed, commentParts.comments)
  const source = read(commentParts.comments) ?? ''
  const id = String(Math.max(-1, ...commentElements(source).map((it) => Number(it.id) || 0)) + 1)
  const paraId = freeNumber(read)
  const lines = text.split('\n')
  const paragraphs = lines.map((line, at) => {
    const tag = at === lines.length - 1 ? `<w:p xmlns:w14="${spaces.w14}" w14:paraId="${paraId}">` : '<w:p>'
    return `${tag}<w:r><w:t xml:space="preserve">${escaped(line)}</w:t></w:r></w:p>`
  })
  const name = escaped(author.name)
  const at = author.at.replace(/\.\d+/, '')
  const comment = `<w:comment w:id="${id}" w:author="${name}" w:date="${at}" w:initials="${escaped(author.name.slice(0, 1))}">${paragraphs.join('')}</w:comment>`
  changed.set(commentParts.comments, appended(source, comment))
  return [id, paraId]
}

/** A part with something more at its end. */
function appended(source: string, more: string): string {
  const root = parseXml(source)
  if (root === undefined) return source
  if (root.innerStart < root.end)
    return spliced(source, [{ from: root.innerEnd, to: root.innerEnd, text: more }])
  const open = source.slice(root.start, root.end).replace(/\s*\/>$/, '>')
  return spliced(source, [{ from: root.start, to: root.end, text: `${open}${more}</${root.name}>` }])
}

/** The number of the last paragraph of a comment; it gets one where it has none. */
function numberedParagraph(read: Read, changed: Changed, id: string): string {
  const source = read(commentParts.comments) ?? ''
  const own = commentElements(source).find((it) => it.id === id)
  if (own?.paraId !== undefined) return own.paraId
  const last = elementsOf(own?.element).findLast((it) => it.name === 'w:p')
  const paraId = freeNumber(read)
  if (last === undefined) return paraId
  const at = last.start + '<w:p'.length
  const mark = ` xmlns:w14="${spaces.w14}" w14:paraId="${paraId}"`
  changed.set(commentParts.comments, spliced(source, [{ from: at, to: at, text: mark }]))
  return paraId
}

/** A number that no paragraph of the comments and threads has: eight hexadecimal digits below 80000000. */
function freeNumber(read: Read): string {
  const parts = [mainPart, commentParts.comments, commentParts.threads].map((it) => read(it) ?? '')
  const taken = new Set(
    parts.flatMap((it) =>
      Array.from(it.matchAll(/:paraId="([0-9A-Fa-f]{8})"/g), ([, id]) => Number.parseInt(id ?? '', 16)),
    ),
  )
  let number = 0x4b000001
  while (taken.has(number)) number += 1
  return number.toString(16).toUpperCase().padStart(8, '0')
}

/** The entry of a paragraph among the threads with other attributes; a new one where there is none. */
function setThread(
  read: Read,
  changed: Changed,
  paraId: string,
  change: (attributes: string) => string,
): void {
  makePart(read, changed, commentParts.threads)
  const source = read(commentParts.threads) ?? ''
  const entry = threadEntries(source).get(paraId)
  if (entry === undefined) {
    const isSettled = change('')
    const done = isSettled.includes('w15:done') ? '' : ' w15:done="0"'
    changed.set(
      commentParts.threads,
      appended(source, `<w15:commentEx w15:paraId="${paraId}"${isSettled}${done}/>`),
    )
    return
  }
  const from = entry.start + 1 + entry.name.length
  const to = entry.innerStart - (source[entry.innerStart - 2] === '/' ? 2 : 1)
  changed.set(commentParts.threads, spliced(source, [{ from, to, text: change(source.slice(from, to)) }]))
}

/** Makes a part that the file does not have, and tells of it where a package tells of its parts. */
function makePart(read: Read, changed: Changed, name: keyof typeof made): void {
  if (read(name) !== undefined) return
  const { empty, type, link } = made[name]
  changed.set(name, empty)
  changed.set(types, appended(read(types) ?? '', `<Override PartName="/${name}" ContentType="${type}"/>`))
  const relations = read(links) ?? ''
  const numbers = Array.from(relations.matchAll(/\sId="rId(\d+)"/g), ([, number]) => Number(number))
  const id = `rId${Math.max(0, ...numbers) + 1}`
  const relation = `<Relationship Id="${id}" Type="${link}" Target="${name.slice('word/'.length)}"/>`
  changed.set(links, appended(relations, relation))
}
