import { readFile } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFHexString,
  PDFObjectCopier,
  PDFPage,
  type PDFPageLeaf,
  type PDFRef,
} from 'pdf-lib'
import type { StampedCase } from '../../usecases/ports.ts'
import { type ListedAttachment, drawCover } from './cover.ts'
import { Pen, faint, ink, rule } from './pen.ts'
import type { PdfSpool } from './spool.ts'
import type { TypeCase } from './type-case.ts'

const a4 = [595.28, 841.89] as const

/** What of an attachment goes into the document: its pages, or why there are none. */
export type Part = { readonly pages: readonly PDFPage[]; readonly missing?: string }

type Attachment = StampedCase['attachments'][number]
/** Called as pages are copied, with how many since the last call; what it throws ends the work. */
export type Copied = (pages: number) => Promise<void>

/** So many pages between two looks at what else there is to do. */
const pagesAtOnce = 50

/** A new document that says what it is. */
export async function newDocument({
  title,
  number,
}: {
  readonly title: string
  readonly number: string
}): Promise<PDFDocument> {
  const document = await PDFDocument.create()
  document.setTitle(title)
  document.setSubject(number)
  document.setLanguage('ja')
  document.setProducer('Kessai')
  document.setCreator('Kessai')
  return document
}

/**
 * The pages of an attachment, copied and written away; a rendition that cannot be read gets a page that says so. `pages` are
 * indexes in its file, from 0; absent: all.
 */
export async function partOf(
  document: PDFDocument,
  spool: PdfSpool,
  attachment: Attachment & { readonly pages?: readonly number[] },
  copied: Copied = async () => undefined,
): Promise<Part> {
  const { pdfPath, missing = '', pages: wanted } = attachment
  if (pdfPath === undefined) return { pages: [], missing }
  const source = await readable(pdfPath)
  const chosen = wanted === undefined ? source?.leaves : wanted.flatMap((it) => source?.leaves[it] ?? [])
  if (source === undefined || chosen === undefined || chosen.length === 0) return unreadable
  const copier = PDFObjectCopier.for(source.context, document.context)
  const pages: PDFPage[] = []
  for (let from = 0; from < chosen.length; from += pagesAtOnce) {
    const some = chosen.slice(from, from + pagesAtOnce)
    try {
      for (const leaf of some) {
        leadNowhere(leaf)
        const copy = copier.copy(leaf)
        pages.push(PDFPage.of(copy, document.context.register(copy), document))
      }
    } catch {
      return unreadable
    }
    await setImmediate()
    await copied(some.length)
  }
  await spool.spill(pages)
  return { pages }
}

const unreadable: Part = {
  pages: [],
  missing: 'ページを読み取れませんでした。元のファイルをKessaiからダウンロードして読んでください。',
}

async function readable(path: string) {
  try {
    // The empty password opens what is only restricted, not locked.
    const source = await PDFDocument.load(await readFile(path), { password: '', updateMetadata: false })
    return { context: source.context, leaves: source.getPages().map((it) => it.node) }
  } catch {
    return undefined
  }
}

/**
 * Takes away what leads from a page to others or does something: copied with it, a link would bring the page it goes to and
 * everything that one leads to. What is drawn stays: stamps, filled fields, and links to addresses.
 */
export function leadNowhere(page: PDFPageLeaf): void {
  for (const name of ['B', 'AA', 'StructParents', 'PieceInfo', 'Thumb']) page.delete(PDFName.of(name))
  const annotations = page.lookupMaybe(PDFName.of('Annots'), PDFArray)
  if (annotations === undefined) return
  for (let index = annotations.size() - 1; index >= 0; index -= 1) {
    const annotation = annotations.lookup(index)
    if (!(annotation instanceof PDFDict)) continue
    const name = (of: PDFDict | undefined, key: string) => of?.get(PDFName.of(key))
    const action = annotation.lookup(PDFName.of('A'))
    const leads = name(annotation, 'Subtype') === PDFName.of('Link')
    const goesOut = action instanceof PDFDict && name(action, 'S') === PDFName.of('URI')
    if (leads && !goesOut) {
      annotations.remove(index)
      continue
    }
    for (const key of ['P', 'Parent', 'Popup', 'IRT', 'AA', 'Dest']) annotation.delete(PDFName.of(key))
    if (!goesOut) annotation.delete(PDFName.of('A'))
  }
}

