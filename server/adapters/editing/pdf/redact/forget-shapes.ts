import { PDFArray, PDFDict, type PDFDocument, PDFName, PDFNumber, PDFRef, PDFStream } from 'pdf-lib'
import { name } from '../geometry.ts'
import { decodedBytes, packed } from '../streams.ts'
import { blankCffGlyphs, blankTrueTypeGlyphs, glyphsByCode } from './font-files.ts'
import { blankType1Glyphs, ownEncoding } from './type1-font.ts'

/** Empties the outlines of codes that are shown no more in the font's own file, where no other font draws with it. */
export function forgetShapes(
  document: PDFDocument,
  font: PDFDict,
  gone: ReadonlySet<number>,
  shown: ReadonlySet<number>,
): void {
  const descendants = font.lookup(name('DescendantFonts'))
  const cid = descendants instanceof PDFArray ? descendants.lookup(0) : undefined
  const owner = cid instanceof PDFDict ? cid : font
  const descriptor = owner.lookup(name('FontDescriptor'))
  if (!(descriptor instanceof PDFDict)) return
  for (const key of ['FontFile', 'FontFile2', 'FontFile3'] as const) {
    const ref = descriptor.get(name(key))
    const file = descriptor.lookup(name(key))
    if (!(ref instanceof PDFRef) || !(file instanceof PDFStream) || usersOf(document, ref, key) !== 1)
      continue
    const bytes = decodedBytes(file)
    const emptied =
      bytes === undefined ? undefined : emptiedFile(key, bytes, owner, owner === cid, gone, shown)
    if (emptied !== undefined)
      document.context.assign(ref, packed(document.context, emptied, file.dict.entries()))
  }
}

function emptiedFile(
  key: 'FontFile' | 'FontFile2' | 'FontFile3',
  bytes: Uint8Array,
  owner: PDFDict,
  isByCid: boolean,
  gone: ReadonlySet<number>,
  shown: ReadonlySet<number>,
): Uint8Array | undefined {
  if (key === 'FontFile3') return isByCid ? blankCffGlyphs(bytes, gone) : undefined
  if (key === 'FontFile2') {
    if (isByCid) return blankTrueTypeGlyphs(bytes, glyphsOf(gone, owner.lookup(name('CIDToGIDMap'))))
    const glyphs = glyphsByCode(bytes)
    const used = new Set([...shown].flatMap((it) => glyphs.get(it) ?? []))
    return blankTrueTypeGlyphs(
      bytes,
      new Set([...gone].flatMap((it) => glyphs.get(it) ?? []).filter((it) => !used.has(it))),
    )
  }
  const names = new Map([...ownEncoding(bytes), ...differencesOf(owner)])
  const used = new Set([...shown].map((it) => names.get(it)))
  const blank = [...gone].map((it) => names.get(it)).filter((it) => it !== undefined && !used.has(it))
  return blankType1Glyphs(bytes, new Set(blank as string[]))
}

/** What the PDF itself says of the names behind codes. */
function differencesOf(font: PDFDict): ReadonlyMap<number, string> {
  const encoding = font.lookup(name('Encoding'))
  const list = encoding instanceof PDFDict ? encoding.lookup(name('Differences')) : undefined
  const found = new Map<number, string>()
  if (!(list instanceof PDFArray)) return found
  let code = 0
  for (let index = 0; index < list.size(); index += 1) {
    const one = list.lookup(index)
    if (one instanceof PDFNumber) code = one.asNumber()
    else if (one instanceof PDFName) found.set(code++, one.decodeText())
  }
  return found
}

function glyphsOf(codes: ReadonlySet<number>, map: unknown): ReadonlySet<number> {
  const table = map instanceof PDFStream ? decodedBytes(map) : undefined
  if (table === undefined) return codes
  return new Set([...codes].map((it) => ((table[2 * it] ?? 0) << 8) | (table[2 * it + 1] ?? 0)))
}

/** How many fonts draw with a file. */
function usersOf(document: PDFDocument, file: PDFRef, key: string): number {
  const objects = document.context.enumerateIndirectObjects().map(([, it]) => it)
  const descriptors = objects.filter(
    (it): it is PDFDict => it instanceof PDFDict && it.get(name(key)) === file,
  )
  const users = objects.filter((it) => {
    const descriptor = it instanceof PDFDict ? it.lookup(name('FontDescriptor')) : undefined
    return descriptor instanceof PDFDict && descriptors.includes(descriptor)
  })
  return Math.max(users.length, descriptors.length)
}
