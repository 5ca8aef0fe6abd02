import type { OutlineEntry } from '../../contract/book.ts'
import type { Pdfium } from './pdfium-module.ts'

/** FORMTYPE_XFA_FULL and FORMTYPE_XFA_FOREGROUND: forms that only Acrobat draws. */
const xfaForms = new Set([2, 3])

/** What the pages of a PDF do not show: an XFA form, scripts, files inside. */
export function remarksIn(module: Pdfium, document: number): readonly string[] {
  const files = module.FPDFDoc_GetAttachmentCount(document)
  return [
    ...(xfaForms.has(module.FPDF_GetFormType(document)) ? ['xfa'] : []),
    ...(module.FPDFDoc_GetJavaScriptActionCount(document) > 0 ? ['scripts'] : []),
    ...(files > 0 ? [`files_inside:${files}`] : []),
  ]
}

/** More of them help nobody; and an outline may go in circles. */
const limits = { entries: 10_000, depth: 6, titleCharacters: 200, pagesOpened: 1000 } as const

/** Headings and bookmarks of a PDF that lead to a page, in the order of the outline. */
export function outlineIn(module: Pdfium, document: number): readonly OutlineEntry[] {
  const entries: OutlineEntry[] = []
  const seen = new Set<number>()
  const heights = new Map<number, number | undefined>()
  const walk = (parent: number, depth: number): void => {
    let bookmark = module.FPDFBookmark_GetFirstChild(document, parent)
    while (bookmark !== 0 && !seen.has(bookmark) && entries.length < limits.entries) {
      seen.add(bookmark)
      const title = titleOf(module, bookmark)
      const place = placeOf(module, document, bookmark, heights)
      if (title !== '' && place !== undefined) entries.push({ title, depth, ...place })
      if (depth < limits.depth) walk(bookmark, depth + 1)
      bookmark = module.FPDFBookmark_GetNextSibling(document, bookmark)
    }
  }
  walk(0, 0)
  return entries
}

function titleOf(module: Pdfium, bookmark: number): string {
  const bytes = Math.min(module.FPDFBookmark_GetTitle(bookmark, 0, 0), 64 * 1024)
  if (bytes <= 2) return ''
  const memory = module.pdfium.wasmExports.malloc(bytes)
  try {
    module.FPDFBookmark_GetTitle(bookmark, memory, bytes)
    // Control characters end up in a button; NUL is refused by PostgreSQL.
    const text = module.pdfium
      .UTF16ToString(memory)
      .replaceAll(/\p{Cc}+/gu, ' ')
      .trim()
    return Array.from(text.toWellFormed()).slice(0, limits.titleCharacters).join('')
  } finally {
    module.pdfium.wasmExports.free(memory)
  }
}

/** The page a bookmark leads to, from 0, and how far down; undefined for one that leads nowhere here. */
function placeOf(
  module: Pdfium,
  document: number,
  bookmark: number,
  heights: Map<number, number | undefined>,
): Pick<OutlineEntry, 'pageIndex' | 'y'> | undefined {
  const direct = module.FPDFBookmark_GetDest(document, bookmark)
  const action = direct === 0 ? module.FPDFBookmark_GetAction(bookmark) : 0
  const place = action === 0 ? direct : module.FPDFAction_GetDest(document, action)
  const pageIndex = place === 0 ? -1 : module.FPDFDest_GetDestPageIndex(document, place)
  if (pageIndex < 0) return undefined
  // To open a page costs; of a register of ten thousand entries it is enough to know the page.
  if (!heights.has(pageIndex) && heights.size < limits.pagesOpened)
    heights.set(pageIndex, uprightHeight(module, document, pageIndex))
  const height = heights.get(pageIndex)
  const up = height === undefined ? undefined : heightUp(module, place)
  if (height === undefined || up === undefined) return { pageIndex }
  return { pageIndex, y: Math.round(10 * Math.min(height, Math.max(0, height - up))) / 10 }
}

/** Of a page in points; undefined when it does not open, or is turned. */
function uprightHeight(module: Pdfium, document: number, pageIndex: number): number | undefined {
  const page = module.FPDF_LoadPage(document, pageIndex)
  if (page === 0) return undefined
  const height = module.FPDFPage_GetRotation(page) === 0 ? module.FPDF_GetPageHeightF(page) : undefined
  module.FPDF_ClosePage(page)
  return height
}

/** Points from the bottom of its page; undefined where the bookmark does not say. */
function heightUp(module: Pdfium, place: number): number | undefined {
  // Three flags (x, y, zoom are given) and three floats, four bytes each.
  const memory = module.pdfium.wasmExports.malloc(24)
  const at = (index: number): number => memory + 4 * index
  try {
    const isKnown = module.FPDFDest_GetLocationInPage(place, at(0), at(1), at(2), at(3), at(4), at(5))
    if (!isKnown || module.pdfium.getValue(at(1), 'i32') === 0) return undefined
    const up = module.pdfium.getValue(at(4), 'float')
    return Number.isFinite(up) ? up : undefined
  } finally {
    module.pdfium.wasmExports.free(memory)
  }
}
