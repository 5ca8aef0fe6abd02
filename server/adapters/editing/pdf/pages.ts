import {
  PDFArray,
  type PDFContext,
  PDFDict,
  type PDFDocument,
  PDFNumber,
  PDFObjectCopier,
  PDFPageLeaf,
  PDFPageTree,
  PDFRef,
  PDFString,
  PDFHexString,
  PDFName,
} from 'pdf-lib'
import { leadNowhere } from '../../pdf/book-parts.ts'
import { drawnBy, narrowResources } from './drawn.ts'
import { type Shown, name, shownOf } from './geometry.ts'
import type { PdfEdit } from './operations.ts'

type Leaf = { readonly ref: PDFRef; readonly page: PDFPageLeaf }

/** A page of the new file, where it is written, and how it was shown before it was turned here: what is drawn on it counts by that. */
export type PlacedPage = Leaf & { readonly shown: Shown }

const inherited = ['Resources', 'MediaBox', 'CropBox', 'Rotate']

/**
 * Puts the pages in their new order and answers them; `others` are the documents that pages come from. A page that is
 * left out is gone with the fields and bookmarks that were only about it. Undefined for a page that does not exist.
 */
export function arrangePages(
  document: PDFDocument,
  edit: PdfEdit,
  others: ReadonlyMap<string, PDFDocument>,
): readonly PlacedPage[] | undefined {
  const { context } = document
  const own = document.getPages().map((it) => ({ ref: it.ref, page: it.node }))
  for (const { page } of own) carryInherited(page)
  withoutResources(document.catalog.Pages())
  const copiers = new Map<string, PDFObjectCopier>()
  const taken = new Set<PDFRef>()
  const placed: PlacedPage[] = []
  const place = (leaf: Leaf): void => void placed.push({ ...leaf, shown: shownOf(leaf.page) })
  for (const sheet of edit.pages) {
    if ('blank' in sheet) {
      const page = PDFPageLeaf.withContextAndParent(context, ownRoot(document))
      page.set(name('MediaBox'), context.obj([0, 0, ...sheet.blank]))
      page.set(name('Resources'), context.obj({}))
      place({ ref: context.register(page), page })
      continue
    }
    const source = sheet.from === undefined ? document : others.get(sheet.from)
    const found = sheet.from === undefined ? own[sheet.index] : undefined
    const leaf = found?.page ?? source?.getPages()[sheet.index]?.node
    if (source === undefined || leaf === undefined) return undefined
    if (found !== undefined && !taken.has(found.ref)) {
      taken.add(found.ref)
      place(found)
    } else {
      const key = sheet.from ?? ''
      const copier = copiers.get(key) ?? PDFObjectCopier.for(source.context, context)
      copiers.set(key, copier)
      place(copied(document, leaf, copier))
    }
    const last = placed.at(-1)
    if (last !== undefined && (sheet.turn ?? 0) !== 0) {
      const before = last.page.Rotate()?.asNumber() ?? 0
      last.page.set(name('Rotate'), PDFNumber.of((((before + (sheet.turn ?? 0)) % 360) + 360) % 360))
    }
  }
  const isSame = placed.length === own.length && placed.every((it, index) => it.ref === own[index]?.ref)
  if (!isSame) writeOrder(document, placed)
  const gone = own.filter((it) => !taken.has(it.ref)).map((it) => it.ref)
  if (gone.length > 0) forget(document, new Set(gone))
  // The dictionary of resources that pages share names the pictures of those that did not come along.
  if (!isSame) narrowResources(drawnBy(placed.map((it) => it.page)))
  return placed
}

function ownRoot(document: PDFDocument): PDFRef {
  return document.catalog.get(name('Pages')) as PDFRef
}

function carryInherited(page: PDFPageLeaf): void {
  for (const key of inherited) {
    if (page.has(name(key))) continue
    const value = page.getInheritableAttribute(name(key))
    if (value !== undefined) page.set(name(key), value)
  }
}

/** Each page has its own by now: what the tree names for all would stay in the file when no page shows it any more. */
function withoutResources(tree: PDFPageTree): void {
  tree.delete(name('Resources'))
  for (const kid of tree.Kids().asArray()) {
    const below = tree.context.lookup(kid)
    if (below instanceof PDFPageTree) withoutResources(below)
  }
}

/** A copy that leads to no other page: those would come along with all they hold. */
function copied(document: PDFDocument, leaf: PDFPageLeaf, copier: PDFObjectCopier): Leaf {
  carryInherited(leaf)
  const lone = leaf.clone(leaf.context)
  const annotations = lone.lookup(name('Annots'))
  if (annotations instanceof PDFArray) lone.set(name('Annots'), lonely(annotations, leaf.context))
  leadNowhere(lone)
  const page = leaf.context === document.context ? lone : copier.copy(lone)
  return { ref: document.context.register(page), page }
}

/** The same annotations as objects of their own, so that changing them leaves the others alone. */
function lonely(annotations: PDFArray, context: PDFContext): PDFArray {
  const own = PDFArray.withContext(context)
  for (let index = 0; index < annotations.size(); index += 1) {
    const one = annotations.lookup(index)
    if (one instanceof PDFDict) own.push(one.clone(context))
  }
  return own
}