/**
 * The list stands on the cover and says where each attachment begins, which depends on how many sheets the cover
 * takes: drawn once on scrap paper to know.
 */
export async function listOf(
  type: TypeCase,
  stamped: StampedCase,
  parts: readonly Part[],
): Promise<readonly ListedAttachment[]> {
  const scrap = await PDFDocument.create()
  const withPages = (sheets: number) => {
    let next = sheets + 1
    return stamped.attachments.map((it, index) => {
      const part = parts[index]
      const count = part === undefined || part.missing !== undefined ? 1 : part.pages.length
      const listed = {
        name: it.name,
        kindName: it.kindName,
        pages: part?.missing === undefined ? `${count}枚` : '－',
        firstPage: next,
      }
      next += count
      return listed
    })
  }
  return withPages(drawCover(scrap, type, stamped, withPages(0)))
}

/** A sheet in place of an attachment, with why. */
function drawMissing(document: PDFDocument, type: TypeCase, name: string, missing: string): PDFPage {
  const page = document.addPage([...a4])
  const pen = new Pen(page, type)
  pen.box(70, 300, a4[0] - 140, 130, { line: rule })
  const size = { size: 12, maxWidth: a4[0] - 180 }
  pen.textMiddle(name, a4[0] / 2, 345, { ...size, weight: 'bold', color: ink })
  pen.textMiddle('このファイルはここに印刷できません。', a4[0] / 2, 375, { ...size, size: 10.5 })
  pen.textMiddle(missing, a4[0] / 2, 397, { ...size, size: 9, color: faint })
  return page
}

/** Adds the pages of a part, or the sheet that stands for them. */
export function addPart(
  document: PDFDocument,
  type: TypeCase,
  { name, position }: { readonly name: string; readonly position: number },
  part: Part,
): readonly PDFPage[] {
  if (part.missing !== undefined)
    return [drawMissing(document, type, `添付${position}　${name}`, part.missing)]
  for (const page of part.pages) document.addPage(page)
  return part.pages
}

/** A bookmark; one of a greater depth than the one before belongs under it. */
export type Bookmark = { readonly title: string; readonly page: PDFPage; readonly depth: number }

const top = -1

/** Bookmarks to the pages where something begins; what is under another is folded away at first. */
export function addBookmarks(document: PDFDocument, marks: readonly Bookmark[]): void {
  if (marks.length === 0) return
  const { context } = document
  const under = childrenOf(marks)
  const refs = new Map([top, ...marks.keys()].map((it) => [it, context.nextRef()]))
  const at = (index: number | undefined) => (index === undefined ? undefined : refs.get(index))
  for (const [parent, children] of under) {
    for (const [place, index] of children.entries()) {
      const { title, page } = marks[index] as Bookmark
      const own = under.get(index) ?? []
      const entry = context.obj({
        Parent: at(parent),
        Dest: [page.ref, 'XYZ', null, null, null],
        ...linked('Prev', at(children[place - 1])),
        ...linked('Next', at(children[place + 1])),
        ...linked('First', at(own[0])),
        ...linked('Last', at(own.at(-1))),
        ...(own.length === 0 ? {} : { Count: -own.length }),
      })
      entry.set(PDFName.of('Title'), PDFHexString.fromText(title))
      context.assign(at(index) as PDFRef, entry)
    }
  }
  const tops = under.get(top) ?? []
  const root = { Type: 'Outlines', First: at(tops[0]), Last: at(tops.at(-1)), Count: tops.length }
  context.assign(at(top) as PDFRef, context.obj(root))
  document.catalog.set(PDFName.of('Outlines'), at(top) as PDFRef)
  document.catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'))
}

function linked(name: string, ref: PDFRef | undefined): Readonly<Record<string, PDFRef>> {
  return ref === undefined ? {} : { [name]: ref }
}

/** By its index the indexes of what is directly under each bookmark, in order; under `top` what is under none. */
function childrenOf(marks: readonly Bookmark[]): ReadonlyMap<number, readonly number[]> {
  const under = new Map<number, number[]>()
  const open: number[] = []
  for (const [index, { depth }] of marks.entries()) {
    while (open.length > 0 && (marks[open.at(-1) as number]?.depth ?? 0) >= depth) open.pop()
    const parent = open.at(-1) ?? top
    under.set(parent, [...(under.get(parent) ?? []), index])
    open.push(index)
  }
  return under
}
