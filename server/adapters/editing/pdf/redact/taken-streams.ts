import { createHash } from 'node:crypto'
import { PDFDocument, type PDFPageLeaf, PDFStream } from 'pdf-lib'
import { drawableBelow, drawnBy, narrowResources } from '../drawn.ts'
import { name } from '../geometry.ts'

/**
 * Deletes what was taken out from under the boxes, whatever else of the file still names it. A box covers what lies under it on its page: a
 * picture that another page, or the same one elsewhere, draws where no box is stays for that. False when it is not certain
 * whether something that cannot be read draws it.
 */
export function dropTaken(
  document: PDFDocument,
  pages: readonly PDFPageLeaf[],
  taken: ReadonlySet<PDFStream>,
): boolean {
  const { context } = document
  const drawn = drawnBy(pages)
  const gone = new Set([...taken].filter((it) => !drawn.streams.has(it)))
  const doubtful = [...drawn.unread].map((it) => it.get(name('Resources')))
  for (const it of drawableBelow(context, doubtful)) if (gone.has(it)) return false
  narrowResources(drawn)
  for (const [ref, object] of context.enumerateIndirectObjects())
    if (object instanceof PDFStream && gone.has(object)) context.delete(ref)
  return true
}

/**
 * Whether a file that was written still has the bytes of something that was taken out, in any object, led to or not, without
 * that a page draws them: asked of the file itself, not of what was done to it.
 */
export async function hasTaken(bytes: Uint8Array, taken: ReadonlySet<PDFStream>): Promise<boolean> {
  const gone = new Set([...taken].map(contentKey))
  const document = await PDFDocument.load(bytes, { updateMetadata: false })
  const { streams } = drawnBy(document.getPages().map((it) => it.node))
  const drawn = new Set([...streams].map(contentKey))
  return document.context
    .enumerateIndirectObjects()
    .some(([, it]) => it instanceof PDFStream && isLeft(contentKey(it)))

  function isLeft(key: string): boolean {
    return key !== nothing && gone.has(key) && !drawn.has(key)
  }
}

function contentKey(stream: PDFStream): string {
  return createHash('sha256').update(stream.getContents()).digest('hex')
}

const nothing = createHash('sha256').digest('hex')