/** One list of pages; labels that count by the old order would be wrong. */
function writeOrder(document: PDFDocument, placed: readonly PlacedPage[]): void {
  const { context, catalog } = document
  const ref = ownRoot(document)
  const root = PDFPageTree.withContext(context)
  root.set(name('Count'), PDFNumber.of(placed.length))
  root.set(name('Kids'), context.obj(placed.map((it) => it.ref)))
  context.assign(ref, root)
  for (const { page } of placed) page.set(name('Parent'), ref)
  catalog.delete(name('PageLabels'))
}

/** Deletes pages, with the fields and bookmarks that were only there, and what the tagged structure says about them. */
function forget(document: PDFDocument, pages: ReadonlySet<PDFRef>): void {
  const { context, catalog } = document
  for (const ref of pages) {
    const page = context.lookup(ref)
    const annotations = page instanceof PDFDict ? page.lookup(name('Annots')) : undefined
    if (annotations instanceof PDFArray)
      for (const it of annotations.asArray()) if (it instanceof PDFRef) context.delete(it)
    context.delete(ref)
  }
  const form = catalog.lookup(name('AcroForm'))
  if (form instanceof PDFDict) withoutMissing(form, 'Fields')
  const outlines = catalog.lookup(name('Outlines'))
  if (outlines instanceof PDFDict) pruneOutline(document, outlines, new Set())
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict)) continue
    const of = object.get(name('Pg'))
    if (of instanceof PDFRef && pages.has(of))
      for (const key of ['ActualText', 'Alt', 'E', 'T', 'K', 'Pg']) object.delete(name(key))
  }
}

/** Takes references to nothing out of a list of fields and their kids; true when nothing is left. */
function withoutMissing(parent: PDFDict, key: 'Fields' | 'Kids'): boolean {
  const list = parent.lookup(name(key))
  if (!(list instanceof PDFArray)) return false
  for (let index = list.size() - 1; index >= 0; index -= 1) {
    const one = list.lookup(index)
    if (!(one instanceof PDFDict) || withoutMissing(one, 'Kids')) list.remove(index)
  }
  return list.size() === 0
}

/** Drops bookmarks to pages that are gone; answers how many are left under this one. */
function pruneOutline(document: PDFDocument, parent: PDFDict, seen: Set<PDFDict>): number {
  const left: PDFDict[] = []
  for (
    let it = parent.lookup(name('First'));
    it instanceof PDFDict && !seen.has(it);
    it = it.lookup(name('Next'))
  ) {
    seen.add(it)
    const below = pruneOutline(document, it, seen)
    const leads = leadsSomewhere(document, it)
    if (!leads) for (const key of ['Dest', 'A', 'SE']) it.delete(name(key))
    if (leads || below > 0) left.push(it)
  }
  const refOf = (of: PDFDict | undefined): PDFRef | undefined =>
    of === undefined ? undefined : document.context.getObjectRef(of)
  const set = (of: PDFDict, key: string, ref: PDFRef | undefined): void => {
    if (ref === undefined) of.delete(name(key))
    else of.set(name(key), ref)
  }
  for (const [index, it] of left.entries()) {
    set(it, 'Prev', refOf(left[index - 1]))
    set(it, 'Next', refOf(left[index + 1]))
  }
  set(parent, 'First', refOf(left[0]))
  set(parent, 'Last', refOf(left.at(-1)))
  const count = parent.lookup(name('Count'))
  if (left.length === 0) parent.delete(name('Count'))
  else if (count instanceof PDFNumber)
    parent.set(name('Count'), PDFNumber.of(Math.sign(count.asNumber()) * left.length))
  return left.length
}

/** False for a bookmark whose page is gone; one to a place by name, or out of the file, stays when the name does. */
function leadsSomewhere(document: PDFDocument, bookmark: PDFDict): boolean {
  const action = bookmark.lookup(name('A'))
  const place =
    bookmark.lookup(name('Dest')) ?? (action instanceof PDFDict ? action.lookup(name('D')) : undefined)
  if (place === undefined) return action instanceof PDFDict
  return pageOf(document, place) !== undefined
}

function pageOf(document: PDFDocument, place: unknown): unknown {
  if (place instanceof PDFDict) return pageOf(document, place.lookup(name('D')))
  if (place instanceof PDFArray) return place.lookup(0)
  if (place instanceof PDFName) {
    const old = document.catalog.lookup(name('Dests'))
    return old instanceof PDFDict ? pageOf(document, old.lookup(place)) : undefined
  }
  if (!(place instanceof PDFString || place instanceof PDFHexString)) return undefined
  const names = document.catalog.lookup(name('Names'))
  const tree = names instanceof PDFDict ? names.lookup(name('Dests')) : undefined
  return tree instanceof PDFDict ? pageOf(document, named(tree, place.decodeText(), 0)) : undefined
}

function named(tree: PDFDict, key: string, depth: number): unknown {
  const pairs = tree.lookup(name('Names'))
  if (pairs instanceof PDFArray)
    for (let index = 0; index + 1 < pairs.size(); index += 2) {
      const one = pairs.lookup(index)
      if ((one instanceof PDFString || one instanceof PDFHexString) && one.decodeText() === key)
        return pairs.lookup(index + 1)
    }
  const kids = tree.lookup(name('Kids'))
  if (!(kids instanceof PDFArray) || depth > 20) return undefined
  for (let index = 0; index < kids.size(); index += 1) {
    const kid = kids.lookup(index)
    const found = kid instanceof PDFDict ? named(kid, key, depth + 1) : undefined
    if (found !== undefined) return found
  }
  return undefined
}
